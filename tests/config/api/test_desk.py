"""The desk with a personal token: what its owner sees and may do there, and no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.config.api.programs import Program, channel_of, person
from tests.listening.complaints.cast import Cast, case_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning
from youwei.foundation.people.models import ApiToken
from youwei.foundation.people.operations import revoke_token
from youwei.kernel.actor import Role, citizen
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt

HandIn = Callable[..., Receipt]
CASE_MOVES: dict[str, dict[str, Any]] = {
    "accept": {},
    "sort": {"kind": "request"},
    "refuse": {"ground": "court"},
    "merge": {"lead": "SF16-0000-0000"},
    "split": {},
    "dispatch": {"owner": 1, "verifier": 2},
    "recall": {"reason": "再议"},
    "statement": {},
    "write": {"text": "请补充"},
}
DUTY_MOVES: dict[str, dict[str, Any]] = {
    "accept": {},
    "object": {"reason": "不归我们"},
    "uphold": {"reason": "归你们"},
    "reassign": {"organ": 1},
    "offer": {"organ": 1, "reason": "归他们"},
    "take_over": {},
    "decline": {"reason": "不归我们"},
    "name_handler": {"handler": 1},
    "progress": {"progress": 50, "reason": "办了一半"},
    "extend": {"until": "2026-12-31", "reason": "要会商"},
    "decide_extension": {"granted": True, "reason": "同意"},
    "report": {"result": "办结"},
    "verify": {"finding": "属实"},
    "send_back": {"reason": "不属实"},
    "reopen": {"reason": "反弹"},
    "recheck": {"holds": True, "finding": "稳定"},
    "recall": {"reason": "撤回"},
}


@pytest.fixture
def conduct(cast: Cast, hand_in: HandIn) -> Case:
    return case_of(hand_in(kind="conduct", about_organ=cast.province.bureau, text="商务厅窗口刁难"))


@pytest.fixture
def sent(cast: Cast, conduct: Case) -> Duty:
    case = triage.accept(actor=cast.office, case=conduct)
    return sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.commission,
        verifier=cast.province.office,
    )


class TestTheOrganConcerned:
    """C-08, with each role that one can have in the organ complained of."""

    @pytest.mark.parametrize("role", list(Role))
    def test_finds_nothing_anywhere(
        self, cast: Cast, conduct: Case, sent: Duty, role: Role
    ) -> None:
        program = person(cast.province.actor("somebody", role, cast.province.bureau))
        assert_nothing(program, conduct, sent)

    def test_finds_nothing_from_below(self, cast: Cast, conduct: Case, sent: Duty) -> None:
        assert_nothing(person(cast.agency), conduct, sent)


def assert_nothing(program: Program, case: Case, duty: Duty) -> None:
    for address in ("/desk/cases", "/desk/duties"):
        for query in ({}, {"words": case.summary}, {"words": case.number}):
            listed = program.get(address, **query)
            assert listed.status_code == 403 or listed.json()["count"] == 0
    assert program.get(f"/desk/cases/{case.number}").status_code == 404
    assert program.get(f"/desk/cases/{case.number}/files/1").status_code == 404
    assert program.get(f"/desk/duties/{duty.number}").status_code == 404
    for name, body in CASE_MOVES.items():
        told = program.post(f"/desk/cases/{case.number}/moves/{name}", body)
        unknown = program.post(f"/desk/cases/SF16-0000-0000/moves/{name}", body)
        assert told.status_code == unknown.status_code == 404
        assert told.json() == unknown.json()
    for name, body in DUTY_MOVES.items():
        told = program.post(f"/desk/duties/{duty.number}/moves/{name}", body)
        unknown = program.post(f"/desk/duties/SF16-D0000000/moves/{name}", body)
        assert told.status_code == unknown.status_code == 404
        assert told.json() == unknown.json()


class TestWhoSeesWhat:
    def test_the_office_has_the_queue(self, cast: Cast, conduct: Case) -> None:
        told = person(cast.office).get("/desk/cases").json()
        assert [line["number"] for line in told["items"]] == [conduct.number]
        assert (told["count"], told["pages"]) == (1, 1)

    @pytest.mark.parametrize("name", ["bureau", "agency", "commission"])
    def test_organs_have_none(self, cast: Cast, conduct: Case, name: str) -> None:
        answer = person(getattr(cast, name)).get("/desk/cases")
        assert (answer.status_code, answer.json()["code"]) == (403, "triage_only")

    def test_the_organ_in_charge_reads_the_case(
        self, cast: Cast, conduct: Case, sent: Duty
    ) -> None:
        program = person(cast.commission)
        told = program.get(f"/desk/cases/{conduct.number}").json()
        assert told["text"] == "商务厅窗口刁难"
        assert told["moves"] == []
        refused = program.post(f"/desk/cases/{conduct.number}/moves/recall", {"reason": "还"})
        assert refused.status_code == 403

    def test_who_declared_an_interest_sees_nothing(
        self, cast: Cast, conduct: Case, sent: Duty
    ) -> None:
        from youwei.foundation.people.models import Account
        from youwei.foundation.people.operations import declare_recusal
        from youwei.foundation.people.rules.roles import Interest

        declare_recusal(
            actor=cast.office,
            account=Account.objects.get(pk=cast.office.account_id or 0),
            organ=cast.province.bureau,
            reason_code=Interest.KIN,
        )
        assert_nothing(person(cast.office), conduct, sent)

    def test_a_channel_token_opens_no_desk(self, cast: Cast, conduct: Case, sent: Duty) -> None:
        program = channel_of(cast)
        for address in (
            "/desk/cases",
            f"/desk/cases/{conduct.number}",
            "/desk/duties",
            f"/desk/duties/{sent.number}",
            "/desk/organs",
        ):
            assert program.get(address).status_code == 401

    def test_nor_does_no_token_or_a_revoked_one(self, cast: Cast, conduct: Case) -> None:
        program = person(cast.office)
        revoke_token(actor=cast.office, token=ApiToken.objects.get())
        for one in (program, Program()):
            assert one.get("/desk/cases").status_code == 401
            moved = one.post(f"/desk/cases/{conduct.number}/moves/accept")
            assert moved.status_code == 401
        assert Case.objects.get().state == "received"

    def test_a_session_is_no_token(
        self, cast: Cast, conduct: Case, desk: Callable[[Any], Any]
    ) -> None:
        assert desk(cast.office).get("/api/v1/desk/cases").status_code == 401


class TestTheLoop:
    def test_from_the_queue_to_the_checked_answer(self, cast: Cast, hand_in: HandIn) -> None:
        receipt, province = hand_in(), cast.province
        office, commission = person(cast.office), person(cast.commission)
        case = f"/desk/cases/{receipt.number}"
        sorting = {"kind": "request", "about": province.commission.pk, "themes": []}
        assert office.post(f"{case}/moves/sort", sorting).json()["state"] == "received"
        assert office.post(f"{case}/moves/accept").json()["state"] == "accepted"
        route = {"owner": province.commission.pk, "verifier": province.office.pk}
        told = office.post(f"{case}/moves/dispatch", route).json()
        assert told["state"] == "handling"
        duty = f"/desk/duties/{told['duty']}"
        assert set(commission.get(duty).json()["moves"]) == {"accept", "object", "name_handler"}
        assert commission.post(f"{duty}/moves/accept").json()["state"] == "handling"
        lead = commission.get(duty).json()["handlers"][0]
        named = commission.post(f"{duty}/moves/name_handler", {"handler": lead["id"]})
        assert named.status_code == 200
        progress = {"progress": 40, "reason": "已联系"}
        assert commission.post(f"{duty}/moves/progress", progress).status_code == 200
        reported = commission.post(f"{duty}/moves/report", {"result": "已办好。"})
        assert reported.json()["state"] == "reported"
        assert office.post(f"{duty}/moves/send_back", {"reason": "写清楚"}).status_code == 200
        commission.post(f"{duty}/moves/report", {"result": "已于今日办好。"})
        verified = office.post(f"{duty}/moves/verify", {"finding": "已电话核实"})
        assert verified.json()["state"] == "verified"
        assert office.get(case).json()["state"] == "answered"
        assert commission.get(duty).json()["result"] == "已于今日办好。"

    def test_the_organ_that_owes_does_not_check(self, cast: Cast, sent: Duty) -> None:
        assigning.accept(actor=cast.commission, duty=sent)
        program, duty = person(cast.commission), f"/desk/duties/{sent.number}"
        program.post(f"{duty}/moves/report", {"result": "办好"})
        assert program.post(f"{duty}/moves/verify", {"finding": "好"}).status_code == 403
        assert Duty.objects.get().state == "reported"

    def test_the_same_move_twice_is_refused(self, cast: Cast, conduct: Case) -> None:
        program, address = person(cast.office), f"/desk/cases/{conduct.number}/moves/accept"
        assert program.post(address).status_code == 200
        again = program.post(address)
        assert (again.status_code, again.json()["field"]) == (409, None)

    def test_conduct_never_goes_to_the_organ_concerned(self, cast: Cast, conduct: Case) -> None:
        program, address = person(cast.office), f"/desk/cases/{conduct.number}/moves"
        program.post(f"{address}/accept")
        for owner in (cast.province.bureau, cast.province.agency):
            route = {"owner": owner.pk, "verifier": cast.province.office.pk}
            refused = program.post(f"{address}/dispatch", route)
            assert (refused.status_code, refused.json()["code"]) == (403, "organ_concerned")
        assert not Duty.objects.exists()

    def test_an_extension_is_asked_and_decided(self, cast: Cast, sent: Duty) -> None:
        assigning.accept(actor=cast.commission, duty=sent)
        office, commission = person(cast.office), person(cast.commission)
        moves = f"/desk/duties/{sent.number}/moves"
        nothing = office.post(f"{moves}/decide_extension", {"granted": True, "reason": "同意"})
        assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_decide")
        sent.refresh_from_db()
        until = sent.due_on.replace(day=28).isoformat()
        asked = commission.post(f"{moves}/extend", {"until": until, "reason": "要会商"})
        far = commission.post(f"{moves}/extend", {"until": "2199-12-31", "reason": "要会商"})
        assert far.status_code in {409, 422}
        if asked.status_code == 200:
            decided = office.post(f"{moves}/decide_extension", {"granted": True, "reason": "行"})
            assert decided.status_code == 200

    def test_words_that_are_none_are_named_where_they_were_sent(
        self, cast: Cast, sent: Duty
    ) -> None:
        assigning.accept(actor=cast.commission, duty=sent)
        address = f"/desk/duties/{sent.number}/moves/report"
        answer = person(cast.commission).post(address, {"result": " \u200b "})
        assert (answer.status_code, answer.json()["field"]) == (422, "result")


class TestLists:
    @pytest.mark.parametrize("address", ["/desk/cases", "/desk/duties"])
    def test_ask_the_database_as_often_for_three_rows_as_for_one(
        self, cast: Cast, hand_in: HandIn, address: str
    ) -> None:
        program = person(cast.office)

        def more(count: int) -> None:
            for _ in range(count):
                case = triage.accept(
                    actor=cast.office,
                    case=case_of(hand_in(about_organ=cast.province.bureau)),
                )
                sending.dispatch(
                    actor=cast.office,
                    case=case,
                    owner=cast.province.commission,
                    verifier=cast.province.office,
                )

        more(1)
        program.get(address)
        one = asked(program, address, rows=1)
        more(2)
        assert asked(program, address, rows=3) == one

    def test_come_page_by_page(self, cast: Cast, hand_in: HandIn) -> None:
        numbers = {hand_in().number for _ in range(3)}
        program = person(cast.office)
        pages = [program.get("/desk/cases", size=2, page=page).json() for page in (1, 2, 3)]
        assert [len(page["items"]) for page in pages] == [2, 1, 0]
        assert {line["number"] for page in pages for line in page["items"]} == numbers
        assert {page["pages"] for page in pages} == {2}

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({"state": "received"}, 2),
            ({"state": "closed"}, 0),
            ({"kind": "conduct"}, 1),
            ({"channel": "web"}, 2),
            ({"waiting": "true"}, 0),
            ({"words": "刁难"}, 1),
        ],
    )
    def test_are_filtered(
        self, cast: Cast, conduct: Case, hand_in: HandIn, query: dict[str, str], count: int
    ) -> None:
        hand_in()
        assert person(cast.office).get("/desk/cases", **query).json()["count"] == count

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "unheard"},
            {"page": "0"},
            {"page": "9" * 30},
            {"size": "101"},
            {"words": "\0"},
            {"about": "-1"},
            {"kind": "'; drop table"},
        ],
    )
    def test_refuse_a_filter_of_nonsense(self, cast: Cast, query: dict[str, str]) -> None:
        for address in ("/desk/cases", "/desk/duties"):
            wanted = {
                ("owner" if k == "about" and "duties" in address else k): v
                for k, v in query.items()
            }
            assert person(cast.office).get(address, **wanted).status_code == 422

    def test_the_ledger_is_filtered(self, cast: Cast, sent: Duty) -> None:
        program = person(cast.office)
        assert program.get("/desk/duties", light="normal").json()["count"] == 1
        assert program.get("/desk/duties", light="overdue").json()["count"] == 0
        owner = cast.province.commission.pk
        assert program.get("/desk/duties", owner=owner).json()["count"] == 1

    def test_the_directory(self, cast: Cast) -> None:
        program = person(cast.bureau)
        told = program.get("/desk/organs", words="商务", size=1).json()
        assert (told["count"], told["pages"]) == (2, 2)
        assert program.get("/desk/organs", jurisdiction="990000").json()["count"] == 6
        assert program.get("/desk/organs", jurisdiction="110000").status_code == 422


def asked(program: Program, address: str, *, rows: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        told = program.get(address).json()
    assert told["count"] == rows
    return len(queries)


def test_the_organ_in_charge_does_not_learn_that_the_writer_told_the_office_something(
    cast: Cast, hand_in: HandIn
) -> None:
    case = triage.accept(actor=cast.office, case=case_of(hand_in(about_organ=cast.province.bureau)))
    sending.dispatch(
        actor=cast.office, case=case, owner=cast.province.bureau, verifier=cast.province.office
    )
    address = f"/desk/cases/{case.number}"
    before = person(cast.bureau).get(address).json()
    thread.write(
        actor=citizen(case.number), case=case, text="承办人员要我撤回反映。", for_office=True
    )
    assert person(cast.bureau).get(address).json() == before
    told = person(cast.office).get(address).json()
    assert told["writer_waits_since"]
    assert [message["for_office"] for message in told["messages"]] == [True]
