"""What changes in the directory, who may change it, and what the journal keeps of it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.foundation.organs.made import LONG_AGO, organ, place, staff
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs import operations as do
from youwei.foundation.organs.access import OutsidePlace
from youwei.foundation.organs.models import How, Level, Mark, Organ, OrganSuccession, Unit
from youwei.foundation.organs.queries import circle, present_organs, superior_of
from youwei.foundation.organs.rules import refusals
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded
from youwei.kernel.words import TextTooLong

pytestmark = pytest.mark.django_db
DAY = date(2018, 10, 1)


@pytest.fixture
def bureau() -> Organ:
    """An organ with two units, one below the other, a post in each and one of its own."""
    of = organ(place(), "示范国土资源厅", short_name="国土厅", group="economy")
    above = do.add_unit(actor=SYSTEM, organ=of, name="办公室", valid_from=LONG_AGO)
    below = do.add_unit(actor=SYSTEM, organ=of, name="文秘科", valid_from=LONG_AGO, parent=above)
    for unit, mark in ((None, Mark.PRINCIPAL), (above, Mark.UNIT_HEAD), (below, Mark.STAFF)):
        do.add_post(actor=SYSTEM, organ=of, title="岗位", mark=mark, valid_from=LONG_AGO, unit=unit)
    return of


def kinds() -> list[str]:
    return list(JournalEvent.objects.order_by("id").values_list("kind", flat=True))


def test_a_renamed_organ_takes_along_its_people_and_leaves_its_name(bureau: Organ) -> None:
    office = organ(bureau.jurisdiction, superior=bureau)
    posts = set(bureau.posts.values_list("pk", flat=True))
    renamed = do.rename_organ(
        actor=SYSTEM, organ=bureau, name="示范自然资源厅", short_name="自然资源厅", on=DAY
    )
    bureau.refresh_from_db()
    office.refresh_from_db()
    assert (bureau.name, bureau.valid_to) == ("示范国土资源厅", DAY)
    assert (renamed.name, renamed.group, renamed.valid_from) == ("示范自然资源厅", "economy", DAY)
    assert set(renamed.posts.values_list("pk", flat=True)) == posts
    assert renamed.units.count() == 2
    assert office.superior == renamed
    assert OrganSuccession.objects.get().how == How.RENAMED
    assert kinds()[-1] == "organs.organ_renamed"
    assert JournalEvent.objects.order_by("id").last().subject == f"organ:{renamed.pk}"  # type: ignore[union-attr]


def test_a_merger_keeps_units_of_the_same_name_apart(bureau: Organ) -> None:
    into = organ(bureau.jurisdiction, "示范生态环境厅")
    do.add_unit(actor=SYSTEM, organ=into, name="办公室", valid_from=LONG_AGO)
    do.merge_organs(actor=SYSTEM, organs=[bureau], into=into, on=DAY)
    names = set(into.units.values_list("name", flat=True))
    assert names == {"办公室", "办公室（原国土厅）", "文秘科"}
    assert into.posts.count() == 3
    assert not bureau.posts.exists()


def test_what_ended_below_a_living_unit_goes_with_it(bureau: Organ) -> None:
    below = bureau.units.get(name="文秘科")
    do.end_unit(actor=SYSTEM, unit=below, on=date(2015, 1, 1))
    renamed = do.rename_organ(actor=SYSTEM, organ=bureau, name="新厅", on=DAY)
    connection.check_constraints()
    assert renamed.units.count() == 2
    assert renamed.posts.count() == 3
    below.refresh_from_db()
    assert (below.organ, below.valid_to) == (renamed, date(2015, 1, 1))


def test_a_unit_left_under_an_ended_one_moves_on_its_own(bureau: Organ) -> None:
    Unit.objects.filter(name="办公室").update(valid_to=date(2015, 1, 1))
    renamed = do.rename_organ(actor=SYSTEM, organ=bureau, name="新厅", on=DAY)
    connection.check_constraints()
    assert [(unit.name, unit.parent) for unit in renamed.units.all()] == [("文秘科", None)]


def test_a_split_organ_ends_with_its_units_and_posts(bureau: Organ) -> None:
    parts = [organ(bureau.jurisdiction, valid_from=DAY) for _ in range(2)]
    ended = do.split_organ(actor=SYSTEM, organ=bureau, into=parts, on=DAY)
    assert ended.valid_to == DAY
    assert set(bureau.posts.values_list("valid_to", flat=True)) == {DAY}
    assert circle([parts[0].pk]) == {bureau.pk, *(part.pk for part in parts)}
    assert present_organs([bureau.pk]) == {bureau.pk: bureau.pk}


def test_the_circle_runs_through_many_reforms(bureau: Organ) -> None:
    second = do.rename_organ(actor=SYSTEM, organ=bureau, name="第二厅", on=DAY)
    other = organ(bureau.jurisdiction, "另一厅")
    third = organ(bureau.jurisdiction, "第三厅", valid_from=DAY)
    do.merge_organs(actor=SYSTEM, organs=[second, other], into=third, on=date(2020, 1, 1))
    stranger = organ(bureau.jurisdiction)
    assert circle([bureau.pk]) == {bureau.pk, second.pk, other.pk, third.pk}
    assert circle([other.pk, stranger.pk]) == circle([third.pk]) | {stranger.pk}
    assert present_organs([bureau.pk, other.pk]) == {bureau.pk: third.pk, other.pk: third.pk}


def test_the_circle_is_one_query(
    bureau: Organ, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    do.rename_organ(actor=SYSTEM, organ=bureau, name="第二厅", on=DAY)
    with django_assert_num_queries(1):
        circle([bureau.pk])


def test_a_superior_is_found_under_its_present_name(bureau: Organ) -> None:
    below = organ(bureau.jurisdiction, superior=bureau, valid_to=date(2019, 1, 1))
    renamed = do.rename_organ(actor=SYSTEM, organ=bureau, name="新厅", on=DAY)
    assert superior_of(below) == renamed
    assert superior_of(below, DAY) == renamed
    assert superior_of(below, LONG_AGO) is None
    assert superior_of(renamed) is None


def test_who_takes_over_from_its_superior_moves_up(bureau: Organ) -> None:
    top = organ(bureau.jurisdiction)
    do.place_organ(actor=SYSTEM, organ=bureau, group="", superior=top)
    middle = organ(bureau.jurisdiction, superior=bureau)
    lowest = organ(bureau.jurisdiction, superior=middle)
    do.merge_organs(actor=SYSTEM, organs=[bureau], into=lowest, on=DAY)
    middle.refresh_from_db()
    lowest.refresh_from_db()
    assert (middle.superior, lowest.superior) == (lowest, top)


def test_an_ended_unit_takes_those_below_and_their_posts(bureau: Organ) -> None:
    above = bureau.units.get(name="办公室")
    do.end_unit(actor=SYSTEM, unit=above, on=DAY)
    assert set(bureau.units.values_list("valid_to", flat=True)) == {DAY}
    living = bureau.posts.filter(valid_to=None)
    assert [post.mark for post in living] == [Mark.PRINCIPAL]
    do.end_post(actor=SYSTEM, post=living[0], on=DAY)
    assert not bureau.posts.filter(valid_to=None).exists()


def test_an_organ_changes_its_group_and_superior(bureau: Organ) -> None:
    above = organ(bureau.jurisdiction)
    placed = do.place_organ(actor=SYSTEM, organ=bureau, group="law", superior=above)
    assert (placed.group, placed.superior) == ("law", above)
    with pytest.raises(refusals.SuperiorLoop):
        do.place_organ(actor=SYSTEM, organ=above, group="", superior=bureau)


def test_a_place_is_added_below_another() -> None:
    province = do.add_jurisdiction(
        actor=SYSTEM, code="139900", name="示范省", level=Level.PROVINCE, valid_from=LONG_AGO
    )
    city = do.add_jurisdiction(
        actor=SYSTEM,
        code="139901",
        name="示范市",
        level=Level.CITY,
        valid_from=LONG_AGO,
        parent=province,
    )
    assert city.parent == province
    assert kinds() == ["organs.jurisdiction_added"] * 2


def _add(**fields: object) -> Callable[[Organ], object]:
    def run(of: Organ) -> object:
        values = {"jurisdiction": of.jurisdiction, "name": "新机关", "valid_from": DAY, **fields}
        return do.add_organ(actor=SYSTEM, **values)  # type: ignore[arg-type]

    return run


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (_add(name=" \u200b "), refusals.NameMissing),
        (_add(name="长" * 101), TextTooLong),
        (_add(name="示范国土资源厅"), refusals.AlreadyThere),
        (_add(valid_to=DAY), refusals.DatesCrossed),
        (
            lambda of: do.rename_organ(actor=SYSTEM, organ=of, name="新", on=date(2999, 1, 1)),
            refusals.NotYet,
        ),
        (
            lambda of: do.rename_organ(actor=SYSTEM, organ=of, name="新", on=LONG_AGO),
            refusals.NotInForce,
        ),
        (
            lambda of: do.rename_organ(actor=SYSTEM, organ=of, name=of.name, on=DAY),
            refusals.AlreadyThere,
        ),
        (
            lambda of: do.merge_organs(actor=SYSTEM, organs=[of], into=of, on=DAY),
            refusals.NothingToJoin,
        ),
        (
            lambda of: do.split_organ(actor=SYSTEM, organ=of, into=[], on=DAY),
            refusals.NothingToJoin,
        ),
        (
            lambda of: do.add_unit(actor=SYSTEM, organ=of, name="办公室", valid_from=DAY),
            refusals.AlreadyThere,
        ),
        (
            lambda of: do.add_unit(
                actor=SYSTEM, organ=organ(of.jurisdiction), name="科", valid_from=DAY,
                parent=of.units.first(),
            ),
            refusals.OfAnotherOrgan,
        ),
        (
            lambda of: do.add_post(
                actor=SYSTEM, organ=of, title="长", mark=Mark.KEY, valid_from=date(1990, 1, 1)
            ),
            refusals.NotInForce,
        ),
        (
            lambda of: do.add_jurisdiction(
                actor=SYSTEM, code="1399", name="x", level=Level.CITY, valid_from=DAY
            ),
            refusals.WrongCode,
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_no_trace(
    bureau: Organ, attempt: Callable[[Organ], object], refusal: type[Refusal]
) -> None:
    before = len(kinds())
    with pytest.raises(refusal):
        attempt(bureau)
    assert len(kinds()) == before
    assert not OrganSuccession.objects.exists()


@pytest.mark.parametrize(
    ("role", "here", "below"),
    [
        (Role.OFFICE, True, False),
        (Role.SYSTEM_ADMIN, True, True),
        *[
            (role, False, False)
            for role in (None, *Role)
            if role not in {Role.OFFICE, Role.SYSTEM_ADMIN}
        ],
    ],
)
def test_who_may_keep_the_directory(role: Role | None, here: bool, below: bool) -> None:
    province = place()
    city = place("139901", parent=province)
    actor = staff(role, organ(province))
    for where, may in ((province, here), (city, below), (place("149900"), False)):
        attempt = _attempt(actor, Organ(jurisdiction=where))
        if may:
            assert attempt() is not None
        else:
            with pytest.raises(NotAllowed):
                attempt()


def test_a_citizen_is_asked_to_sign_in() -> None:
    with pytest.raises(SignInNeeded):
        _attempt(CITIZEN, organ(place()))()


def test_the_office_adds_no_new_province() -> None:
    actor = staff(Role.OFFICE, organ(place()))
    with pytest.raises(OutsidePlace):
        do.add_jurisdiction(
            actor=actor, code="149900", name="x", level=Level.PROVINCE, valid_from=DAY
        )


def _attempt(actor: Actor, near: Organ) -> Callable[[], Organ]:
    return lambda: do.add_organ(
        actor=actor, jurisdiction=near.jurisdiction, name="新设机关", valid_from=DAY
    )
