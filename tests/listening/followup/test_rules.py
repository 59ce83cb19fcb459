"""The draw, what is released of it, when an organ is silent, and the state tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.listening.followup.rules.calls import CALL_BACK
from youwei.listening.followup.rules.lateness import Late, figures, is_silent
from youwei.listening.followup.rules.listing import LISTING
from youwei.listening.followup.rules.protection import RETALIATION, Party, State
from youwei.listening.followup.rules.sampling import Wanted, drawn
from youwei.listening.followup.rules.totals import Batch, released
from youwei.listening.followup.rules.transferring import TRANSFER

FRAMES = st.dictionaries(
    st.integers(1, 5), st.lists(st.text("ABC", min_size=4, max_size=8), unique=True, max_size=30)
)


@pytest.mark.parametrize("table", [CALL_BACK, RETALIATION, LISTING, TRANSFER], ids=lambda t: t.name)
def test_the_state_tables_are_sound(table: object) -> None:
    table.check()  # type: ignore[attr-defined]


def test_a_report_of_retaliation_never_ends_by_itself_nor_before_it_was_taken_up() -> None:
    ends = [move for move in RETALIATION.moves if move.target is State.CLOSED]
    assert [(move.name, move.needs, move.by) for move in ends] == [
        ("close", ("text",), frozenset({Party.PROTECTOR}))
    ]
    assert State.REPORTED not in ends[0].sources


def test_its_writer_can_report_again_from_every_state() -> None:
    for state in State:
        assert RETALIATION.after(state, "again", Party.WRITER) is State.REPORTED


class TestTheDraw:
    @pytest.mark.parametrize(
        ("frame", "size"), [(0, 0), (3, 3), (5, 5), (40, 5), (51, 6), (200, 20)]
    )
    def test_a_tenth_but_five_at_least(self, frame: int, size: int) -> None:
        assert Wanted(share=10, at_least=5).size(frame) == size

    @given(FRAMES, st.text(min_size=1, max_size=8))
    def test_the_same_seed_and_frame_give_the_same_whatever_the_order(
        self, frame: dict[int, list[str]], seed: str
    ) -> None:
        wanted = Wanted(share=10, at_least=2)
        turned = {key: list(reversed(frame[key])) for key in reversed(list(frame))}
        assert drawn(seed, frame, wanted) == drawn(seed, turned, wanted)

    @given(FRAMES, st.text(min_size=1, max_size=8))
    def test_nobody_twice_and_nobody_from_elsewhere(
        self, frame: dict[int, list[str]], seed: str
    ) -> None:
        wanted = Wanted(share=30, at_least=1)
        for stratum, numbers in drawn(seed, frame, wanted).items():
            assert set(numbers) <= set(frame[stratum])
            assert len(numbers) == len(set(numbers)) == wanted.size(len(frame[stratum]))

    def test_every_number_has_the_same_chance(self) -> None:
        numbers = [f"N{i}" for i in range(10)]
        times = dict.fromkeys(numbers, 0)
        for seed in range(2000):
            for number in drawn(str(seed), {1: numbers}, Wanted(share=20, at_least=1))[1]:
                times[number] += 1
        assert all(330 < n < 470 for n in times.values()), times  # 400 ± 4 standard deviations


def batch(month: int, reached: int, solved: int) -> Batch:
    return Batch(
        date(2026, month, 1), drawn=reached + 1, reached=reached, counts={"solved": solved}
    )


class TestWhatAnOrganMayKnow:
    def test_nothing_before_enough_were_reached(self) -> None:
        assert released([batch(1, 4, 2), batch(2, 5, 5)], 10) == ()

    def test_months_are_put_together_until_there_are_enough(self) -> None:
        one, two = released([batch(n, 6, 3) for n in range(1, 6)], 10)
        assert (one.first.month, one.last.month, one.reached, one.drawn) == (1, 2, 12, 14)
        assert (two.first.month, two.last.month) == (3, 4)

    def test_a_count_is_hidden_with_its_rest(self) -> None:
        (block,) = released([batch(1, 25, 24)], 10)
        assert block.shown == {"solved": None}
        (block,) = released([batch(1, 25, 12)], 10)
        assert block.shown == {"solved": 12}

    @given(st.lists(st.tuples(st.integers(0, 15), st.floats(0, 1)), max_size=11))
    def test_no_release_tells_of_fewer_and_a_later_one_changes_no_earlier(
        self, months: list[tuple[int, float]]
    ) -> None:
        batches = [batch(n + 1, r, int(r * part)) for n, (r, part) in enumerate(months)]
        before: tuple[object, ...] = ()
        for end in range(len(batches) + 1):
            now = released(batches[:end], 10)
            assert now[: len(before)] == before
            assert all(block.reached >= 10 for block in now)
            for block in now:
                count = block.shown["solved"]
                assert count is None or 10 <= count <= block.reached - 10
            before = now


class TestSilence:
    def test_it_begins_at_the_rulebooks_number(self) -> None:
        assert not is_silent(Late(overdue=2, total=50), 3)
        assert is_silent(Late(overdue=3, total=50), 3)

    @given(st.integers(0, 200), st.integers(0, 200))
    def test_no_small_number_can_be_read_or_derived(self, overdue: int, rest: int) -> None:
        shown = figures(Late(overdue=overdue, total=overdue + rest), 10)
        assert shown.overdue is None or shown.overdue >= 10
        if shown.overdue is None:
            assert shown.total is None
        elif shown.total is not None:
            assert shown.total - shown.overdue == 0 or shown.total - shown.overdue >= 10
