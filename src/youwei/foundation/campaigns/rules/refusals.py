from youwei.kernel.refusal import Invalid, Refusal, WrongState, gettext_noop


class NoOpenCampaign(Refusal):
    code = "no_open_campaign"
    status = 503
    message = gettext_noop("No rectification campaign is open here at the moment.")
    remedy = gettext_noop(
        "Nothing was stored. Please keep what you wrote and come back later, or call the hotline"
        " 12345 of your place."
    )


class WhichCampaign(Invalid):
    """Several places run a campaign and none was named."""

    code = "which_campaign"
    message = gettext_noop("Several places run a campaign, so the place must be named.")
    remedy = gettext_noop("Choose the place that the matter is about.")


class NoRulebook(WrongState):
    code = "no_rulebook"
    message = gettext_noop("The campaign has no rulebook yet.")
    remedy = gettext_noop("Adopt a rulebook for it first.")


class AnotherIsOpen(WrongState):
    code = "another_is_open"
    message = gettext_noop("Another campaign of this place is open.")
    remedy = gettext_noop("Close that campaign first; its open duties stay with their owners.")


class PeriodCrossed(Invalid):
    code = "period_crossed"
    message = gettext_noop("The last day must lie after the first.")
    remedy = gettext_noop("Correct one of the two dates.")


class PrefixUnfit(Invalid):
    code = "prefix_unfit"
    message = gettext_noop("A number prefix is 2 to 16 capital letters and digits.")
    remedy = gettext_noop("Choose one such as HB2026.")


class PrefixTaken(Invalid):
    code = "prefix_taken"
    message = gettext_noop("Another campaign numbers its records with this prefix.")
    remedy = gettext_noop("Choose a prefix of its own, so that no number stands twice.")


class NameMissing(Invalid):
    code = "campaign_name_missing"
    message = gettext_noop("A name is missing.")
    remedy = gettext_noop("Enter the official name and send it again.")


class OfAnotherPlace(Invalid):
    code = "of_another_place"
    message = gettext_noop("%(name)s does not belong to the campaign's place or those above it.")
    remedy = gettext_noop("Choose an organ of that place.")


class RulebookChanged(WrongState):
    """A stored version has another text than the file."""

    code = "rulebook_changed"
    message = gettext_noop("Version %(version)s of this rulebook was adopted with another text.")
    remedy = gettext_noop("Give the changed rulebook a version of its own and adopt that.")
