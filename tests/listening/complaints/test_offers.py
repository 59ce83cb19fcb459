"""What an app above adds to the pages of a case, and what it is told."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django import forms
from django.utils.translation import gettext_lazy
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.sender import act, look_up

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints import listeners, offers
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import DeskMove, Place, Section, WriterMove
from youwei.listening.complaints.operations import triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules import events

pytestmark = pytest.mark.usefixtures("still")

HandIn = Callable[..., Receipt]
EMPTY = "ui/parts/empty.html"


class OneWord(forms.Form):
    word = forms.CharField(label="词")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    """Nothing that a test registers stays."""
    with (
        patch.dict(offers._desk_moves, clear=True),
        patch.dict(offers._writer_moves, clear=True),
        patch.dict(offers._sections, {place: [] for place in Place}),
        patch.dict(listeners._answers, clear=True),
    ):
        yield


def a_desk_move(run: Callable[..., object], offered: bool = True) -> DeskMove:
    word = gettext_lazy("Name")
    return DeskMove(
        "tell", word, OneWord, run, offered=lambda actor, case: offered, more="说明文字"
    )


def a_writer_move(done: list[str], offered: bool = True) -> WriterMove:
    def act_on(actor: Actor, case: Case, given: offers.Given) -> None:
        done.append(f"{actor.receipt} {given['word']}")

    word = gettext_lazy("Name")
    return WriterMove("tell", word, word, word, OneWord, act_on, word, lambda case: offered)


class TestTheDesk:
    def test_shows_sections_where_they_belong(
        self, cast: Cast, hand_in: HandIn, desk: Callable[[Actor], StrictClient]
    ) -> None:
        seen: list[tuple[Actor, Case]] = []

        def maker(actor: Actor, case: Case) -> Section | None:
            seen.append((actor, case))
            return None

        offers.show(Place.DESK_MAIN, maker)
        offers.show(Place.STATUS, lambda actor, case: pytest.fail("not this page"))
        case = case_of(hand_in())
        assert desk(cast.office).get(f"/desk/cases/{case.number}/").status_code == 200
        assert [(actor.account_id, one) for actor, one in seen] == [(cast.office.account_id, case)]

    def test_offers_a_move_and_makes_it(
        self, cast: Cast, hand_in: HandIn, desk: Callable[[Actor], StrictClient]
    ) -> None:
        done: list[str] = []
        offers.offer_desk(a_desk_move(lambda actor, case, given: done.append(given["word"])))
        page = f"/desk/cases/{case_of(hand_in()).number}/"
        browser = desk(cast.office)
        assert "说明文字" in html_of(browser.get(page))
        browser.submit(page, {"tell-word": "甲"}, form=f"{page}move/tell/")
        assert done == ["甲"]

    def test_a_refusal_is_told_beside_the_form(
        self, cast: Cast, hand_in: HandIn, desk: Callable[[Actor], StrictClient]
    ) -> None:
        def refuse(actor: Actor, case: Case, given: offers.Given) -> None:
            raise NotAllowed

        offers.offer_desk(a_desk_move(refuse))
        page = f"/desk/cases/{case_of(hand_in()).number}/"
        answer = desk(cast.office).send(f"{page}move/tell/", {"tell-word": "甲"})
        assert answer.status_code == 422
        assert 'value="甲"' in html_of(answer)

    def test_what_is_not_offered_is_not_there(
        self, cast: Cast, hand_in: HandIn, desk: Callable[[Actor], StrictClient]
    ) -> None:
        offers.offer_desk(a_desk_move(lambda *words: None, offered=False))
        page = f"/desk/cases/{case_of(hand_in()).number}/"
        browser = desk(cast.office)
        assert "move/tell/" not in html_of(browser.get(page))
        assert browser.send(f"{page}move/nothing/").status_code == 404


class TestTheStatusPage:
    def test_offers_a_move_and_makes_it_once(self, client: StrictClient, hand_in: HandIn) -> None:
        done: list[str] = []
        offers.offer_writer(a_writer_move(done))
        receipt = hand_in()
        page = look_up(client, receipt)
        _, status = act(client, page, "tell", word="甲")
        assert status == 200
        act(client, page, "tell", word="甲")
        assert done == [f"{receipt.number} 甲"]

    def test_what_is_not_offered_is_not_there(self, client: StrictClient, hand_in: HandIn) -> None:
        offers.offer_writer(a_writer_move([], offered=False))
        assert 'id="tell"' not in look_up(client, hand_in())

    @pytest.mark.parametrize("name", ["tell", "nothing"])
    def test_nothing_happens_without_a_page_of_the_writer(
        self, client: StrictClient, name: str
    ) -> None:
        done: list[str] = []
        offers.offer_writer(a_writer_move(done))
        answer = client.send(f"/status/more/{name}/", {"word": "甲", "ticket": "x"})
        assert answer.status_code == (403 if name == "tell" else 404)
        assert done == []


def test_an_app_above_learns_what_became_of_a_case(cast: Cast, hand_in: HandIn) -> None:
    told: list[tuple[str, str]] = []

    def answer(*, actor: Actor, case: Case, event: events.CaseAccepted) -> None:
        told.append((case.state, event.case_kind))

    listeners.listen(events.CaseAccepted, answer)
    case = case_of(hand_in())
    assert told == []
    triage.accept(actor=cast.office, case=case)
    assert told == [("accepted", "request")]


def test_what_an_app_above_refuses_does_not_happen(cast: Cast, hand_in: HandIn) -> None:
    def refuse(**words: object) -> None:
        raise NotAllowed

    listeners.listen(events.CaseAccepted, refuse)
    case = case_of(hand_in())
    with pytest.raises(NotAllowed):
        triage.accept(actor=cast.office, case=case)
    assert case_of(hand_in()).state == "received"
    case.refresh_from_db()
    assert case.state == "received"
