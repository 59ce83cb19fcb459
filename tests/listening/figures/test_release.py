"""What everybody may read: nothing small, nothing to derive, no word of conduct, for good."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.listening.figures.attacker import PARTS, Attacker, Name

from youwei.kernel import clock
from youwei.listening.figures.rules.facts import SILENT, UNTIMED, Facts, Mark, Population
from youwei.listening.figures.rules.measures import BLOCKS, Scale, figures
from youwei.listening.figures.rules.plan import RELEASED
from youwei.listening.figures.rules.quarters import Quarter, quarters
from youwei.listening.figures.rules.releasing import released
from youwei.listening.figures.rules.tables import table

if TYPE_CHECKING:
    from tests.listening.figures.course import Course

THRESHOLD = 5
SCALE = Scale(codes=("good", "bad", "unclear"), counted=(0, 1), good=(0,))
GROUPS = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: ""}
ENDS = ((0, 0), (THRESHOLD, np.inf))
OF_GROUP = {str(organ): group for organ, group in GROUPS.items()}


def made_up(counts: list[int], seed: int) -> Facts:
    """So many cases for each organ, the rest by chance."""
    chance = np.random.default_rng(seed)
    owner = np.repeat(np.arange(1, len(counts) + 1), counts).astype(np.int32)
    size = len(owner)
    nothing = np.zeros(size, dtype=np.int32)

    def some(most: int) -> Any:
        return chance.integers(0, most, size).astype(np.int32)

    web, answered = some(3), np.flatnonzero(some(5) > 0)
    case = np.concatenate([*[np.arange(size)] * 3, answered]).astype(np.int32)
    populations = (Population.RECEIVED, Population.TO_ACCEPT, Population.TO_ANSWER)
    population = np.repeat([*populations, Population.ANSWERED], [*[size] * 3, len(answered)])
    # Shares of nobody and of everybody tell most: so each channel has its own.
    likely = chance.choice([0.0, 0.5, 1.0], size=(3, 3))[web[case]]
    hits = chance.random((len(case), 3)) < likely
    was_rated = (population == Population.ANSWERED) & (chance.random(len(case)) < 0.7)
    zeros = np.zeros(len(case), dtype=np.int32)
    return Facts(
        channels=("web", "phone", "letter"),
        kinds=("request",),
        themes=("unable", "none"),
        places=("990101", "990200"),
        levels=SCALE.codes,
        channel=web,
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
        marks=(hits @ np.array([Mark.IN_TIME, Mark.SENT_BACK, Mark.REOPENED])).astype(np.int32),
        level=np.where(was_rated, np.where(hits[:, 0], 0, 1), SILENT).astype(np.int32),
        days=np.where(
            (population == Population.ANSWERED) & (chance.random(len(case)) < 0.6),
            chance.integers(0, 90, len(case)),
            UNTIMED,
        ).astype(np.int32),
    )


counts = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=6, max_size=6).filter(
    any
)


# Found by taking away one rule after the other: shares that tell of a number, and the parts of one.
@settings(max_examples=3)
@example([4, 4, 12, 40, 0, 1], 82, "answered")
@example([3, 25, 5, 4, 12, 4], 98, "answered")
@given(counts, st.integers(0, 99), st.sampled_from(list(PARTS)))
def test_whoever_holds_all_tables_of_a_quarter_derives_nothing(
    found: list[int], seed: int, population: str
) -> None:
    """Everything that one reader can ever see of a quarter at once, by a solver of whole numbers:
    nothing small can be told from nobody or from the threshold, and nothing hidden is certain.
    """
    facts = made_up(found, seed)
    chosen = facts.day > 0
    shown = released(facts, chosen, GROUPS, THRESHOLD, SCALE)
    truth = every_cell(facts, chosen)
    attacker = Attacker(shown, OF_GROUP, population)
    for cell, code in attacker.hidden():
        number = truth[cell][code]
        if number == 0:
            continue  # that there is nobody tells of nobody
        other = [(0, number - 1), (number + 1, np.inf)]
        if code in BLOCKS and number < THRESHOLD:
            assert all(attacker.fits(cell, code, *one) for one in ENDS), (cell, code)
        else:
            assert any(attacker.fits(cell, code, *one) for one in other), (cell, code)


@settings(max_examples=3)
@given(counts, st.integers(0, 99), st.sampled_from(list(PARTS)))
def test_an_organ_that_knows_its_own_cases_finds_no_small_number_of_another(
    found: list[int], seed: int, population: str
) -> None:
    facts = made_up(found, seed)
    for organ in {int(one) for one in facts.owner}:
        kept_from(organ, facts, population)


def test_what_is_left_of_a_channel_tells_an_organ_nothing() -> None:
    """Organ 1 has nearly all of its group: what the group's channels hold beyond its own cases
    would be those of organ 2.
    """
    facts = made_up([59, 1, 0, 90, 90, 0], 12)
    kept_from(1, facts, "received")


def kept_from(organ: int, facts: Facts, population: str) -> None:
    chosen = facts.day > 0
    truth, own = every_cell(facts, chosen), every_cell(facts, chosen & (facts.owner == organ))
    shown = released(facts, chosen, GROUPS, THRESHOLD, SCALE)
    attacker = Attacker(shown, OF_GROUP, population, own)
    for cell, code in attacker.hidden():
        small = code in BLOCKS and 0 < truth[cell][code] < THRESHOLD
        if small and _beside(cell, organ):
            assert all(attacker.fits(cell, code, *one) for one in ENDS), (cell, code)


def _beside(cell: Name, organ: int) -> bool:
    """Another organ of the same group."""
    by, _across, row, _column = cell
    return by == "organ" and row != str(organ) and GROUPS[int(row)] == GROUPS[organ]


def every_cell(facts: Facts, chosen: Any) -> dict[Name, Any]:
    """As they would be released if nothing were hidden."""
    found: dict[Name, Any] = {}
    for layout in RELEASED:
        one, across = table(facts, chosen, layout, GROUPS), layout.across
        names = [(row, column) for row in one.rows for column in one.columns]
        for at, (row, column) in enumerate(names):
            name = (layout.by.value, across.value if across else None, row, column)
            found[name] = figures(one.cells.tally(at), SCALE)
        found["total", None, "total", ""] = figures(one.cells.total(), SCALE)
    return found


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


@pytest.mark.parametrize(("timed", "told"), [(0, 0), (3, None), (THRESHOLD, THRESHOLD)])
def test_days_of_few_first_answers_are_not_told(timed: int, told: int | None) -> None:
    """Many answers can hold few first ones, which alone have days."""
    facts = made_up([40, 0, 0, 0, 0, 0], 1)
    first = np.flatnonzero(facts.population == Population.ANSWERED)[:timed]
    days = np.full(len(facts), UNTIMED, dtype=np.int32)
    days[first] = 7
    facts = replace(facts, days=days)
    total = released(facts, facts.day > 0, GROUPS, THRESHOLD, SCALE)[0]["cells"][0]
    assert total["answered"] > THRESHOLD
    assert (total["timed"], total["median_days"]) == (told, 7 if told else None)


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
