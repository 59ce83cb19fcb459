"""What an item has to be before it goes out, on paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.listening.feedback.rules.periods import Period, period_of
from youwei.listening.feedback.rules.release import (
    Bounds,
    Check,
    Draft,
    Source,
    counts_with_parents,
    judge,
)
from youwei.listening.feedback.rules.states import BATCH, OUT, Party, State
from youwei.text.identifying import find
from youwei.text.verbatim import taken_over

BOUNDS = Bounds(at_least=2, rare_below=2, characters=12, theme_counts={"unwilling.idling": 3})
SOURCES = (
    Source(number="A-1", words=("窗口的人一直低头玩手机不理我们这些排队的人",), fit=True),
    Source(number="A-2", words=("我跑了四趟，每次都说缺一份材料",), fit=True),
)
PARTICULARS = ("13800138000", "张三同志", "3月5日", "冀A12345", "建设路12号", "a@example.com")


def _draft(text: str = "窗口服务不规范。", demand: str = "落实首问负责制。") -> Draft:
    return Draft(
        text=text,
        demand=demand,
        themes=("unwilling.idling",),
        generalised=False,
        sources=SOURCES,
    )


def test_a_plain_item_is_ready() -> None:
    assert judge(_draft(), BOUNDS).ready


@given(
    st.text(max_size=40),
    st.sampled_from(PARTICULARS),
    st.text(max_size=40),
    st.sampled_from(["text", "demand"]),
)
def test_nothing_that_is_ready_holds_a_particular(
    before: str, particular: str, after: str, field: str
) -> None:
    words = f"{before}，{particular}，{after}"
    judgement = judge(_draft(**{field: words}), BOUNDS)
    assert Check.NO_PARTICULARS in judgement.failed


@given(st.text(max_size=120), st.text(max_size=120))
def test_what_is_ready_is_clean(text: str, demand: str) -> None:
    judgement = judge(_draft(text, demand), BOUNDS)
    if judgement.ready:
        assert find(text) == ()
        assert find(demand) == ()


@given(st.integers(0, 9), st.text(max_size=30), st.text(max_size=30), st.sampled_from("，。 \n、"))
def test_a_long_passage_is_known_again_whatever_stands_around_and_between(
    start: int, before: str, after: str, mark: str
) -> None:
    passage = SOURCES[0].words[0][start : start + 12]
    broken = f"{passage[:5]}{mark}{passage[5:]}"
    judgement = judge(_draft(f"{before}{broken}{after}"), BOUNDS)
    assert Check.NOTHING_TAKEN_OVER in judgement.failed


def test_eleven_characters_are_not_twelve() -> None:
    source = SOURCES[0].words[0]
    assert taken_over(source[:11], [source], characters=12) == ()
    found = taken_over(f"他说{source[:14]}。", [source], characters=12)
    assert [one.text for one in found] == [source[:14]]


@pytest.mark.parametrize(
    ("themes", "generalised", "rare"),
    [
        (("unwilling.idling",), False, ()),
        (("unwilling.unfocused",), False, ("unwilling.unfocused",)),
        (("unwilling.unfocused",), True, ("unwilling.unfocused",)),  # no reason makes it frequent
        (("afraid",), False, ()),  # several sources; the root tells nothing of any
    ],
)
def test_rare_themes(themes: tuple[str, ...], generalised: bool, rare: tuple[str, ...]) -> None:
    draft = Draft("问题", "要求", themes, generalised, SOURCES)
    assert judge(draft, BOUNDS).rare == rare


def test_the_root_of_a_single_source_is_rare_unless_generalised() -> None:
    alone = Draft("问题", "要求", ("afraid",), False, SOURCES[:1])
    assert judge(alone, BOUNDS).rare == ("afraid",)
    broad = Draft("问题", "要求", ("afraid",), True, SOURCES[:1])
    assert judge(broad, BOUNDS).rare == ()


def test_an_unfit_source_stops_it() -> None:
    unfit = Source(number="A-3", words=("另一件",), fit=False)
    draft = Draft("问题", "要求", ("unwilling.idling",), False, (*SOURCES, unfit))
    assert judge(draft, BOUNDS).failed == (Check.FIT_SOURCES,)


def test_a_case_counts_once_under_each_theme_above_its_own() -> None:
    counts = counts_with_parents(
        [frozenset({"unwilling.idling", "unwilling.unfocused"}), frozenset({"unwilling"})]
    )
    assert counts == {"unwilling": 2, "unwilling.idling": 1, "unwilling.unfocused": 1}


@pytest.mark.parametrize(
    ("months", "starts", "ends"),
    [
        (1, date(2024, 2, 1), date(2024, 2, 29)),
        (3, date(2024, 1, 1), date(2024, 3, 31)),
        (12, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_day(months: int, starts: date, ends: date) -> None:
    assert period_of(date(2024, 2, 17), months) == Period(starts, ends)


@given(st.dates(date(2016, 1, 1), date(2035, 1, 1)), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_periods_follow_each_other_without_a_gap(day: date, months: int) -> None:
    period = period_of(day, months)
    assert period.starts <= day <= period.ends
    before = period.before
    assert (period.starts - before.ends).days == 1
    assert before == period_of(before.starts, months)


def test_nobody_but_the_second_person_approves_and_nothing_leaves_unapproved() -> None:
    approving = [move for move in BATCH.moves if move.name == "approve"]
    assert [move.by for move in approving] == [frozenset({Party.APPROVER})]
    into = {move.name for move in BATCH.moves if move.target is State.APPROVED}
    assert into == {"approve"}
    assert {s for m in BATCH.moves if m.target is State.RELEASED for s in m.sources} == {
        State.APPROVED
    }
    assert {s for m in BATCH.moves if m.target in OUT for s in m.sources} <= OUT | {State.APPROVED}
