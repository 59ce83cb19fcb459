from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop


@dataclass(frozen=True, kw_only=True)
class JurisdictionAdded(Event):
    kind: ClassVar[str] = "organs.jurisdiction_added"
    title: ClassVar[str] = gettext_noop("Place added")
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OrganAdded(Event):
    kind: ClassVar[str] = "organs.organ_added"
    title: ClassVar[str] = gettext_noop("Organ added")
    name: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class OrganPlaced(Event):
    kind: ClassVar[str] = "organs.organ_placed"
    title: ClassVar[str] = gettext_noop("Comparison group or superior changed")
    group_before: str
    group: str
    superior_before: int | None
    superior: int | None


@dataclass(frozen=True, kw_only=True)
class OrganRenamed(Event):
    kind: ClassVar[str] = "organs.organ_renamed"
    title: ClassVar[str] = gettext_noop("Organ renamed")
    before: str
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrgansMerged(Event):
    kind: ClassVar[str] = "organs.organs_merged"
    title: ClassVar[str] = gettext_noop("Organs merged")
    name: str
    merged: int
    on: date


@dataclass(frozen=True, kw_only=True)
class OrganSplit(Event):
    kind: ClassVar[str] = "organs.organ_split"
    title: ClassVar[str] = gettext_noop("Organ split")
    name: str
    parts: int
    on: date


@dataclass(frozen=True, kw_only=True)
class OrganEnded(Event):
    kind: ClassVar[str] = "organs.organ_ended"
    title: ClassVar[str] = gettext_noop("Organ dissolved")
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class UnitAdded(Event):
    kind: ClassVar[str] = "organs.unit_added"
    title: ClassVar[str] = gettext_noop("Internal unit added")
    unit: int
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitEnded(Event):
    kind: ClassVar[str] = "organs.unit_ended"
    title: ClassVar[str] = gettext_noop("Internal unit dissolved")
    unit: int
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PostAdded(Event):
    kind: ClassVar[str] = "organs.post_added"
    title: ClassVar[str] = gettext_noop("Post added")
    post: int
    name: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    kind: ClassVar[str] = "organs.post_ended"
    title: ClassVar[str] = gettext_noop("Post abolished")
    post: int
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrgansImported(Event):
    """How many rows of each sheet were new."""

    kind: ClassVar[str] = "organs.organs_imported"
    title: ClassVar[str] = gettext_noop("Organs imported")
    jurisdictions: int
    organs: int
    successions: int
    units: int
    posts: int
