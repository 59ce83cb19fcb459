"""Lists whose filter a person can save under a name, and what came into them since.

Each list registers once, when its app is ready. Rights are those of the moment: a search is run,
and its news are shown, as the person who saved it may read today.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise

from youwei.foundation.duties.models import SavedSearch
from youwei.kernel.actor import Actor

NEWS = 200  # of one search; whoever has more opens the list


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the news."""

    number: str
    title: str
    view: str


@dataclass(frozen=True, slots=True)
class Place:
    """`may`: who opens the list at `view`. `came` gives the keys of what fits the filter and came
    in from one moment to another, at most so many; `hits` the lines that the actor may read.
    """

    code: str
    label: Promise
    view: str
    may: Callable[[Actor], bool]
    came: Callable[[Actor, QueryDict, datetime, datetime, int], list[int]]
    hits: Callable[[Actor, Collection[int]], Mapping[int, Hit]]


@dataclass(frozen=True, slots=True)
class News:
    search: SavedSearch
    hits: tuple[Hit, ...]


_places: dict[str, Place] = {}


def searchable(place: Place) -> None:
    _places[place.code] = place


def place_of(code: str) -> Place | None:
    return _places.get(code)


def came_in(search: SavedSearch, actor: Actor, until: datetime) -> list[int]:
    """Keys of what came in since the last look; none for whoever may not open the list any more."""
    place = _places.get(search.place)
    if place is None or not actor.is_staff or not place.may(actor):
        return []
    return place.came(actor, QueryDict(search.query), search.looked_at, until, NEWS)


def searches_of(actor: Actor) -> tuple[SavedSearch, ...]:
    """One's own, of lists that one may open."""
    rows = SavedSearch.objects.filter(account=actor.account_id) if actor.account_id else ()
    return tuple(one for one in rows if (place := _places.get(one.place)) and place.may(actor))


def news_for(actor: Actor) -> tuple[News, ...]:
    """What the last look found and the actor may read now: one query, and one for each list."""
    searches = [one for one in searches_of(actor) if one.news]
    readable = {
        code: _places[code].hits(actor, {key for one in searches for key in _keys(one, code)})
        for code in sorted({one.place for one in searches})
    }
    news = [
        News(one, tuple(found[key] for key in one.news if key in found))
        for one in searches
        for found in (readable[one.place],)
    ]
    return tuple(one for one in news if one.hits)


def _keys(search: SavedSearch, code: str) -> list[int]:
    return list(search.news) if search.place == code else []
