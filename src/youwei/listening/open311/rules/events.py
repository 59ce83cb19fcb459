from dataclasses import dataclass

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class HandedIn(Event):
    """`public`: the sender agreed that how far it has come may be read by anyone."""

    kind = "georeport.handed_in"
    title = _("Handed in through GeoReport v2")
    public: bool
