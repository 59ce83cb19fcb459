"""What everybody may read: nothing small, nothing to derive, no word of conduct, for good."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youwei.kernel import clock
from youwei.listening.figures.rules.facts import SILENT, UNTIMED, Facts, Population
from youwei.listening.figures.rules.measures import BLOCKS, Scale
from youwei.listening.figures.rules.quarters import Quarter, quarters
from youwei.listening.figures.rules.releasing import (
    RELEASED,
    answered_family,
    hidden_cells,
    plan,
    released,
)
from youwei.listening.figures.rules.tables import table
from youwei.stats.suppression import audit, derived, small

if TYPE_CHECKING:
    from tests.listening.figures.course import Course

THRESHOLD = 5
SCALE = Scale(codes=("good", "bad", "unclear"), counted=(0, 1), good=(0,))
GROUPS = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: ""}


def made_up(counts: list[int], seed: int) -> Facts:
    """So many cases for each organ, the rest by chance."""
    chance = np.random.default_rng(seed)
    owner = np.repeat(np.arange(1, len(counts) + 1), counts).astype(np.int32)
    size = len(owner)
    nothing = np.zeros(size, dtype=np.int32)

    def some(most: int) -> Any:
        return chance.integers(0, most, size).astype(np.int32)

    answered = np.flatnonzero(some(5) > 0)
    case = np.concatenate([np.arange(size), answered]).astype(np.int32)
    population = np.repeat([Population.RECEIVED, Population.ANSWERED], [size, len(answered)])
    zeros = np.zeros(len(case), dtype=np.int32)
    return Facts(
        channels=("web", "phone", "letter"),
        kinds=("request",),
        themes=("unable", "none"),
        places=("990101", "990200"),
        levels=SCALE.codes,
        channel=some(3),
        kind=nothing,
        theme=some(2),
        place=some(2),
        about=nothing,
        kept=nothing,
        unsettled=nothing,
        wall_case=zeros[:0],
        wall_organ=zeros[:0],
        population=population.astype(np.int32),
        day=(Quarter(2026, 1).starts.toordinal() + chance.integers(0, 90, len(case))).astype(
            np.int32
        ),
        case=case,
        owner=owner[case],
        marks=zeros,
        level=np.where(
            population == Population.ANSWERED, chance.integers(-1, 3, len(case)), SILENT
        ).astype(np.int32),
        days=np.full(len(case), UNTIMED, dtype=np.int32),
    )


counts = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=6, max_size=6).filter(
    any
)


@settings(max_examples=6)
@given(counts, st.integers(0, 99))
def test_the_auditor_derives_nothing_from_the_whole_family(found: list[int], seed: int) -> None:
    """Everything that one reader can ever see of a quarter at once; then also what an organ knows
    of itself.
    """
    facts = made_up(found, seed)
    chosen = facts.day > 0
    tables = {layout: table(facts, chosen, layout, GROUPS) for layout in RELEASED}
    drawn = plan(tables, GROUPS)
    hidden = hidden_cells(tables, drawn, THRESHOLD, SCALE)
    shown = released(facts, chosen, GROUPS, THRESHOLD, SCALE)
    received = _values(shown, tables, drawn, "received")
    family = drawn.family()
    assert np.isnan(received[hidden["received"]]).all()
    truth = _truth(tables, drawn)
    assert not derived(family, hidden["received"]).any()
    for one in audit(family, truth, hidden["received"]):
        assert one.width > 1e-6
        if small(truth, THRESHOLD)[one.cell]:
            assert one.low < 1e-6
            assert one.high > THRESHOLD - 1e-6
    for insider in drawn.insiders:
        for one in audit(family, truth, hidden["received"], known=insider.knows):
            if one.cell in insider.kept_out and small(truth, THRESHOLD)[one.cell]:
                assert one.low < 1e-6
                assert one.high > THRESHOLD - 1e-6
    both = np.concatenate([hidden["answered"], hidden["rated"]])
    assert not derived(answered_family(drawn), both).any()


def _truth(tables: Any, drawn: Any) -> Any:
    from youwei.listening.figures.rules.releasing import FINEST

    atoms = np.concatenate([tables[one].cells.sums[:, 0] for one in FINEST]).astype(float)
    return drawn.family().values(atoms)


def _values(shown: list[dict[str, Any]], tables: Any, drawn: Any, code: str) -> Any:
    """What stands in the tables as they are kept, cell by cell of the family."""
    values = np.full(len(drawn.cells), np.nan)
    values[0] = _number(shown[0]["cells"][0][code])
    for told, layout in zip(shown[1:], RELEASED, strict=True):
        first = drawn.place[layout]
        for at, cell in enumerate(told["cells"]):
            values[first + at] = _number(cell[code])
    return values


def _number(value: int | None) -> float:
    return np.nan if value is None else float(value)


@settings(max_examples=6)
@given(counts, st.integers(0, 99))
def test_no_small_number_of_people_stands_in_a_release(found: list[int], seed: int) -> None:
    facts = made_up(found, seed)
    for one in released(facts, facts.day > 0, GROUPS, THRESHOLD, SCALE):
        for cell in one["cells"]:
            for block, codes in BLOCKS.items():
                number = cell[block]
                assert number is None or number == 0 or number >= THRESHOLD
                if number is None:
                    assert all(cell[code] is None for code in codes)


def test_quarters_follow_each_other_without_a_gap() -> None:
    found = list(quarters(date(2025, 11, 3), date(2026, 7, 1)))
    assert found == [Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2)]
    for before, after in pairwise(found):
        assert before.ends + timedelta(days=1) == after.starts


@pytest.mark.usefixtures("still")
class TestReleases:
    def test_complaints_about_conduct_change_no_figure_that_everybody_reads(
        self, course: "Course"
    ) -> None:
        from youwei.listening.figures.queries.facts import read_facts
        from youwei.listening.figures.queries.releases import tables_for

        quarter = Quarter.of(clock.today())
        for _ in range(12):
            course.answered(course.sent()[1])
        before = tables_for(read_facts(course.campaign), course.campaign, quarter)
        course.conduct(times=15)
        for _ in range(15):
            course.hand_in(about_organ=course.cast.province.bureau)  # nobody has settled them
        after = tables_for(read_facts(course.campaign), course.campaign, quarter)
        assert before == after
        assert before[0]["cells"][0]["received"] == 12

    def test_a_quarter_is_released_once_and_never_changes(self, course: "Course") -> None:
        from youwei.listening.figures.jobs import release_quarters
        from youwei.listening.figures.models import Release

        pairs = [course.sent() for _ in range(12)]
        assert release_quarters() == 0, "the quarter is not over"
        ends = Quarter.of(clock.today()).ends
        after = datetime(ends.year, ends.month, ends.day, 12, tzinfo=clock.ZONE)
        with clock.at(after + timedelta(days=20)):
            assert release_quarters() == 0, "late words have time"
        with clock.at(after + timedelta(days=45)):
            assert release_quarters() == 1
            made = Release.objects.get().tables
            course.answered(pairs[0][1])
            assert release_quarters() == 0
            assert Release.objects.get().tables == made
        assert made[0]["cells"][0]["received"] == 12
