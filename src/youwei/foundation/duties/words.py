"""What states, moves and levels are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.duties.rules.states import State

STATE_WORDS: Mapping[State, Promise] = {
    State.ASSIGNED: _("Assigned, not signed for yet"),
    State.OBJECTED: _("Objected to"),
    State.HANDLING: _("Being handled"),
    State.REPORTED: _("Reported, being checked"),
    State.VERIFIED: _("Checked and cleared"),
    State.RECALLED: _("Recalled"),
}
MOVE_WORDS: Mapping[str, Promise] = {
    "accept": _("Sign for it"),
    "object": _("Object to the assignment"),
    "uphold": _("Reject the objection"),
    "reassign": _("Assign to another organ"),
    "offer": _("Offer a transfer"),
    "take_over": _("Take over"),
    "decline": _("Decline the transfer"),
    "report": _("Report as done"),
    "verify": _("Check passed: clear it"),
    "send_back": _("Send back"),
    "reopen": _("Reopen"),
    "recall": _("Take back"),
    "extend": _("Ask for an extension"),
    "name_handler": _("Name the handler"),
    "progress": _("Tell progress"),
}
LEVEL_WORDS: Mapping[str, Promise] = {
    "owner": _("handlers of the organ"),
    "owner_lead": _("lead of the organ"),
    "office": _("rectification office"),
    "leading_group": _("leading group"),
}
