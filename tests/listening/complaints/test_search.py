"""Searching cases by words: the index narrows, the text decides, and rights stand above both."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.importing import take_over
from youwei.listening.complaints.queries import search
from youwei.listening.complaints.queries.cases import QueueFilter, found_in_queue
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.queries.search import forget, holding, remember
from youwei.listening.complaints.rules.messages import ForeignMessage
from youwei.text.finding import fold, needles

HandIn = Callable[..., Receipt]
SIGNS = "停车收费物业办证窗口Aa９9Ｂb%_'\"\\，。 \n𠮷"

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture(params=["by the index", "case by case"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rare words are found by the index, common ones by reading; both find the same."""
    if request.param == "case by case":
        monkeypatch.setattr(search, "MOST", 0)


def found(words: str) -> set[int]:
    return set(holding(Case.objects.order_by("id"), words).cases.values_list("pk", flat=True))


def by_reading(words: str) -> set[int]:
    """What a search means, said once more without a database."""
    return {
        case.pk
        for case in Case.objects.all()
        if all(
            needle in fold(case.summary) or needle in fold(case.text) for needle in needles(words)
        )
    }


def stored(texts: list[str], campaign: Any) -> None:
    today = clock.today()
    cases = Case.objects.bulk_create(
        Case(
            campaign=campaign,
            number=f"SF16-{place:04}-TEST",
            channel="web",
            kind="request",
            summary=text[:7],
            text=text,
            triage_due_on=today,
            code_hash=f"{place:064x}",
        )
        for place, text in enumerate(texts)
    )
    remember(cases)


@pytest.mark.usefixtures("way")
def test_a_search_finds_exactly_what_reading_finds(cast: Cast) -> None:
    chance = Random(2016)
    texts = ["".join(chance.choices(SIGNS, k=chance.randint(2, 40))) for _ in range(60)]
    stored(texts, cast.province.campaign)
    for _ in range(120):
        text = chance.choice(texts)
        first = chance.randrange(len(text))
        words = text[first : first + chance.randint(1, 5)]
        if chance.random() < 0.3:
            words = f"{words} {chance.choice(texts)[:2]}"
        if needles(words):
            assert found(words) == by_reading(words), repr(words)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "words", ["a市", "A市", "Ａ市", "12345", "１２３４５", "热线 A市", "热线12"]
)
def test_width_and_case_make_no_difference(cast: Cast, hand_in: HandIn, words: str) -> None:
    case = case_of(hand_in(text="我打了Ａ市的热线１２３４５，没有人接。"))
    hand_in(text="窗口两次让我重填。")
    assert found(words) == {case.pk}


def test_a_case_is_found_as_soon_as_it_is_there(cast: Cast, hand_in: HandIn) -> None:
    handed_in = case_of(hand_in(text="夜市油烟很大。"))
    taken_over = take_over(
        actor=SYSTEM,
        campaign=cast.province.campaign,
        channel="hotline-12345",
        kind="request",
        message=ForeignMessage(external="1", summary="油烟", text="烧烤", received=clock.now()),
    )
    assert found("油烟") == {handed_in.pk, taken_over.pk}


def test_the_number_finds_the_case(cast: Cast, hand_in: HandIn) -> None:
    case = case_of(hand_in())
    hand_in()
    assert found(f" {case.number.lower()} ") == {case.pk}


def test_words_that_are_erased_leave_the_index(cast: Cast, hand_in: HandIn) -> None:
    gone, stays = case_of(hand_in(text="夜市油烟")), case_of(hand_in(text="早市油烟"))
    forget(gone)
    Case.objects.filter(pk=gone.pk).update(text="—", summary="—")
    assert search._hits(frozenset({"夜市"})) == []
    assert search._hits(frozenset({"油烟"})) == [stays.pk]
    assert found("油烟") == {stays.pk}


def test_an_entry_that_is_out_of_date_shows_nothing(cast: Cast, hand_in: HandIn) -> None:
    case = case_of(hand_in(text="夜市油烟"))
    Case.objects.filter(pk=case.pk).update(text="—", summary="—")
    assert found("油烟") == set()


@pytest.mark.usefixtures("way")
def test_a_search_shows_nothing_that_the_queue_hides(cast: Cast, hand_in: HandIn) -> None:
    about_office = case_of(
        hand_in(text="夜市油烟", kind="conduct", about_organ=cast.province.office)
    )
    open_to_it = case_of(hand_in(text="夜市油烟"))

    def seen(actor: Actor) -> set[int]:
        cases = found_in_queue(actor, QueueFilter(words="油烟")).cases
        return set(cases.values_list("pk", flat=True))

    assert seen(cast.office) == {open_to_it.pk}
    assert seen(cast.leading) == {open_to_it.pk, about_office.pk}
    assert seen(cast.bureau) == set()
    number = found_in_queue(cast.office, QueueFilter(words=about_office.number)).cases
    assert not number.exists()


def test_common_words_say_that_not_everything_was_read(
    cast: Cast,
    hand_in: HandIn,
    desk: Callable[[Actor], StrictClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(3):
        hand_in(text="窗口油烟")
    monkeypatch.setattr(search, "MOST", 1)
    assert not holding(Case.objects.order_by("id"), "油烟").partly
    monkeypatch.setattr(search, "AMONG", 2)
    found_ = holding(Case.objects.order_by("id"), "油烟")
    assert found_.partly
    assert found_.cases.count() == 2
    assert "这些词太常见" in html_of(desk(cast.office).get("/desk/cases/?state=&words=油烟"))
