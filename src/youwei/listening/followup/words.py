"""What states, results and steps are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.rulebook.rules.following import Carries
from youwei.listening.followup.rules import calls, listing, protection, transferring

# Where the organ reads it: nothing tells that somebody was called, or what they said (C-37).
NOT_SOLVED = _("It is not solved yet: to be worked on again.")
CALL_STATES: Mapping[calls.State, Promise] = {
    calls.State.DRAWN: _("To be called"),
    calls.State.REACHED: _("Reached"),
    calls.State.DECLINED: _("Would rather not answer"),
    calls.State.NOT_REACHED: _("Not reached"),
}
SOLVED_WORDS: Mapping[calls.Solved, Promise] = {
    calls.Solved.YES: _("Solved"),
    calls.Solved.PARTLY: _("Solved in part"),
    calls.Solved.NO: _("Not solved"),
    calls.Solved.NOT_CLEAR: _("Cannot say"),
}
PRESSED_WORDS: Mapping[calls.Pressed, Promise] = {
    calls.Pressed.NO: pgettext_lazy("pressure", "No"),
    calls.Pressed.YES: pgettext_lazy("pressure", "Yes"),
    calls.Pressed.NOT_SAID: _("Would rather not say"),
}
PROTECTION_STATES: Mapping[protection.State, Promise] = {
    protection.State.REPORTED: _("Reported; to be taken up"),
    protection.State.TAKEN_UP: _("Taken up"),
    protection.State.PROTECTED: _("Measures taken"),
    protection.State.PASSED_ON: _("Passed on to the discipline body"),
    protection.State.CLOSED: pgettext_lazy("retaliation", "Closed"),
}
PROTECTION_MOVES: Mapping[str, Promise] = {
    "report": _("Reported"),
    "take_up": _("Taken up"),
    "measure": _("Measure recorded"),
    "pass_on": _("Passed on to the discipline body"),
    "close": _("Closed, with reasons"),
    "answer": _("Said when asked again"),
}
LISTING_STATES: Mapping[listing.State, Promise] = {
    listing.State.WARNED: _("Warned"),
    listing.State.OBJECTED: _("Objection to be decided"),
    listing.State.PROPOSED: _("Waits for a second person"),
    listing.State.LISTED: _("Published"),
    listing.State.ENDED: _("Taken down"),
    listing.State.DROPPED: _("Not published"),
    listing.State.CORRECTED: _("Corrected"),
}
SETTLED = _("Answered before publication")
TRANSFER_STATES: Mapping[transferring.State, Promise] = {
    transferring.State.PREPARED: _("Waits for the writer’s consent"),
    transferring.State.SENT: _("Sent; the other body has not confirmed yet"),
    transferring.State.CONFIRMED: _("Confirmed by the other body"),
    transferring.State.RETURNED: _("Sent back by the other body"),
    transferring.State.GIVEN_UP: _("Given up"),
}
CARRIES_WORDS: Mapping[Carries, Promise] = {
    Carries.NOTHING: _("number and day only"),
    Carries.STATEMENT: _("the statement, with the writer’s consent"),
    Carries.TEXT: _("the text, with the writer’s consent"),
}
CARRIES_FOR_WRITER: Mapping[Carries, Promise] = {
    Carries.NOTHING: _("number and day only"),
    Carries.STATEMENT: _("your statement, only with your consent"),
    Carries.TEXT: _("your words, only with your consent"),
}
AGREED = _("The writer agreed; it can be sent")
YOUR_CONSENT = _("Waits for your consent; you decide further down on this page")
YOU_AGREED = _("You agreed; the office sends it now")
