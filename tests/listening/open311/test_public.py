"""What anyone reads: only what its sender made public, and never anything about conduct (C-08)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.listening.complaints.cast import Cast, writer_of
from tests.listening.complaints.desk import answered, dispatched
from tests.listening.open311.app import TEXT, App, asks, case_in, receipt_in

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.open311.models import PublicRequest

pytestmark = pytest.mark.usefixtures("still")
PUBLIC = asks(public="yes")


def sent(cast: Cast, posted: Any, owner: Organ | None = None) -> Any:
    return dispatched(cast, receipt_in(posted), owner or cast.province.bureau)


def everything(app: App) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = app.get("requests")
    return told


class TestServices:
    def test_are_the_kinds_that_are_taken_in(self, app: App) -> None:
        told = {one["service_code"]: one for one in app.get("services")}
        assert set(told) == {"consultation", "request", "suggestion", "conduct"}
        assert told["request"]["service_name"] == "求决"

    def test_are_told_in_the_reader_s_language(self, app: App) -> None:
        answer = app.browser.get("/open311/v2/services.json", headers={"Accept-Language": "en"})
        assert "Suggestion" in {one["service_name"] for one in answer.json()}

    def test_have_definitions(self, app: App) -> None:
        asked = {one["code"] for one in app.get("services/request")["attributes"]}
        assert asked == {"organ", "theme", "happened_on", "contact", "public"}
        conduct = {one["code"] for one in app.get("services/conduct")["attributes"]}
        assert conduct == {"organ", "theme", "happened_on"}
        app.get("services/allegation", expect=404)
        app.get("services/pothole", expect=404)

    def test_of_a_place_without_a_campaign_are_not_found(self, app: App, cast: Cast) -> None:
        app.get("services", expect=404, jurisdiction_id="110000")
        assert app.get("services", jurisdiction_id=cast.province.place.code)

    def test_and_discovery_names_the_address(self, app: App) -> None:
        endpoint = app.get("discovery")["endpoints"][0]
        assert endpoint["url"] == "http://testserver/open311/v2"

    def test_an_unknown_address_is_told_as_an_error(self, app: App) -> None:
        app.get("nothing/here", expect=404)


class TestARequestThatItsSenderMadePublic:
    def test_is_read_once_it_was_sent_and_tells_no_more_than_how_far_it_is(
        self, app: App, cast: Cast
    ) -> None:
        posted = app.post(
            address_string="中山路1号",
            lat="38",
            long="114",
            last_name="王",
            phone="13800000000",
            **PUBLIC,
            **asks(contact="yes"),
        )
        assert everything(app) == []
        duty = sent(cast, posted)
        (told,) = everything(app)
        assert told["service_request_id"] == posted[0]["service_request_id"]
        assert (told["status"], told["service_code"]) == ("open", "request")
        assert told["agency_responsible"] == cast.province.bureau.name
        assert told["requested_datetime"] == "2026-11-23T00:00:00+08:00", "no hour is told"
        assert told["expected_datetime"] == f"{duty.due_on}T00:00:00+08:00"
        case = case_in(posted)
        for secret in (TEXT[:6], "中山路", "王", "138", case.number, "38.0", str(case.pk) + '"'):
            assert secret not in repr({k: v for k, v in told.items() if k != "service_request_id"})
        assert app.get(f"requests/{told['service_request_id']}") == [told]
        assert app.get(f"tokens/{told['service_request_id']}")[0]["token"]

    def test_is_closed_with_the_checked_answer_which_is_not_told(
        self, app: App, cast: Cast
    ) -> None:
        duty = sent(cast, app.post(**PUBLIC))
        with clock.at(clock.now() + timedelta(days=2)):
            answered(cast, duty)
            (told,) = everything(app)
        assert told["status"] == "closed"
        assert told["updated_datetime"] == "2026-11-25T00:00:00+08:00"
        assert "凭受理单" not in repr(told)

    def test_follows_the_case_that_it_was_merged_with(self, app: App, cast: Cast) -> None:
        lead = app.post(description="第一件。")
        follower = app.post(description="第二件。", **PUBLIC)
        triage.accept(actor=cast.office, case=case_in(follower))
        triage.merge(actor=cast.office, case=case_in(follower), lead=case_in(lead))
        assert everything(app) == []
        duty = sent(cast, lead)
        assert [one["status"] for one in everything(app)] == ["open"]
        answered(cast, duty)
        assert [one["status"] for one in everything(app)] == ["closed"]

    def test_is_gone_when_its_writer_withdraws(self, app: App, cast: Cast) -> None:
        posted = app.post(**PUBLIC)
        sent(cast, posted)
        sending.withdraw(actor=writer_of(receipt_in(posted)), case=case_in(posted))
        assert everything(app) == []


class TestNobodyReads:
    def test_what_its_sender_did_not_make_public(self, app: App, cast: Cast) -> None:
        posted = app.post()
        no = app.post(description="另一件。", **asks(public="no"))
        sent(cast, posted)
        sent(cast, no)
        assert everything(app) == []
        app.get(f"requests/{posted[0]['service_request_id']}", expect=404)
        app.get(f"tokens/{posted[0]['service_request_id']}", expect=404)

    def test_a_complaint_about_conduct(self, app: App, cast: Cast) -> None:
        """Not even one that asks for it; an id of it and one that never was look alike."""
        app.post("conduct", status=400, **PUBLIC)
        posted = app.post("conduct", **asks(organ=str(cast.province.bureau.pk)))
        sent(cast, posted, cast.province.commission)
        assert not PublicRequest.objects.exists()
        address = f"requests/{posted[0]['service_request_id']}"
        known = app.get(address, expect=404)
        assert known == app.get(f"requests/{'0' * 20}", expect=404)
        assert everything(app) == []

    def test_a_request_that_turned_out_to_be_one(self, app: App, cast: Cast) -> None:
        posted = app.post(**PUBLIC, **asks(organ=str(cast.province.bureau.pk)))

        def sort(kind: str) -> None:
            triage.sort(
                actor=cast.office,
                case=case_in(posted),
                kind=kind,
                about_organ=cast.province.bureau,
                themes=(),
            )

        sort("conduct")
        sent(cast, posted, cast.province.commission)
        assert everything(app) == []
        sending.recall(actor=cast.office, case=case_in(posted), reason="重新分类。")
        sort("request")
        triage_again = case_in(posted)
        sending.dispatch(
            actor=cast.office,
            case=triage_again,
            owner=cast.province.commission,
            verifier=cast.province.office,
        )
        assert everything(app) == [], "what was once called one stays closed"

    def test_what_came_in_another_way(
        self, app: App, cast: Cast, make_case: Callable[[], Case]
    ) -> None:
        make_case()
        assert everything(app) == []


@pytest.fixture
def make_case(cast: Cast) -> Callable[[], Case]:
    from tests.listening.complaints.cast import hands_in

    def make() -> Case:
        receipt = hands_in(cast)()
        dispatched(cast, receipt, cast.province.bureau)
        return Case.objects.get(number=receipt.number)

    return make


class TestTheList:
    @pytest.fixture
    def three(self, app: App, cast: Cast) -> list[str]:
        """An open request, a closed suggestion, and an open one of a hundred days ago."""
        with clock.at(clock.now() - timedelta(days=100)):
            old = app.post(description="很久以前。", **PUBLIC)
        new, done = app.post(**PUBLIC), app.post("suggestion", **PUBLIC)
        sent(cast, old)
        sent(cast, new)
        answered(cast, sent(cast, done))
        return [posted[0]["service_request_id"] for posted in (new, done, old)]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, {0, 1}),
            ({"status": "open"}, {0}),
            ({"status": "closed"}, {1}),
            ({"status": "open,closed"}, {0, 1}),
            ({"service_code": "suggestion"}, {1}),
            ({"service_code": "suggestion,request"}, {0, 1}),
            ({"service_code": "nothing"}, set()),
            ({"start_date": "2026-08-01T00:00:00Z", "end_date": "2026-09-01T00:00:00Z"}, {2}),
            ({"start_date": "2026-08-15T00:00:00Z"}, {2}),
            # The hour is cut off: by narrowing the range nobody learns when somebody wrote.
            ({"start_date": "2026-11-23T23:00:00+08:00"}, {0, 1}),
            ({"end_date": "2026-11-23T00:00:01+08:00"}, {0, 1}),
            ({"start_date": "2026-11-24T00:00:00+08:00", "end_date": "2026-11-25"}, set()),
        ],
    )
    def test_is_filtered(
        self, app: App, three: list[str], query: dict[str, Any], expected: set[int]
    ) -> None:
        told = {one["service_request_id"] for one in app.get("requests", **query)}
        assert told == {three[n] for n in expected}

    def test_ids_override_everything_else(self, app: App, three: list[str]) -> None:
        ids = f"{three[0]},{three[2]},nothing"
        told = app.get("requests", service_request_id=ids, status="closed")
        assert {one["service_request_id"] for one in told} == {three[0], three[2]}

    @pytest.mark.parametrize(
        "query",
        [
            {"status": "pending"},
            {"start_date": "yesterday"},
            {"start_date": "2026-01-01", "end_date": "2026-11-01"},
        ],
    )
    def test_refuses_what_it_does_not_know(self, app: App, query: dict[str, Any]) -> None:
        told = app.get("requests", expect=400, **query)[0]["description"]
        assert next(iter(query)) in told
        assert "没有保存" not in told, "nobody handed anything in"

    def test_asks_as_often_for_three_as_for_one(
        self, app: App, cast: Cast, same_queries: Callable[..., int]
    ) -> None:
        made: list[int] = []

        def more(count: int) -> None:
            for _ in range(count):
                made.append(len(made))
                sent(cast, app.post(description=f"第{len(made)}件。", **PUBLIC))

        assert same_queries(more, "/open311/v2/requests.json") <= 4
