from django.utils.translation import gettext_lazy as _

from youwei.foundation.retention.rules.states import State

STATE_WORDS = {
    State.PREPARED: _("Waits for a second person"),
    State.DONE: _("Erased"),
    State.WITHDRAWN: _("Withdrawn"),
    State.EXPIRED: _("Expired"),
}
