"""What the journal keeps of disposals and holds: classes and counts, no content."""

from dataclasses import dataclass
from datetime import datetime

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop


@dataclass(frozen=True, kw_only=True)
class DisposalPrepared(Event):
    kind = "retention.prepared"
    title = gettext_noop("Disposal list prepared; a second person confirms")
    code: str
    count: int
    rule: str


@dataclass(frozen=True, kw_only=True)
class Disposed(Event):
    """`prepared_by` is empty where the rule disposed alone."""

    kind = "retention.disposed"
    title = gettext_noop("Records erased as the retention rule says")
    code: str
    erased: int
    left: int
    rule: str
    prepared_by: str


@dataclass(frozen=True, kw_only=True)
class DisposalWithdrawn(Event):
    kind = "retention.withdrawn"
    title = gettext_noop("Disposal list withdrawn")
    code: str


@dataclass(frozen=True, kw_only=True)
class DisposalExpired(Event):
    kind = "retention.expired"
    title = gettext_noop("Disposal list expired: nobody confirmed it in time")
    code: str


@dataclass(frozen=True, kw_only=True)
class TracesRemoved(Event):
    """`begun`: what was erased before it is covered. `left` tables were too large, or in use, to be
    written anew; older bytes may stand in their free space.
    """

    kind = "retention.traces_removed"
    title = gettext_noop("Traces of what was erased removed from the database")
    begun: datetime
    left: int


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Event):
    kind = "retention.hold_placed"
    title = gettext_noop("Legal hold placed")
    held: str


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event):
    kind = "retention.hold_lifted"
    title = gettext_noop("Legal hold lifted")
    held: str
