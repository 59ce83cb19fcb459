"""What the sections, fields and codes of a rulebook are called on the page that shows it."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.rulebook.rules.channels import Entry, Medium, Receiver
from youwei.foundation.rulebook.rules.duties import Recipient, Step
from youwei.foundation.rulebook.rules.kinds import Needed
from youwei.foundation.rulebook.rules.publishing import Afterwards, Since
from youwei.foundation.rulebook.rules.words import Part

# In the order in which the page shows them.
SECTION_WORDS: Mapping[str, Promise] = {
    "themes": _("Failings and merits"),
    "focuses": _("Matters under special watch"),
    "channels": pgettext_lazy("rule", "Ways in"),
    "kinds": _("Kinds of matters and their terms"),
    "refusals": _("Grounds for not taking in"),
    "intake": _("What the forms take"),
    "duties": _("How duties are followed"),
    "lights": pgettext_lazy("rule", "Lights"),
    "ladder": _("Reminders and escalation"),
    "closing": _("How a matter is closed"),
    "appraisal": pgettext_lazy("rule", "Public appraisal"),
    "organ_groups": _("Comparison groups of organs"),
    "publication": _("What is published"),
    "retention": _("How long records are kept"),
    "feedback": _("Central feedback to organs"),
}

# By the name of the field, or by class and field where the name alone says too little.
FIELD_WORDS: Mapping[str, Promise] = {
    # themes, focuses
    "opposite_of": pgettext_lazy("rule", "Opposite of"),
    "public": _("Offered on the public form"),
    "each_verified": _("Looked into one by one, never closed in bulk"),
    # channels
    "medium": pgettext_lazy("rule", "Medium"),
    "entry": _("Written down by"),
    "receives": pgettext_lazy("rule", "Received by"),
    "form_only": _("Only opens the form"),
    "witnesses": _("People present at its emptying"),
    # kinds and refusals
    "examples": pgettext_lazy("rule", "Examples"),
    "accepted": _("Taken in here"),
    "may_go_to_organ_concerned": _("The organ concerned may handle it"),
    "consented_statement": _("A statement may be passed on with the person's consent"),
    "independent_check": _("Checked by another organ"),
    "advice": pgettext_lazy("rule", "Advice"),
    "phones": pgettext_lazy("rule", "Telephone"),
    "links": pgettext_lazy("rule", "Web site"),
    "needs": _("Must be added"),
    "on_form": _("Said on the form before anything is written"),
    # terms
    "term": pgettext_lazy("rule", "Term"),
    "acknowledgement": pgettext_lazy("rule", "Acknowledgement"),
    "acceptance": pgettext_lazy("rule", "Acceptance"),
    "handling": pgettext_lazy("rule", "Handling"),
    "Terms.extension": _("Extensions at most"),
    "rating": pgettext_lazy("rule", "Rating"),
    "reopening": pgettext_lazy("rule", "Reopening"),
    "objection": _("Objection to an assignment"),
    "Publication.objection": _("Objection before publication"),
    "check": pgettext_lazy("rule", "Check"),
    # intake
    "Intake.title": pgettext_lazy("rule", "Heading"),
    "Intake.text": pgettext_lazy("rule", "What happened"),
    "Intake.statement": _("Statement passed on with consent"),
    "Intake.addition": pgettext_lazy("rule", "Addition"),
    "Intake.name": _("Name of the person"),
    "Intake.contact": _("Contact of the person"),
    "Intake.attachments": pgettext_lazy("rule", "Attachments"),
    "Intake.same_again": _("The same text sent again"),
    "Intake.query_code": pgettext_lazy("rule", "Query code"),
    "Length.at_most": _("Characters at most"),
    "Length.at_least": _("Characters at least"),
    "Attachments.at_most": _("Files at most"),
    "megabytes": _("Megabytes for each file"),
    "minutes": _("Same receipt within (minutes)"),
    "bits": pgettext_lazy("rule", "Random bits"),
    # duties and lights
    "signing": _("Signing for a duty"),
    "extension": pgettext_lazy("rule", "Extension"),
    "recheck": pgettext_lazy("rule", "Second look"),
    "times": pgettext_lazy("rule", "How often"),
    "decided_by": pgettext_lazy("rule", "Decided by"),
    "before_expiry": _("Asked for before expiry"),
    "reason": _("With a reason"),
    "other_organ": _("By another organ than the one that owes"),
    "reopens": _("May open the duty again"),
    "normal": pgettext_lazy("rule", "Light: normal"),
    "behind": pgettext_lazy("rule", "Light: behind"),
    "near_due": _("Light: near due"),
    "overdue": pgettext_lazy("rule", "Light: overdue"),
    "done": pgettext_lazy("rule", "Light: settled"),
    "done_late": _("Light: settled late"),
    "points": _("Progress behind time by more than (percentage of the whole)"),
    "share_left": _("Share of the term left (%)"),
    "left": _("Or time left"),
    "share_cap": _("Never before this share is left (%)"),
    "before": _("Before the due date"),
    "after": _("After the due date"),
    "to": pgettext_lazy("rule", "Goes to"),
    "what": pgettext_lazy("rule", "Step"),
    # closing
    "reply": pgettext_lazy("rule", "Reply"),
    "skip": _("The question about satisfaction may be skipped"),
    "silence": pgettext_lazy("rule", "Silence"),
    "satisfaction": pgettext_lazy("rule", "Satisfaction"),
    "call_back": pgettext_lazy("rule", "Call-backs"),
    "required": _("Cannot be switched off"),
    "counts_as_satisfied": _("Counts as satisfied"),
    "bad": _("A bad rating"),
    "counted": _("Counts as a vote"),
    "share": _("Share of closed matters (%)"),
    "at_least": pgettext_lazy("rule", "At least"),
    "other_unit": _("By another unit"),
    # appraisal, groups
    "rounds": pgettext_lazy("rule", "Rounds"),
    "first_year": _("Rounds in the first year"),
    "later_years": _("Rounds in each later year"),
    "dimensions": pgettext_lazy("rule", "Dimensions"),
    "ways": _("Ways of hearing judgements"),
    "covers": pgettext_lazy("rule", "Covers"),
    # publication, retention
    "suppression": pgettext_lazy("rule", "Small numbers"),
    "threshold": pgettext_lazy("rule", "Hidden below"),
    "secondary": _("Others that would give them away are hidden too"),
    "organs_only": _("Organs only, not persons"),
    "approval": _("Approval by a person"),
    "warning": _("Warning before publication"),
    "named_example": _("Named negative example"),
    "figures": _("Figures of a quarter, after its end"),
    "keep": pgettext_lazy("rule", "Kept for"),
    "since": pgettext_lazy("rule", "Counted from"),
    "afterwards": pgettext_lazy("rule", "Afterwards"),
    # feedback
    "period": pgettext_lazy("rule", "Period"),
    "months": _("Months taken together"),
    "sources": _("Cases behind an item"),
    "rarity": _("Rare themes"),
    "Rarity.threshold": _("Rare below (cases)"),
    "verbatim": _("Words taken over"),
    "characters": _("Too many in a row (characters)"),
    "rectification": _("Time to put it right"),
    "second_person": _("Approved by a second person"),
}

CODE_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Medium: {
        Medium.WEB: pgettext_lazy("rule", "web site"),
        Medium.WECHAT: pgettext_lazy("rule", "WeChat"),
        Medium.TELEVISION: pgettext_lazy("rule", "television"),
        Medium.PERSON: pgettext_lazy("medium", "person"),
        Medium.PHONE: pgettext_lazy("rule", "telephone"),
        Medium.BOX: pgettext_lazy("rule", "box"),
        Medium.LETTER: pgettext_lazy("rule", "letter"),
        Medium.VISIT: pgettext_lazy("rule", "visit"),
        Medium.MEDIA: pgettext_lazy("rule", "press"),
        Medium.FORWARD: _("passed on by another organ"),
        Medium.API: pgettext_lazy("rule", "program interface"),
    },
    Entry: {
        Entry.SELF: pgettext_lazy("rule", "the person"),
        Entry.CLERK: pgettext_lazy("rule", "a clerk"),
        Entry.PROGRAM: pgettext_lazy("rule", "a program"),
        Entry.FILE: _("an imported file"),
    },
    Receiver: {
        Receiver.OFFICE: _("the rectification office"),
        Receiver.ORGAN: pgettext_lazy("rule", "the organ"),
    },
    Needed: {
        Needed.EARLIER_CASE: _("number of the earlier matter"),
        Needed.COMPETENT_ORGAN: _("the competent organ"),
    },
    Recipient: {
        Recipient.OWNER: _("whoever works on it"),
        Recipient.OWNER_LEAD: _("whoever answers for the owing organ"),
        Recipient.VERIFIER: pgettext_lazy("rule", "the verifier"),
        Recipient.OFFICE: _("the rectification office"),
        Recipient.LEADING_GROUP: _("the leading group"),
    },
    Step: {
        Step.REMINDER: pgettext_lazy("rule", "reminder"),
        Step.SECOND_LEVEL: pgettext_lazy("rule", "second level"),
        Step.THIRD_LEVEL: pgettext_lazy("rule", "third level"),
    },
    Since: {
        Since.CLOSED: pgettext_lazy("rule", "closing"),
        Since.PUBLISHED: pgettext_lazy("rule", "publication"),
        Since.RECORDED: pgettext_lazy("rule", "recording"),
        Since.UPLOADED: pgettext_lazy("rule", "upload"),
        Since.ENDED: pgettext_lazy("rule", "leaving"),
    },
    Afterwards: {
        Afterwards.ERASE: pgettext_lazy("rule", "erased"),
        Afterwards.ARCHIVE: pgettext_lazy("rule", "archived"),
        Afterwards.REVIEW: _("reviewed by a person"),
    },
}


def field_word(owner: type[Part], name: str) -> str:
    """KeyError for a field that has no word."""
    return str(FIELD_WORDS.get(f"{owner.__name__}.{name}") or FIELD_WORDS[name])
