"""An imported workbook meets the directory: references are resolved, new rows are written.

Runs inside `import_organs`, whose transaction takes everything back when a fault was found.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from youwei.foundation.organs.access import can_maintain_place
from youwei.foundation.organs.models import Dated, Jurisdiction, Organ, OrganSuccession, Post, Unit
from youwei.foundation.organs.rules.sheets import (
    LEVELS,
    ORGANS,
    PLACES,
    POSTS,
    SUCCESSIONS,
    UNITS,
    Fault,
    OrganRow,
    PlaceRow,
    PostRow,
    Tables,
    UnitRow,
)
from youwei.foundation.organs.rules.succession import leads_back
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import gettext_noop

K = TypeVar("K", bound=Hashable)
D = TypeVar("D", bound=Dated)
Span = tuple[date, date | None]

UNKNOWN = gettext_noop("names nothing in this workbook or in the directory")
TWICE = gettext_noop("stands twice in this workbook")
DIFFERS = gettext_noop("stands in the directory with other particulars")
OVERLAPS = gettext_noop("stands in the directory already, with another first day")
NOT_YOURS = gettext_noop("belongs to a place that you do not look after")
LOOP = gettext_noop("leads back to itself")


class Arrival:
    """Adds sheet after sheet; a row that refers to a faulty row is passed over silently."""

    def __init__(self, actor: Actor, read: Tables, faults: Iterable[Fault]) -> None:
        self.actor = actor
        self.read = read
        self.faults = list(faults)
        self.added: Counter[str] = Counter()
        self.unchanged = 0
        self.places: dict[str, list[Jurisdiction]] = {}
        self.organs: dict[str, Organ | None] = {}
        self.units: dict[tuple[int, str], Unit | None] = {}
        self.rights: dict[int | None, bool] = {}

    def add_all(self) -> None:
        self.add_places()
        self.add_organs()
        self.add_successions()
        self.add_units()
        self.add_posts()

    # Places

    def add_places(self) -> None:
        for place in Jurisdiction.objects.select_related("parent__parent").order_by("valid_from"):
            self.places.setdefault(place.code, []).append(place)
        levels = list(LEVELS)
        for row in sorted(self.read.places, key=lambda r: (levels.index(r.level), r.valid_from)):
            self._add_place(row)

    def _add_place(self, row: PlaceRow) -> None:
        parent = self.place(row.parent, row.valid_from) if row.parent else None
        if row.parent and parent is None:
            return self._fault(PLACES, row.row, "上级代码", UNKNOWN)
        known = self.places.get(row.code, [])
        same = [place for place in known if place.valid_from == row.valid_from]
        if same:
            stands = (same[0].name, same[0].level, same[0].parent, same[0].valid_to)
            return self._compare(
                PLACES, row.row, "代码", stands == (row.name, row.level, parent, row.valid_to)
            )
        if not self._may(parent):
            return self._fault(PLACES, row.row, "代码", NOT_YOURS)
        if row.valid_to is None and any(place.valid_to is None for place in known):
            return self._fault(PLACES, row.row, "代码", OVERLAPS)
        place = Jurisdiction.objects.create(
            code=row.code,
            name=row.name,
            level=row.level,
            parent=parent,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        self.places.setdefault(row.code, []).append(place)
        self.added["places"] += 1
        return None

    def place(self, code: str, day: date) -> Jurisdiction | None:
        """The place of that code on that day; where it has only one row, that row."""
        rows = self.places.get(code, [])
        found = [row for row in rows if row.in_force_on(day)]
        return found[0] if found else rows[0] if len(rows) == 1 else None

    # Organs

    def add_organs(self) -> None:
        stored = list(Organ.objects.select_related("jurisdiction").order_by("id"))
        known = _by(stored, lambda organ: (organ.jurisdiction_id, organ.name, organ.valid_from))
        living = {(o.jurisdiction_id, o.name) for o in stored if o.valid_to is None}
        fresh: list[tuple[OrganRow, Organ]] = []
        kept: list[tuple[OrganRow, Organ]] = []
        for row in self.read.organs:
            if self._twice(ORGANS, row.row, row.key, self.organs):
                continue
            self.organs[row.key] = None
            organ = self._organ_of(row)
            if organ is None:
                continue
            key = (organ.jurisdiction_id, row.name, row.valid_from)
            there = _standing(known.get(key, []), row.valid_to)
            if there is not None:
                kept.append((row, there))
                self.organs[row.key] = there
            elif not self._may(organ.jurisdiction):
                self._fault(ORGANS, row.row, "地区代码", NOT_YOURS)
            elif row.valid_to is None and (organ.jurisdiction_id, row.name) in living:
                self._fault(ORGANS, row.row, "名称", OVERLAPS)
            else:
                living |= {(organ.jurisdiction_id, row.name)} if row.valid_to is None else set()
                fresh.append((row, organ))
        self._write_organs(fresh, kept, stored)

    def _organ_of(self, row: OrganRow) -> Organ | None:
        place = self.place(row.place, row.valid_from)
        if place is None:
            self._fault(ORGANS, row.row, "地区代码", UNKNOWN)
            return None
        return Organ(
            jurisdiction=place,
            name=row.name,
            short_name=row.short_name,
            group=row.group,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )

    def _write_organs(
        self,
        fresh: list[tuple[OrganRow, Organ]],
        kept: list[tuple[OrganRow, Organ]],
        stored: list[Organ],
    ) -> None:
        Organ.objects.bulk_create([organ for _, organ in fresh], batch_size=500)
        self.organs.update({row.key: organ for row, organ in fresh})
        self._know_by_name(stored)
        for row, organ in fresh:
            organ.superior = self._organ(ORGANS, row.row, "上级机关", row.superior)
        above = {o.pk: o.superior_id for o in (*stored, *(organ for _, organ in fresh))}
        for row, organ in fresh:
            if leads_back(organ.pk, above):
                self._fault(ORGANS, row.row, "上级机关", LOOP)
                organ.superior = None
        Organ.objects.bulk_update([o for _, o in fresh if o.superior_id], ["superior"], 500)
        self.added["organs"] += len(fresh)
        for row, there in kept:
            self._compare_organ(row, there)

    def _compare_organ(self, row: OrganRow, there: Organ) -> None:
        superior = self._organ(ORGANS, row.row, "上级机关", row.superior)
        stands = (there.short_name, there.group, there.superior_id, there.valid_to)
        wants = (row.short_name, row.group, superior.pk if superior else None, row.valid_to)
        self._compare(ORGANS, row.row, "名称", stands == wants)

    def _know_by_name(self, stored: list[Organ]) -> None:
        """Rows may also name organs of the directory that are not in the file."""
        names = Counter(organ.name for organ in stored if organ.valid_to is None)
        for organ in stored:
            if organ.valid_to is None and names[organ.name] == 1:
                self.organs.setdefault(organ.name, organ)

    def _organ(self, sheet: str, row: int, column: str, key: str) -> Organ | None:
        if key and key not in self.organs:
            self._fault(sheet, row, column, UNKNOWN)
        return self.organs.get(key)

    # Successions

    def add_successions(self) -> None:
        known = {(s.predecessor_id, s.successor_id): s for s in OrganSuccession.objects.all()}
        for row in self.read.successions:
            before = self._organ(SUCCESSIONS, row.row, "原机关", row.predecessor)
            after = self._organ(SUCCESSIONS, row.row, "新机关", row.successor)
            if before is None or after is None:
                continue
            there = known.get((before.pk, after.pk))
            if there is not None:
                same = (there.on, there.how) == (row.on, row.how)
                self._compare(SUCCESSIONS, row.row, "新机关", same)
                continue
            if not self._ours(SUCCESSIONS, row.row, "原机关", before):
                continue
            known[before.pk, after.pk] = OrganSuccession.objects.create(
                predecessor=before, successor=after, on=row.on, how=row.how
            )
            self.added["successions"] += 1

    # Units

    def add_units(self) -> None:
        stored = list(Unit.objects.order_by("id"))
        known = _by(stored, lambda unit: (unit.organ_id, unit.name, unit.valid_from))
        living = {(u.organ_id, u.name): u for u in stored if u.valid_to is None}
        seen: dict[tuple[int, str], Unit | None] = {}
        fresh: list[tuple[UnitRow, Unit]] = []
        kept: list[tuple[UnitRow, Unit]] = []
        for row in self.read.units:
            organ = self._organ(UNITS, row.row, "机关", row.organ)
            if organ is None:
                continue
            if self._twice(UNITS, row.row, (organ.pk, row.key), seen):
                continue
            unit = Unit(
                organ=organ, name=row.name, valid_from=row.valid_from, valid_to=row.valid_to
            )
            there = _standing(known.get((organ.pk, row.name, row.valid_from), []), row.valid_to)
            seen[organ.pk, row.key] = there or unit
            if there is not None:
                kept.append((row, there))
            elif not self._ours(UNITS, row.row, "机关", organ):
                continue
            elif row.valid_to is None and (organ.pk, row.name) in living:
                self._fault(UNITS, row.row, "名称", OVERLAPS)
            else:
                if row.valid_to is None:
                    living[organ.pk, row.name] = unit
                fresh.append((row, unit))
        self.units = {**{key: unit for key, unit in living.items() if unit.pk}, **seen}
        self._write_units(fresh, kept)

    def _write_units(
        self, fresh: list[tuple[UnitRow, Unit]], kept: list[tuple[UnitRow, Unit]]
    ) -> None:
        Unit.objects.bulk_create([unit for _, unit in fresh], batch_size=500)
        for row, unit in fresh:
            unit.parent = self._unit(UNITS, row.row, "上级内设机构", unit.organ_id, row.parent)
        above = {unit.pk: unit.parent_id for _, unit in fresh}
        for row, unit in fresh:
            if leads_back(unit.pk, above):
                self._fault(UNITS, row.row, "上级内设机构", LOOP)
                unit.parent = None
        Unit.objects.bulk_update([u for _, u in fresh if u.parent_id], ["parent"], 500)
        self.added["units"] += len(fresh)
        for row, there in kept:
            parent = self._unit(UNITS, row.row, "上级内设机构", there.organ_id, row.parent)
            wants = (parent.pk if parent else None, row.valid_to)
            self._compare(UNITS, row.row, "名称", (there.parent_id, there.valid_to) == wants)

    def _unit(self, sheet: str, row: int, column: str, organ: int, key: str) -> Unit | None:
        if key and (organ, key) not in self.units:
            self._fault(sheet, row, column, UNKNOWN)
        found = self.units.get((organ, key))
        return found if found is not None and found.pk else None

    # Posts

    def add_posts(self) -> None:
        """Posts have no key: of several that are the same, as many are added as are missing."""
        stored: Counter[tuple[object, ...]] = Counter(
            Post.objects.order_by().values_list(
                "organ_id", "unit_id", "title", "mark", "valid_from", "valid_to"
            )
        )
        fresh = []
        for row in self.read.posts:
            post = self._post_of(row)
            if post is None:
                continue
            key = (
                post.organ_id, post.unit_id, row.title, row.mark, row.valid_from, row.valid_to,
            )  # fmt: skip
            if stored[key] > 0:
                stored[key] -= 1
                self.unchanged += 1
            elif self._ours(POSTS, row.row, "机关", post.organ):
                fresh.append(post)
        Post.objects.bulk_create(fresh, batch_size=500)
        self.added["posts"] += len(fresh)

    def _post_of(self, row: PostRow) -> Post | None:
        organ = self._organ(POSTS, row.row, "机关", row.organ)
        if organ is None:
            return None
        unit = self._unit(POSTS, row.row, "内设机构", organ.pk, row.unit) if row.unit else None
        return Post(
            organ=organ,
            unit=unit,
            title=row.title,
            mark=row.mark,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )

    # What every sheet needs

    def _fault(self, sheet: str, row: int, column: str, reason: str) -> None:
        self.faults.append(Fault(sheet, row, column, reason))

    def _compare(self, sheet: str, row: int, column: str, same: bool) -> None:
        if same:
            self.unchanged += 1
        else:
            self._fault(sheet, row, column, DIFFERS)

    def _twice(self, sheet: str, row: int, key: K, seen: Mapping[K, object]) -> bool:
        if key in seen:
            self._fault(sheet, row, "标识", TWICE)
        return key in seen

    def _may(self, place: Jurisdiction | None) -> bool:
        pk = place.pk if place is not None else None
        if pk not in self.rights:
            self.rights[pk] = can_maintain_place(self.actor, place)
        return self.rights[pk]

    def _ours(self, sheet: str, row: int, column: str, organ: Organ) -> bool:
        """Whether the actor may add to the organ; what stands already may be anybody's."""
        if not self._may(organ.jurisdiction):
            self._fault(sheet, row, column, NOT_YOURS)
            return False
        return True


def _by(stored: Iterable[D], key: Callable[[D], K]) -> dict[K, list[D]]:
    """Mergers can leave two units of one name and first day in one organ."""
    found: dict[K, list[D]] = {}
    for thing in stored:
        found.setdefault(key(thing), []).append(thing)
    return found


def _standing(candidates: list[D], valid_to: date | None) -> D | None:
    """The entry that a row means: the one that ends on the same day, else the first."""
    same = [thing for thing in candidates if thing.valid_to == valid_to]
    return next(iter(same or candidates), None)
