"""Typed journal events: references and labels, never a report's text, an address or an agent."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

type_names: dict[str, type["Event"]] = {}

_KIND = re.compile(r"[a-z_]+\.[a-z_]+")
LABEL_LIMIT = 120  # characters; long enough for an organ's name, too short for a report


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event. `kind` is 'app.what_happened'; `title` is the English source string that
    the timeline shows; `titles` are those of an event that records one of several steps, by its
    field `move`. Field values are bool, int, date, datetime, short labels, or None. `erases`:
    with it something that somebody wrote left the store, and is to leave the disk, too.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    titles: ClassVar[Mapping[str, str]] = {}
    erases: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if not _KIND.fullmatch(cls.kind) or not cls.title:
            raise TypeError(f"{cls.__name__} needs a kind such as 'app.what_happened' and a title")
        if type_names.setdefault(cls.kind, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"the event kind {cls.kind} is taken")
        type_names[cls.kind] = cls

    @classmethod
    def title_of(cls, data: Mapping[str, object]) -> str:
        """The title of one that was kept, by its payload."""
        return cls.titles.get(str(data.get("move", "")), cls.title)

    def payload(self) -> dict[str, object]:
        """JSON-ready fields. ValueError where a field could carry a text instead of a label."""
        return {f.name: _plain(f.name, getattr(self, f.name)) for f in dataclasses.fields(self)}


def _plain(name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        if len(value) > LABEL_LIMIT or "\n" in value:
            raise ValueError(f"{name}: an event holds labels, not texts")
        return value
    raise ValueError(f"{name}: {type(value).__name__} does not belong in an event")
