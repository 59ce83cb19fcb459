"""What the journal keeps of exports: how many rows of what, never the rows or the filter."""

from dataclasses import dataclass
from datetime import datetime

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop


@dataclass(frozen=True, kw_only=True)
class ExportRequested(Event):
    kind = "exports.requested"
    title = gettext_noop("Export requested")
    source: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ExportApproved(Event):
    kind = "exports.approved"
    title = gettext_noop("Export approved")
    by_rule: bool
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ExportRefused(Event):
    kind = "exports.refused"
    title = gettext_noop("Export refused")


@dataclass(frozen=True, kw_only=True)
class ExportWithdrawn(Event):
    kind = "exports.withdrawn"
    title = gettext_noop("Export request withdrawn")


@dataclass(frozen=True, kw_only=True)
class ExportExpired(Event):
    kind = "exports.expired"
    title = gettext_noop("Export expired")


@dataclass(frozen=True, kw_only=True)
class ExportFetched(Event):
    """`sha256` of the file: a copy that turns up elsewhere can be told."""

    kind = "exports.fetched"
    title = gettext_noop("Export downloaded")
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ExportEmptied(Event):
    kind = "exports.emptied"
    title = gettext_noop("Filter and rows of an export erased as the retention rule says")
    erases = True
