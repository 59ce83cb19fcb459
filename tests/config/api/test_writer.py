"""Following a case by number and code."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.config.api.programs import Program
from tests.listening.complaints.cast import Cast, case_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.listening.complaints.models import Case, Message, Rating, Statement
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.complaints.queries.receipts import Receipt

HandIn = Callable[..., Receipt]
SECRET = "窗口两次让我重填"


@pytest.fixture
def receipt(hand_in: HandIn) -> Receipt:
    return hand_in(text=SECRET, summary="重填表格", name="王某", contact="000", may_contact=True)


@pytest.fixture
def answered(cast: Cast, receipt: Receipt) -> Receipt:
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    office, commission = cast.province.office, cast.province.commission
    duty: Duty = sending.dispatch(actor=cast.office, case=case, owner=commission, verifier=office)
    duty = assigning.accept(actor=cast.commission, duty=duty)
    duty = handling.report(actor=cast.commission, duty=duty, result="已经一次性告知。")
    checking.verify(actor=cast.office, duty=duty, finding="已电话核实。")
    return receipt


def shown(receipt: Receipt, **more: Any) -> dict[str, Any]:
    return {"number": receipt.number, "code": receipt.code, **more}


def test_the_status_tells_the_steps_and_not_the_report(nobody: Program, receipt: Receipt) -> None:
    answer = nobody.post("/complaints/status", shown(receipt))
    told = answer.json()
    assert (told["state"], told["state_name"]) == ("received", "已登记")
    assert told["next"]["what"] == "sort"
    content = answer.content.decode()
    for hidden in (SECRET, "重填表格", "王某", "000-"):
        assert hidden not in content


def test_the_answer_stands_there_after_the_check(nobody: Program, answered: Receipt) -> None:
    told = nobody.post("/complaints/status", shown(answered)).json()
    assert told["state"] == "answered"
    assert [line["text"] for line in told["messages"]] == ["已经一次性告知。"]
    assert told["rate_until"] is not None
    assert told["reopen_until"] is not None


@pytest.mark.parametrize(
    "address",
    [
        "/complaints/status",
        "/complaints/additions",
        "/complaints/withdrawal",
        "/complaints/rating",
        "/complaints/reopening",
        "/complaints/statement",
        "/complaints/statement/withdrawal",
    ],
)
class TestTheCode:
    more: dict[str, dict[str, Any]] = {
        "/complaints/additions": {"text": "补充"},
        "/complaints/rating": {"level": "satisfied"},
        "/complaints/reopening": {"reason": "没有解决"},
        "/complaints/statement": {"text": "请办理", "consent": True},
    }

    def body(self, address: str, number: str, code: str) -> dict[str, Any]:
        return {"number": number, "code": code} | self.more.get(address, {})

    def test_has_to_fit(self, nobody: Program, receipt: Receipt, address: str) -> None:
        """A wrong code and an unknown number get the same answer."""
        wrong = self.body(address, receipt.number, "0000-0000-0000-0000-0000")
        unknown = self.body(address, "SF16-0000-0000", receipt.code)
        first, second = nobody.post(address, wrong), nobody.post(address, unknown)
        assert first.status_code == second.status_code == 404
        assert first.json() == second.json()

    def test_is_guessed_ten_times_and_opens_to_its_holder(
        self, nobody: Program, receipt: Receipt, address: str, cache_emptied: None
    ) -> None:
        wrong = self.body(address, receipt.number, "0000-0000-0000-0000-0000")
        statuses = [nobody.post(address, wrong).status_code for _ in range(11)]
        assert statuses == [404] * 10 + [429]
        right = self.body(address, receipt.number, receipt.code)
        assert nobody.post(address, right).status_code not in {404, 429}

    def test_is_never_part_of_the_address(self, nobody: Program, address: str) -> None:
        assert nobody.get(address, number="a", code="b").status_code == 405


@pytest.fixture
def cache_emptied() -> None:
    from django.core.cache import cache

    cache.clear()


def test_adds_information(nobody: Program, receipt: Receipt) -> None:
    answer = nobody.post("/complaints/additions", shown(receipt, text="第三次也是。"))
    assert answer.status_code == 200
    assert [line["text"] for line in answer.json()["messages"]] == ["第三次也是。"]
    too_long = nobody.post("/complaints/additions", shown(receipt, text="字" * 2_001))
    assert (too_long.status_code, too_long.json()["code"]) == (422, "text_too_long")
    assert Message.objects.count() == 1


def test_withdraws_once(nobody: Program, receipt: Receipt) -> None:
    assert nobody.post("/complaints/withdrawal", shown(receipt)).json()["state"] == "withdrawn"
    assert nobody.post("/complaints/withdrawal", shown(receipt)).status_code == 409


def test_rates_once(nobody: Program, answered: Receipt) -> None:
    level = nobody.post("/complaints/status", shown(answered)).json()["levels"][0]["code"]
    rated = nobody.post("/complaints/rating", shown(answered, level=level))
    assert (rated.status_code, rated.json()["rated"]) == (200, level)
    again = nobody.post("/complaints/rating", shown(answered, level=level))
    assert (again.status_code, again.json()["code"]) == (409, "already_rated")
    unknown = nobody.post("/complaints/rating", shown(answered, level="five-stars"))
    assert unknown.status_code == 422
    assert Rating.objects.count() == 1


def test_reopens_once(nobody: Program, answered: Receipt) -> None:
    assert (
        nobody.post("/complaints/reopening", shown(answered, reason="没有解决")).json()["state"]
        == "handling"
    )
    again = nobody.post("/complaints/reopening", shown(answered, reason="没有解决"))
    assert again.status_code == 409


def test_consents_and_takes_it_back(nobody: Program, hand_in: HandIn, cast: Cast) -> None:
    receipt = hand_in(kind="conduct", about_organ=cast.province.bureau)
    without = nobody.post("/complaints/statement", shown(receipt, text="请办理", consent=False))
    assert (without.status_code, without.json()["field"]) == (422, "consent")
    agreed = nobody.post("/complaints/statement", shown(receipt, text="请办理", consent=True))
    assert agreed.json()["statement"]["text"] == "请办理"
    back = nobody.post("/complaints/statement/withdrawal", shown(receipt))
    assert back.json()["statement"]["taken_back_at"] is not None
    assert not Statement.objects.get().in_force


def test_a_refused_case_names_the_right_door(nobody: Program, cast: Cast, receipt: Receipt) -> None:
    ground = nobody.get("/rulebook/refusals").json()[0]
    triage.refuse(actor=cast.office, case=case_of(receipt), ground=ground["code"], explanation="")
    told = nobody.post("/complaints/status", shown(receipt)).json()
    assert told["refusal"] == ground


def test_what_a_form_needs_is_open_to_all(nobody: Program, cast: Cast) -> None:
    kinds = {kind["code"]: kind for kind in nobody.get("/rulebook/kinds").json()}
    assert not kinds["allegation"]["accepted"]
    assert kinds["allegation"]["door"]["phones"] == ["12388"]
    assert kinds["conduct"]["takes_statement"]
    assert not kinds["conduct"]["takes_contact"]
    assert {one["entry"] for one in nobody.get("/rulebook/channels").json()} >= {"program", "self"}
    assert nobody.get("/rulebook/limits").json()["text"] == 5_000
    names = [organ["name"] for organ in nobody.get("/organs").json()]
    assert cast.province.bureau.name in names
    assert nobody.get("/places").json() == []
    assert nobody.get("/organs", jurisdiction="110000").status_code == 404
    assert nobody.get("/organs", jurisdiction="\0").status_code == 422


def test_nothing_can_be_learned_without_a_case(nobody: Program) -> None:
    body = {"number": "SF16-0000-0000", "code": "0000-0000-0000-0000-0000"}
    assert nobody.post("/complaints/status", body).status_code == 404
    assert not Case.objects.exists()
