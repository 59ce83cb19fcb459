"""What is true on paper: states, draws, coarsening, signs, tables."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.foundation.rulebook.rules.appraisal import QualityRules, Rounds
from youwei.foundation.rulebook.rules.words import Words as Said
from youwei.kernel.states import MoveNotPossible
from youwei.listening.appraisal.rules.ballots import SIZE, Ballot, Pace, Words, packed, unpacked
from youwei.listening.appraisal.rules.coarsening import coarsened
from youwei.listening.appraisal.rules.drawing import allocated, dealt, drawn
from youwei.listening.appraisal.rules.quality import Sign, effects, signs_of
from youwei.listening.appraisal.rules.rounds import is_free
from youwei.listening.appraisal.rules.states import ROUND, Party, State
from youwei.listening.appraisal.rules.telling import shown

WAY = (
    ("freeze", Party.SECOND, State.FROZEN),
    ("open", Party.LEADING, State.OPEN),
    ("close", Party.CALENDAR, State.CLOSED),
    ("estimate", Party.OFFICE, State.ESTIMATED),
    ("show", Party.OFFICE, State.OBJECTION),
    ("publish", Party.LEADING, State.PUBLISHED),
)
RULES = QualityRules(
    same_from=6,
    seconds=1,
    day_share=40,
    alike=50,
    basis=Said(zh="配置：测试所用", en="Configuration: as this test needs it"),
)


# An objection was upheld; a published result was wrong.
BACK = {(State.OBJECTION, State.ESTIMATED), (State.PUBLISHED, State.CLOSED)}


class TestStates:
    def test_the_table_is_sound(self) -> None:
        ROUND.check()

    def test_nothing_skips(self) -> None:
        order = list(State)
        for move in ROUND.moves:
            (source,) = move.sources
            step = order.index(move.target) - order.index(source)
            assert step in (0, 1) or (source, move.target) in BACK

    def test_one_way_from_draft_to_published(self) -> None:
        state = State.DRAFT
        for number, (move, party, after) in enumerate(WAY):
            for later, by, _ in WAY[number + 1 :]:
                with pytest.raises(MoveNotPossible):
                    ROUND.after(state, later, by)
            state = ROUND.after(state, move, party)
            assert state is after


@pytest.mark.parametrize(
    ("year", "held", "free"),
    [
        (2026, [], True),
        (2026, [2026], True),
        (2026, [2026] * 2, False),
        (2027, [2026] * 2, True),
        (2027, [2027], False),
    ],
)
def test_two_rounds_in_the_first_year_one_afterwards(
    year: int, held: list[int], free: bool
) -> None:
    from datetime import date

    rounds = Rounds(first_year=2, later_years=1, clause="三(一)")
    assert is_free(date(year, 5, 1), held, 2026, rounds) is free


frames = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 400), min_size=1)


class TestTheDraw:
    @given(frames, st.integers(1, 500), st.integers(1, 30))
    def test_quotas_fit_the_strata(self, frame: dict[str, int], quota: int, least: int) -> None:
        sizes = allocated(frame, quota, least)
        assert all(min(least, frame[name]) <= sizes[name] <= frame[name] for name in frame)
        assert sum(sizes.values()) >= min(quota, sum(frame.values()))

    def test_in_proportion(self) -> None:
        assert allocated({"a": 100, "b": 300}, 40, 5) == {"a": 10, "b": 30}

    @given(st.sets(st.text("0123456789", min_size=1), max_size=40), st.integers(0, 40))
    def test_the_seed_draws_the_same_again(self, serials: set[str], size: int) -> None:
        once = drawn("s", "x", sorted(serials), size)
        assert once == drawn("s", "x", sorted(serials, reverse=True), size)
        assert len(set(once)) == len(once) == min(size, len(serials))

    @given(st.integers(1, 30), st.integers(1, 8), st.integers(1, 200))
    def test_every_organ_is_asked_about_equally_often(
        self, organs: int, size: int, people: int
    ) -> None:
        asked = Counter(one for about in dealt(range(organs), size, people) for one in about)
        assert max(asked.values()) - min(asked[n] for n in range(organs)) <= 1
        assert all(len(set(about)) == len(about) for about in dealt(range(organs), size, people))


cells = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.tuples(st.sampled_from("xyz"), st.sampled_from("12"))),
    max_size=120,
)


class TestCoarsening:
    @given(cells, st.integers(2, 15), st.booleans())
    def test_nobody_stands_with_fewer_than_the_threshold(
        self, people: list[tuple[str, tuple[str, ...]]], least: int, joinable: bool
    ) -> None:
        made = coarsened(people, "ABCD", least, joinable=joinable)
        found = Counter(made.cell(stratum, margins) for stratum, margins in people)
        assert all(number >= least for cell, number in found.items() if cell is not None)
        if joinable and len(people) >= least:
            assert found[None] == 0

    def test_the_last_margin_goes_first(self) -> None:
        people = [("A", ("x", "1"))] * 10 + [("A", ("y", "1"))] * 10 + [("A", ("y", "2"))]
        made = coarsened(people, ["A"], 10, joinable=True)
        assert (made.margins, made.cell("A", ("y", "2"))) == (1, ("A", ("y",)))

    def test_strata_of_other_organs_are_kept_out_not_joined(self) -> None:
        people = [("A", ())] * 10 + [("B", ())] * 9
        assert coarsened(people, "AB", 10, joinable=False).strata == {"A": "A", "B": ""}
        assert coarsened(people, "AB", 10, joinable=True).strata == {"A": "A+B", "B": "A+B"}


@pytest.mark.parametrize(
    ("used", "told"),
    [
        ([12, 30], [12, 30]),
        ([3, 30, 20], [None, 30, None]),
        ([3, 4, 30], [None, None, 30]),
        ([0, 30], [0, 30]),
        ([3, 0], [None, 0]),
    ],
)
def test_no_few_people_can_be_counted(used: list[int], told: list[int | None]) -> None:
    assert shown(used, 10) == told


def ballot(answers: dict[int, str], day: int = 0, pace: Pace = Pace.USUAL) -> Ballot:
    return Ballot(panel="p", stratum="s", margins=("m",), day=day, pace=pace, answers=answers)


class TestBallots:
    @given(st.dictionaries(st.integers(1, 10**6), st.text("12345x-", min_size=1), max_size=5))
    def test_come_out_as_they_went_in_with_one_length(self, answers: dict[int, str]) -> None:
        data = packed(ballot(answers))
        assert unpacked(data) == ballot(answers)
        assert len(data) % SIZE == 0

    def test_words_and_ballots_have_the_same_length(self) -> None:
        words = packed(Words(panel="public", organ=12, text="好" * 200))
        assert len(words) == len(packed(ballot(dict.fromkeys(range(5), "123451")))) == SIZE


class TestSigns:
    def test_each_is_seen(self) -> None:
        plain = [ballot({1: "1234", 2: "5123"}, day=1 + n % 4) for n in range(6)]
        same = ballot({1: "1111", 2: "11x-"})
        fast = ballot({1: "1235"}, pace=Pace.FAST)
        found = signs_of([same, fast, *plain], RULES)
        assert found[:2] == [frozenset({Sign.SAME}), frozenset({Sign.FAST})]
        assert all(Sign.ALIKE in one for one in found[2:])

    def test_a_crowded_day(self) -> None:
        days = [0] * 8 + [1, 2, 3]
        found = signs_of([ballot({1: str(n % 5 + 1)}, day) for n, day in enumerate(days)], RULES)
        assert [Sign.BURST in one for one in found] == [day == 0 for day in days]

    def test_unclear_and_skipped_answers_are_no_level(self) -> None:
        assert signs_of([ballot({1: "xxxxxxxx", 2: "--------"})], RULES) == [frozenset()]

    def test_the_effect_is_told_with_and_without(self) -> None:
        given_ = [ballot({1: "111111"}), ballot({1: "355555"})]
        values = {"1": 100, "3": 50, "5": 0}
        (effect,) = [
            one for one in effects(given_, signs_of(given_, RULES), values) if one.sign is Sign.SAME
        ]
        assert (effect.ballots, effect.of) == (1, 2)
        assert effect.mean_all == pytest.approx(650 / 12)
        assert effect.mean_without == pytest.approx(50 / 6)
