"""The exchange workbook: what goes out comes back the same; what does not fit is named by row."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.foundation.organs.made import LONG_AGO, organ, place, staff
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs import operations as do
from youwei.foundation.organs.models import (
    How,
    Jurisdiction,
    Level,
    Mark,
    Organ,
    OrganSuccession,
    Post,
    Unit,
)
from youwei.foundation.organs.operations.importing import Imported, ImportRefused
from youwei.foundation.organs.queries.workbook import workbook
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
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed, Refusal
from youwei.kernel.workbook import Cell, Row, Sheet, read_sheets, write_sheets

Cells = Sequence[Sequence[Cell]]
PROVINCE = ("139900", "示范省", "省", None, LONG_AGO)
SOME: dict[str, Cells] = {
    PLACES: [PROVINCE, ("139901", "示范市", "市", "139900", "2010-01-01")],
    ORGANS: [
        (None, "139900", "示范整顿办", "整顿办", "party", None, "2010年1月1日"),
        (None, "139901", "示范市局", None, "economy", "示范整顿办", "2010/1/1"),
    ],
    SUCCESSIONS: [],
    UNITS: [("示范市局", None, "办公室", None, LONG_AGO)],
    POSTS: [
        ("示范市局", None, "局长", "一把手", LONG_AGO),
        ("示范市局", "办公室", "科员", "一般岗位", LONG_AGO),
        ("示范市局", "办公室", "科员", "一般岗位", LONG_AGO),
    ],
}


def sheets(**changed: Cells) -> dict[str, list[Row]]:
    """SOME as read from a file, with single sheets replaced."""
    tables = {**SOME, **changed}
    return read_sheets(
        write_sheets([Sheet(title, HEADINGS[title], rows) for title, rows in tables.items()])
    )


def only(title: str, *rows: Sequence[Cell]) -> dict[str, list[Row]]:
    """A workbook with rows in one sheet."""
    return sheets(**{each: rows if each == title else [] for each in HEADINGS})


def bring(rows: dict[str, list[Row]] | None = None, actor: Actor = SYSTEM) -> Imported:
    return do.import_organs(actor=actor, sheets=sheets() if rows is None else rows)


def faults_of(rows: dict[str, list[Row]], actor: Actor = SYSTEM) -> list[tuple[str, int, str]]:
    with pytest.raises(ImportRefused) as refused:
        bring(rows, actor)
    return [(fault.sheet, fault.row, fault.column) for fault in refused.value.faults]


@pytest.mark.django_db
def test_a_workbook_fills_the_directory_and_a_second_time_changes_nothing() -> None:
    first = bring()
    assert (first.jurisdictions, first.organs, first.units, first.posts) == (2, 2, 1, 3)
    bureau = Organ.objects.get(name="示范市局")
    assert bureau.superior == Organ.objects.get(short_name="整顿办")
    assert bureau.posts.get(mark=Mark.PRINCIPAL).title == "局长"
    second = bring()
    assert (second.added, second.unchanged) == (0, 8)
    assert Post.objects.count() == 3
    kinds = list(JournalEvent.objects.values_list("kind", flat=True))
    assert kinds == ["organs.organs_imported"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "rows", "fault"),
    [
        (PLACES, [("13990", "示范省", "省", None, LONG_AGO)], (PLACES, 2, "代码")),
        (PLACES, [("139900", "示范省", "洲", None, LONG_AGO)], (PLACES, 2, "级别")),
        (PLACES, [PROVINCE, ("139901", "市", "市", "149900", LONG_AGO)], (PLACES, 3, "上级代码")),
        (PLACES, [PROVINCE, ("139901", "市", "市", "139900", "昨天")], (PLACES, 3, "生效日期")),
        (PLACES, [PROVINCE, ("139901", "市", "市", "139900", 42430)], (PLACES, 3, "生效日期")),
        (ORGANS, [(None, "139902", "局", None, None, None, LONG_AGO)], (ORGANS, 2, "地区代码")),
        (ORGANS, [(None, "139900", "", None, "g", None, LONG_AGO)], (ORGANS, 2, "名称")),
        (ORGANS, [(None, "139900", "长" * 101, None, None, None, LONG_AGO)], (ORGANS, 2, "名称")),
        (
            ORGANS,
            [(None, "139900", "示范市局", None, None, None, LONG_AGO, LONG_AGO)],
            (ORGANS, 2, "失效日期"),
        ),
        (
            ORGANS,
            [
                (None, "139900", "示范市局", None, None, "示范县局", LONG_AGO),
                (None, "139900", "示范县局", None, None, "示范市局", LONG_AGO),
            ],
            (ORGANS, 2, "上级机关"),
        ),
        (ORGANS, [*SOME[ORGANS], SOME[ORGANS][1]], (ORGANS, 4, "标识")),
        (SUCCESSIONS, [("示范市局", "示范市局", LONG_AGO, "更名")], (SUCCESSIONS, 2, "新机关")),
        (SUCCESSIONS, [("示范市局", "示范省局", LONG_AGO, "更名")], (SUCCESSIONS, 2, "新机关")),
        (UNITS, [("示范省局", None, "科", None, LONG_AGO)], (UNITS, 2, "机关")),
        (UNITS, [("示范市局", None, "科", "科", LONG_AGO)], (UNITS, 2, "上级内设机构")),
        (POSTS, [("示范市局", "科", "局长", "一把手", LONG_AGO)], (POSTS, 2, "内设机构")),
        (POSTS, [("示范市局", None, "局长", "老大", LONG_AGO)], (POSTS, 2, "标记")),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_named_and_nothing_lands(
    title: str, rows: Cells, fault: tuple[str, int, str]
) -> None:
    assert fault in faults_of(sheets(**{title: rows}))
    assert not Jurisdiction.objects.exists()
    assert not JournalEvent.objects.exists()


@pytest.mark.django_db
def test_every_bad_row_is_named_at_once() -> None:
    organs: Cells = [*SOME[ORGANS], (None, "13", "x", None, None, None, LONG_AGO)]
    posts: Cells = [
        ("示范市局", None, "", "一把手", LONG_AGO),
        ("无", None, "长", "关键岗位", LONG_AGO),
    ]
    rows = sheets(**{ORGANS: organs, POSTS: posts})
    assert faults_of(rows) == [(ORGANS, 4, "地区代码"), (POSTS, 2, "职务"), (POSTS, 3, "机关")]


@pytest.mark.django_db
@pytest.mark.parametrize("content", [{"别的": []}, {}], ids=["another sheet", "no sheet"])
def test_a_workbook_of_something_else_is_refused(content: dict[str, list[Row]]) -> None:
    assert faults_of(content) == [("", 0, "")]


@pytest.mark.django_db
def test_a_missing_column_is_named() -> None:
    head = Row(1, ("代码", "名称"))
    assert faults_of({PLACES: [head]}) == [(PLACES, 1, "级别"), (PLACES, 1, "生效日期")]


@pytest.mark.django_db
def test_columns_may_stand_in_any_order_beside_unknown_ones() -> None:
    head = ("备注", "生效日期", "级别", "名称", "代码")
    content = write_sheets([Sheet(PLACES, head, [("x", LONG_AGO, "省", "示范省", "139900")])])
    assert bring(read_sheets(content)).jurisdictions == 1


@pytest.mark.django_db
def test_what_stands_there_differently_is_not_overwritten() -> None:
    bring()
    changed = sheets(**{ORGANS: [(*SOME[ORGANS][0][:4], "law", None, LONG_AGO), SOME[ORGANS][1]]})
    assert faults_of(changed) == [(ORGANS, 2, "名称")]
    later = sheets(**{ORGANS: [(*SOME[ORGANS][0][:6], date(2015, 1, 1)), SOME[ORGANS][1]]})
    assert (ORGANS, 2, "名称") in faults_of(later)
    assert Organ.objects.get(short_name="整顿办").group == "party"


@pytest.mark.django_db
def test_rows_may_name_organs_of_the_directory_that_are_not_in_the_file() -> None:
    bring()
    added = bring(only(POSTS, ("示范市局", "办公室", "主任", "内设机构负责人", LONG_AGO)))
    assert added.posts == 1


@pytest.mark.django_db
def test_an_office_imports_for_its_own_place_only() -> None:
    bring()
    city = organ(Jurisdiction.objects.get(code="139901"), "示范市整顿办")
    actor = staff(Role.OFFICE, city)
    own = only(ORGANS, (None, "139901", "新局", None, None, None, LONG_AGO))
    assert bring(own, actor).organs == 1
    others = only(ORGANS, (None, "139900", "新厅", None, None, None, LONG_AGO))
    assert faults_of(others, actor) == [(ORGANS, 2, "地区代码")]
    theirs = only(POSTS, ("示范整顿办", None, "主任", "一把手", LONG_AGO))
    assert faults_of(theirs, actor) == [(POSTS, 2, "机关")]
    assert bring(read_sheets(workbook()), actor).added == 0  # the whole directory, unchanged
    with pytest.raises(NotAllowed):
        bring(own, staff(Role.HANDLER, city))


@pytest.mark.django_db
def test_formulas_and_unseen_characters_become_plain_names() -> None:
    rows = only(ORGANS, (None, "139900", "=示\u202e范厅", "\x07@厅", None, None, LONG_AGO))
    bring(only(PLACES, PROVINCE))
    bring(rows)
    made = Organ.objects.get()
    assert (made.name, made.short_name) == ("=示范厅", "@厅")
    assert read_sheets(workbook())[ORGANS][1].text(2) == "=示范厅"


NAMES = st.text("示范厅局办=@-一二", min_size=1, max_size=3)


class RoundTrip(TestCase):
    """Any directory, written and read into an empty place, gives the same workbook again."""

    @given(st.integers(0, 10**9), st.lists(NAMES, min_size=1, max_size=8))
    @settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
    def test_round_trip(self, seed: int, names: list[str]) -> None:
        _make_directory(Random(seed), names)
        before = read_sheets(workbook())
        for model in (Post, OrganSuccession):
            model.objects.all().delete()
        Unit.objects.update(parent=None)
        Unit.objects.all().delete()
        Organ.objects.update(superior=None)
        Organ.objects.all().delete()
        Jurisdiction.objects.update(parent=None)
        Jurisdiction.objects.all().delete()
        do.import_organs(actor=SYSTEM, sheets=before)
        assert read_sheets(workbook()) == before


def _make_directory(random: Random, names: list[str]) -> None:
    """Grows organs by the operations themselves: the same names come and go."""
    province = place()
    places = [province, place("139901", parent=province)]
    for number, name in enumerate(names):
        day = date(2011 + number, 1, 1)
        living = list(Organ.objects.filter(valid_to=None))
        with suppress(Refusal):
            do.add_organ(
                actor=SYSTEM,
                jurisdiction=random.choice(places),
                name=name,
                valid_from=day,
                superior=random.choice([None, *living]),
            )
        for of in living:
            with suppress(Refusal):
                _change(random, of, living, day)


def _change(random: Random, of: Organ, living: list[Organ], day: date) -> None:
    unit = random.choice([None, *of.units.filter(valid_to=None)])
    match random.randrange(7):
        case 0:
            do.rename_organ(actor=SYSTEM, organ=of, name=of.name[::-1] + "新", on=day)
        case 1:
            do.merge_organs(actor=SYSTEM, organs=[of], into=random.choice(living), on=day)
        case 2:
            do.end_organ(actor=SYSTEM, organ=of, on=day)
        case 3 | 4:
            do.add_unit(
                actor=SYSTEM, organ=of, name=random.choice("甲乙丙"), valid_from=day, parent=unit
            )
        case 5:
            mark = random.choice(list(Mark))
            do.add_post(actor=SYSTEM, organ=of, title="岗", mark=mark, valid_from=day, unit=unit)
        case _:
            if unit is not None:
                do.end_unit(actor=SYSTEM, unit=unit, on=day)


def test_levels_and_marks_of_the_sheets_are_those_of_the_models() -> None:
    assert list(LEVELS) == Level.values
    assert list(MARKS) == Mark.values
    assert list(HOWS) == How.values
