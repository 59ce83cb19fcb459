"""The directory as the exchange workbook that `import_organs` reads."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from youwei.foundation.organs.models import Jurisdiction, Organ, OrganSuccession, Post, Unit
from youwei.foundation.organs.rules.sheets import (
    HEADINGS,
    HOWS,
    LEVELS,
    MARKS,
    ORGANS,
    PLACES,
    POSTS,
    SUCCESSIONS,
    UNITS,
)
from youwei.kernel.workbook import Cell, Sheet, write_sheets

K = TypeVar("K", bound=Hashable)
_WIDE = ("名称", "标识", "机关", "上级机关", "原机关", "新机关", "职务")


def workbook() -> bytes:
    """Every place, organ, succession, unit and post, in five queries."""
    places = list(Jurisdiction.objects.select_related("parent").order_by("code", "valid_from"))
    organs = list(
        Organ.objects.select_related("jurisdiction").order_by(
            "jurisdiction__code", "group", "name", "valid_from", "id"
        )
    )
    units = list(Unit.objects.order_by("organ_id", "name", "valid_from", "id"))
    organ_keys = _keys([(o.pk, o.name, f"{o.jurisdiction.code}，{o.valid_from}") for o in organs])
    unit_keys = _unit_keys(units)
    order = {organ.pk: place for place, organ in enumerate(organs)}
    units.sort(key=lambda u: (order[u.organ_id], unit_keys[u.pk]))
    posts = sorted(
        Post.objects.all(),
        key=lambda p: (
            order[p.organ_id],
            unit_keys.get(p.unit_id or 0, ""),
            list(MARKS).index(p.mark),
            p.title,
            p.valid_from,
        ),
    )
    successions = sorted(
        OrganSuccession.objects.all(),
        key=lambda s: (s.on, order[s.predecessor_id], order[s.successor_id]),
    )
    return write_sheets(
        [
            _sheet(PLACES, [_place(place) for place in places]),
            _sheet(ORGANS, [_organ(organ, organ_keys) for organ in organs]),
            _sheet(SUCCESSIONS, [_succession(row, organ_keys) for row in successions]),
            _sheet(UNITS, [_unit(unit, organ_keys, unit_keys) for unit in units]),
            _sheet(POSTS, [_post(post, organ_keys, unit_keys) for post in posts]),
        ]
    )


def _sheet(title: str, rows: Sequence[Sequence[Cell]]) -> Sheet:
    headings = HEADINGS[title]
    return Sheet(title, headings, rows, [36 if heading in _WIDE else 14 for heading in headings])


def _keys(things: Iterable[tuple[K, str, str]]) -> dict[K, str]:
    """What names each thing alone: its name, where needed with what tells it apart."""
    things = list(things)
    names = Counter(name for _, name, _ in things)
    keys: dict[K, str] = {}
    taken = {name for name, times in names.items() if times == 1}
    for thing, name, apart in things:
        key = name if names[name] == 1 else f"{name}（{apart}）"
        number = 2
        while names[name] > 1 and key in taken:
            key, number = f"{name}（{apart}，{number}）", number + 1
        taken.add(key)
        keys[thing] = key
    return keys


def _unit_keys(units: Iterable[Unit]) -> dict[int, str]:
    by_organ: dict[int, list[tuple[int, str, str]]] = {}
    for unit in units:
        by_organ.setdefault(unit.organ_id, []).append((unit.pk, unit.name, f"{unit.valid_from}"))
    return {pk: key for rows in by_organ.values() for pk, key in _keys(rows).items()}


def _place(place: Jurisdiction) -> tuple[Cell, ...]:
    parent = place.parent.code if place.parent else None
    level = LEVELS[place.level]
    return (place.code, place.name, level, parent, place.valid_from, place.valid_to)


def _organ(organ: Organ, keys: dict[int, str]) -> tuple[Cell, ...]:
    return (
        keys[organ.pk],
        organ.jurisdiction.code,
        organ.name,
        organ.short_name,
        organ.group,
        keys.get(organ.superior_id or 0),
        organ.valid_from,
        organ.valid_to,
    )


def _succession(row: OrganSuccession, keys: dict[int, str]) -> tuple[Cell, ...]:
    return (keys[row.predecessor_id], keys[row.successor_id], row.on, HOWS[row.how])


def _unit(unit: Unit, organs: dict[int, str], units: dict[int, str]) -> tuple[Cell, ...]:
    return (
        organs[unit.organ_id],
        units[unit.pk],
        unit.name,
        units.get(unit.parent_id or 0),
        unit.valid_from,
        unit.valid_to,
    )


def _post(post: Post, organs: dict[int, str], units: dict[int, str]) -> tuple[Cell, ...]:
    return (
        organs[post.organ_id],
        units.get(post.unit_id or 0),
        post.title,
        MARKS[post.mark],
        post.valid_from,
        post.valid_to,
    )
