"""What can be taken out of the desk: each list registers once, when its app is ready.

Rights are those of the moment: a file is made as its requester may read when it is downloaded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from youwei.foundation.exports.models import Export
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.workbook import Mark


@dataclass(frozen=True, slots=True)
class File:
    """`rows` counts what it holds, for the journal."""

    name: str
    media_type: str
    content: bytes
    rows: int


@dataclass(frozen=True, slots=True)
class Source:
    """`rows` gives the keys of what fits the filter, at most so many and one more; a table that has
    no rows of its own gives the numbers of its lines. `own`: all of them are what the actor's own
    organ owes. `covers`: the second actor may read everything that the first asks for. `made` is
    the file; `said` the filter in words; `back` the address of the list.
    """

    code: str
    label: Promise
    forms: tuple[str, ...]
    rows: Callable[[Actor, QueryDict, int], Sequence[int]]
    own: Callable[[Actor, Sequence[int]], bool]
    covers: Callable[[Actor, Actor, QueryDict, Sequence[int]], bool]
    made: Callable[[Actor, QueryDict, Sequence[int], str, Mark], File]
    said: Callable[[Actor, QueryDict], Sequence[tuple[str, str]]]
    back: Callable[[str], str]


_sources: dict[str, Source] = {}


def offer(source: Source) -> None:
    _sources[source.code] = source


def source_of(code: str) -> Source | None:
    return _sources.get(code)


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())


def covered_by(actor: Actor, export: Export) -> bool:
    """Whether this second person may read every row of it now."""
    source = source_of(export.source)
    requester = actor_for(export.requested_by, clock.today())
    return source is not None and source.covers(
        requester, actor, QueryDict(export.query), export.keys
    )


def mark_of(export: Export, moment: datetime) -> Mark:
    who = export.requested_by
    line = gettext("%(number)s · taken out by %(who)s (%(organ)s) on %(when)s · for work only") % {
        "number": export.number,
        "who": who.name,
        "organ": who.organ.name,
        "when": f"{moment.astimezone(clock.ZONE):%Y-%m-%d %H:%M}",
    }
    source = source_of(export.source)
    title = str(source.label) if source else export.source
    return Mark(line=line, title=title, author=f"{who.name} {who.username}", number=export.number)
