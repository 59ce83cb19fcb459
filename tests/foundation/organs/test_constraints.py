"""What the database itself refuses, and that it takes the neighbouring right row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.foundation.organs.made import LONG_AGO, organ, place
from youwei.foundation.organs.models import (
    Jurisdiction,
    Mark,
    Organ,
    OrganSuccession,
    Post,
    Unit,
)

pytestmark = pytest.mark.django_db

DAY = date(2016, 3, 1)
NEXT = date(2016, 3, 2)


def refused(make: Callable[[], object]) -> bool:
    """PostgreSQL checks keys over two columns at the end of the transaction; here it is now."""
    try:
        with transaction.atomic():
            make()
            connection.check_constraints()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("valid_to", "bad"), [(None, False), (NEXT, False), (DAY, True), (LONG_AGO, True)]
)
def test_the_end_lies_after_the_beginning(valid_to: date | None, bad: bool) -> None:
    where = place()
    of = organ(where)
    span: dict[str, Any] = {"valid_from": DAY, "valid_to": valid_to}
    assert refused(lambda: place("139901", **span)) is bad
    assert refused(lambda: organ(where, **span)) is bad
    assert refused(lambda: Unit.objects.create(organ=of, name="处", **span)) is bad
    assert refused(lambda: Post.objects.create(organ=of, title="长", **span)) is bad


@pytest.mark.parametrize(
    ("code", "bad"), [("130100", False), ("13010", True), ("13010a", True), ("13010\n", True)]
)
def test_a_code_has_six_digits(code: str, bad: bool) -> None:
    assert refused(lambda: place(code)) is bad


@pytest.mark.parametrize(
    ("second", "bad"),
    [
        ({"valid_from": LONG_AGO, "valid_to": DAY}, True),  # the same first day
        ({"valid_from": NEXT}, True),  # two in force
        ({"valid_from": date(2000, 1, 1), "valid_to": LONG_AGO}, False),
    ],
)
def test_a_code_means_one_place_at_a_time(second: dict[str, Any], bad: bool) -> None:
    place("130100")
    assert refused(lambda: place("130100", **second)) is bad


def test_nothing_stands_above_itself() -> None:
    where = place()
    one, other = organ(where), organ(where)
    unit = Unit.objects.create(organ=one, name="办公室", valid_from=DAY)
    assert refused(lambda: Organ.objects.filter(pk=one.pk).update(superior=one))
    assert not refused(lambda: Organ.objects.filter(pk=one.pk).update(superior=other))
    assert refused(lambda: Unit.objects.filter(pk=unit.pk).update(parent=unit))
    assert refused(lambda: Jurisdiction.objects.filter(pk=where.pk).update(parent=where))
    assert refused(
        lambda: OrganSuccession.objects.create(
            predecessor=one, successor=one, on=DAY, how="renamed"
        )
    )


def test_a_succession_stands_once_and_says_how() -> None:
    where = place()
    one, other = organ(where), organ(where)

    def tie(how: str) -> OrganSuccession:
        return OrganSuccession.objects.create(predecessor=one, successor=other, on=DAY, how=how)

    assert refused(lambda: tie("sold"))
    assert not refused(lambda: tie("merged"))
    assert refused(lambda: tie("renamed"))


def test_one_name_in_force_in_one_place() -> None:
    where, elsewhere = place(), place("139901")
    first = organ(where, "示范教育局")
    assert refused(lambda: organ(where, "示范教育局"))
    assert not refused(lambda: organ(elsewhere, "示范教育局"))
    Organ.objects.filter(pk=first.pk).update(valid_to=DAY)
    assert not refused(lambda: organ(where, "示范教育局"))


def test_a_posts_unit_is_of_the_same_organ() -> None:
    where = place()
    one, other = organ(where), organ(where)
    unit = Unit.objects.create(organ=one, name="办公室", valid_from=DAY)

    def post(of: Organ) -> Post:
        return Post.objects.create(organ=of, unit=unit, title="主任", valid_from=DAY)

    assert refused(lambda: post(other))
    assert not refused(lambda: post(one))
    assert refused(lambda: Post.objects.update(organ=other))
    assert not refused(lambda: Post.objects.update(unit=None, organ=other))


def test_a_units_parent_is_of_the_same_organ() -> None:
    where = place()
    one, other = organ(where), organ(where)
    above = Unit.objects.create(organ=one, name="办公室", valid_from=DAY)

    def below(of: Organ) -> Unit:
        return Unit.objects.create(organ=of, parent=above, name="科", valid_from=DAY)

    assert refused(lambda: below(other))
    assert not refused(lambda: below(one))
    assert refused(lambda: Unit.objects.filter(parent=above).update(organ=other))


@pytest.mark.parametrize("mark", [*Mark.values, "boss", ""])
def test_marks_are_those_of_the_opinion(mark: str) -> None:
    of = organ(place())
    made = refused(lambda: Post.objects.create(organ=of, title="长", mark=mark, valid_from=DAY))
    assert made is (mark not in Mark.values)


def test_nothing_is_nameless() -> None:
    where = place()
    of = organ(where)
    assert refused(lambda: place("139901", name=""))
    assert refused(lambda: Organ.objects.filter(pk=of.pk).update(name=""))
    assert refused(lambda: Unit.objects.create(organ=of, name="", valid_from=DAY))
    assert refused(lambda: Post.objects.create(organ=of, title="", valid_from=DAY))
