"""What states, ways and reasons are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.routing import Part
from youwei.listening.disclosures.rules.states import Cleared, Need, Reason, Said, State, Way

STATE_WORDS: Mapping[State, Promise] = {
    State.RECEIVED: pgettext_lazy("disclosure", "Received"),
    State.ACCEPTED: pgettext_lazy("disclosure", "Accepted"),
    State.DECLINED: pgettext_lazy("disclosure", "Not within its remit"),
    State.CONCLUDED: pgettext_lazy("disclosure", "Concluded"),
    State.TOLD: pgettext_lazy("disclosure", "Result told"),
}
WAY_WORDS: Mapping[Way, Promise] = {
    Way.TALK: _("Talk or written inquiry"),
    Way.VERIFY: _("Preliminary verification"),
    Way.HOLD: _("Kept for later inquiry"),
    Way.CLOSE: _("Settled"),
}
CLEARED_WORDS: Mapping[Cleared, Promise] = {
    Cleared.LETTER: _("in writing"),
    Cleared.TALK: _("in person"),
    Cleared.MEETING: _("at a meeting"),
    Cleared.NOTICE: _("by a notice"),
}
SAID_WORDS: Mapping[Said, Promise] = {
    Said.REPORT: pgettext_lazy("disclosure", "Disclosure"),
    Said.ADDITION: pgettext_lazy("disclosure", "Addition"),
    Said.RETALIATION: pgettext_lazy("disclosure", "Retaliation"),
    Said.ACCEPTANCE: pgettext_lazy("disclosure", "Acceptance"),
    Said.REFUSAL: pgettext_lazy("disclosure", "Not within its remit"),
    Said.ANSWER: pgettext_lazy("disclosure", "Answer"),
    Said.QUESTION: pgettext_lazy("disclosure", "Question"),
    Said.RESULT: pgettext_lazy("disclosure", "Result"),
}
WHY_WORDS: Mapping[Why, Promise] = {
    Why.LOST: _("Recipients lost their passphrases"),
    Why.LEFT: _("Recipients left or can no longer be reached"),
    Why.LAW: _("A decision of a competent organ orders it"),
}
NEED_WORDS: Mapping[Need, Promise] = {
    Need.WHEN: _("To prove when, where or with what it was made"),
    Need.REAL: _("To tell whether it is genuine"),
    Need.LAW: _("A decision of a competent organ orders it"),
}
REASON_WORDS: Mapping[Reason, Promise] = {
    Reason.ASK: _("To ask the reporter what only they know"),
    Reason.TELL: _("To tell the reporter, who does not return to the page"),
    Reason.PROTECT: _("To protect the reporter from retaliation"),
    Reason.LAW: _("A decision of a competent organ orders it"),
}
PART_WORDS: Mapping[Part, Promise] = {
    Part.FIRST: _("asks for identities"),
    Part.SECOND: _("agrees to their opening"),
}
