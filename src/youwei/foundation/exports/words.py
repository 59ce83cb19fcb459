from django.utils.translation import gettext_lazy as _

from youwei.foundation.exports.rules.states import State

STATE_WORDS = {
    State.REQUESTED: _("Waits for approval"),
    State.APPROVED: _("Approved"),
    State.REFUSED: _("Refused"),
    State.WITHDRAWN: _("Withdrawn"),
    State.EXPIRED: _("Expired"),
}
