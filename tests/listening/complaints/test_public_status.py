"""The status page: opened by number and code, closed by time, and never a word of the report."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.sender import act, look_up

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, Message, Rating, Statement
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import TRIES, Receipt
from youwei.listening.complaints.rules.states import State

pytestmark = pytest.mark.usefixtures("still")

HandIn = Callable[..., Receipt]
TEXT = "这是只有写信人知道的原文。"
ANSWER = "已经为您办好，请凭受理单领取。"


def dispatched(cast: Cast, receipt: Receipt, owner: Organ) -> Duty:
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    verifier = cast.province.office
    return sending.dispatch(actor=cast.office, case=case, owner=owner, verifier=verifier)


def answered(cast: Cast, duty: Duty, text: str = ANSWER) -> Duty:
    handler = {cast.province.bureau.pk: cast.bureau}.get(duty.owner_id, cast.commission)
    if duty.state == "assigned":
        duty = assigning.accept(actor=handler, duty=duty)
    duty = handling.report(actor=handler, duty=duty, result=text)
    return checking.verify(actor=cast.office, duty=duty, finding="已核实。")


@pytest.fixture
def request_of(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(text=TEXT, about_organ=cast.province.bureau, name="王某", contact="0311-000")


@pytest.fixture
def complaint(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(kind="conduct", text=TEXT, about_organ=cast.province.bureau)


@pytest.fixture
def done(cast: Cast, request_of: Receipt) -> Receipt:
    answered(cast, dispatched(cast, request_of, cast.province.bureau))
    return request_of


class TestOpening:
    def test_number_and_code_open_it(self, client: StrictClient, request_of: Receipt) -> None:
        page = look_up(client, request_of)
        assert request_of.number in page
        assert request_of.code not in page

    @pytest.mark.parametrize(
        "spelling", [str.lower, lambda t: t.replace("-", " "), lambda t: t.replace("0", "O")]
    )
    def test_as_people_type_them(
        self, client: StrictClient, request_of: Receipt, spelling: Callable[[str], str]
    ) -> None:
        page = look_up(client, request_of, code=spelling(request_of.code))
        assert 'name="ticket"' in page
        number = request_of.number[:5] + spelling(request_of.number[5:])
        assert 'name="ticket"' in look_up(client, request_of, number=number)

    def test_a_wrong_number_and_a_wrong_code_are_told_alike(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        wrong = "0000-0000-0000-0000-0000"
        pages = []
        for number in (request_of.number, "SF16-0000-0000"):
            answer = client.submit("/status/", {"number": number, "code": wrong}, form="find")
            assert answer.status_code == 404
            pages.append(html_of(answer).replace(number, "").replace(number.lower(), ""))
        first, second = (
            "\n".join(line for line in page.splitlines() if "csrf" not in line) for page in pages
        )
        assert first == second

    def test_ten_wrong_codes_close_the_number_for_a_while(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        for _ in range(TRIES):
            look_up_wrongly = {"number": request_of.number, "code": "WRONG"}
            assert client.submit("/status/", look_up_wrongly, form="find").status_code == 404
        right = {"number": request_of.number, "code": request_of.code}
        assert client.submit("/status/", right, form="find").status_code == 429
        cache.clear()  # a quarter of an hour later
        assert client.submit("/status/", right, form="find").status_code == 200

    def test_it_is_kept_nowhere(self, client: StrictClient, request_of: Receipt) -> None:
        answer = client.submit(
            "/status/", {"number": request_of.number, "code": request_of.code}, form="find"
        )
        assert "no-store" in answer.headers["Cache-Control"]
        assert set(client.cookies) == {"csrftoken"}

    def test_the_address_holds_neither_number_nor_code(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        sent = {"number": request_of.number, "code": request_of.code}
        assert 'name="ticket"' not in html_of(client.get("/status/", sent))


class TestWhatItShows:
    def test_never_the_report_nor_who_wrote_it(
        self, client: StrictClient, cast: Cast, request_of: Receipt
    ) -> None:
        def look() -> None:
            page = look_up(client, request_of)
            for hidden in (TEXT, TEXT[:8], "王某", "0311-000"):
                assert hidden not in page

        look()
        duty = dispatched(cast, request_of, cast.province.bureau)
        look()
        answered(cast, duty)
        look()

    def test_by_whom_and_by_when(
        self, client: StrictClient, cast: Cast, request_of: Receipt
    ) -> None:
        assert cast.province.office.name in look_up(client, request_of)
        duty = dispatched(cast, request_of, cast.province.bureau)
        page = look_up(client, request_of)
        assert cast.province.bureau.name in page
        assert f'datetime="{duty.due_on.isoformat()}"' in page

    def test_a_date_on_an_unannounced_calendar_is_marked(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        with clock.at(datetime(2026, 12, 28, 9, tzinfo=clock.ZONE)):
            receipt = hand_in(about_organ=cast.province.bureau)
            assert "暂定" in look_up(client, receipt)

    def test_an_answer_only_after_its_check(
        self, client: StrictClient, cast: Cast, request_of: Receipt
    ) -> None:
        duty = dispatched(cast, request_of, cast.province.bureau)
        duty = assigning.accept(actor=cast.bureau, duty=duty)
        duty = handling.report(actor=cast.bureau, duty=duty, result=ANSWER)
        assert ANSWER not in look_up(client, request_of)
        checking.verify(actor=cast.office, duty=duty, finding="已核实。")
        assert ANSWER in look_up(client, request_of)

    def test_a_refusal_names_the_right_channel_in_the_readers_language(
        self, client: StrictClient, cast: Cast, request_of: Receipt
    ) -> None:
        triage.refuse(
            actor=cast.office,
            case=case_of(request_of),
            ground="court-or-arbitration",
            explanation="",
        )
        assert "12348" in look_up(client, request_of)
        client.cookies["language"] = "en"
        assert "A court or an arbitration body decides this" in look_up(client, request_of)

    def test_of_a_complaint_about_conduct_only_who_answers_for_it(
        self, client: StrictClient, cast: Cast, complaint: Receipt
    ) -> None:
        dispatched(cast, complaint, cast.province.commission)
        page = look_up(client, complaint)
        assert cast.province.commission.name in page
        assert cast.province.bureau.name not in page

    def test_one_about_the_office_is_sorted_by_the_leading_group(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt = hand_in(kind="conduct", about_organ=cast.province.office)
        page = look_up(client, receipt)
        assert cast.province.leading.name in page
        assert cast.province.office.name not in page


class TestAdding:
    def test_words_reach_the_thread_once(self, client: StrictClient, request_of: Receipt) -> None:
        page = look_up(client, request_of)
        for _ in range(2):  # the second is a reload of the answer
            after, status = act(client, page, "add", text="补充：还有一份材料。")
            assert status == 200
        assert Message.objects.get().text == "补充：还有一份材料。"
        assert after.count("补充：还有一份材料。") == 1

    def test_a_file_that_is_refused_loses_no_words(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        page = look_up(client, request_of)
        broken = SimpleUploadedFile("a.pdf", b"no pdf")
        after, status = act(client, page, "add", text="见附件。", files=broken)
        assert status == 422
        assert "见附件。" in after
        assert not files_of(case_of(request_of).subject)
        text = SimpleUploadedFile("a.txt", "说明".encode())
        after, status = act(client, after, "add", text="见附件。", files=text)
        assert status == 200
        assert [file.name for file in files_of(case_of(request_of).subject)] == ["a.txt"]

    def test_a_withdrawn_case_takes_no_more(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        page = look_up(client, request_of)
        act(client, page, "withdraw")
        assert case_of(request_of).state == State.WITHDRAWN
        after, status = act(client, page, "add", text="还在吗？")
        assert status == 409
        assert not Message.objects.exists()
        assert 'id="add"' not in after


class TestExpiry:
    def test_after_half_an_hour_the_page_is_closed_and_the_words_come_back(
        self, client: StrictClient, request_of: Receipt, still: datetime
    ) -> None:
        page = look_up(client, request_of)
        with clock.at(still + timedelta(minutes=31)):
            after, status = act(client, page, "add", text="写了很久。")
            assert status == 403
            assert not Message.objects.exists()
            answer, _ = act(client, after, "find", number=request_of.number, code=request_of.code)
        assert ">\n写了很久。</textarea>" in answer

    @pytest.mark.parametrize("ticket", ["", "forged", "W10:1abc:xyz"])
    def test_a_forged_ticket_opens_nothing(
        self, client: StrictClient, request_of: Receipt, ticket: str
    ) -> None:
        answer = client.send("/status/withdraw/", {"ticket": ticket})
        assert answer.status_code == 403
        assert case_of(request_of).state == State.RECEIVED

    def test_the_ticket_of_one_case_opens_no_other(
        self, client: StrictClient, request_of: Receipt, hand_in: HandIn
    ) -> None:
        other = hand_in()
        act(client, look_up(client, request_of), "withdraw")
        assert case_of(other).state == State.RECEIVED

    @pytest.mark.parametrize("move", ["add", "rate", "reopen", "withdraw", "statement"])
    def test_a_move_is_never_made_by_an_address(self, client: StrictClient, move: str) -> None:
        assert client.get(f"/status/{move}/").headers["Location"] == "/status/"


class TestRating:
    def test_no_level_is_chosen_beforehand(self, client: StrictClient, done: Receipt) -> None:
        page = look_up(client, done)
        assert page.count('name="level"') == 7
        assert "checked" not in page
        after, status = act(client, page, "rate")
        assert status == 422
        assert not Rating.objects.exists()
        assert 'id="rate"' in after

    @pytest.mark.parametrize("level", ["very-satisfied", "very-dissatisfied", "not-clear"])
    def test_a_level_is_kept_once(self, client: StrictClient, done: Receipt, level: str) -> None:
        after, status = act(client, look_up(client, done), "rate", level=level, text="多谢。")
        assert status == 200
        assert Rating.objects.get().level == level
        assert 'id="rate"' not in after

    def test_rather_not_say_leaves_no_row(self, client: StrictClient, done: Receipt) -> None:
        act(client, look_up(client, done), "rate", level="skip")
        assert not Rating.objects.exists()

    def test_not_before_the_answer_and_not_after_the_window(
        self, client: StrictClient, cast: Cast, done: Receipt, hand_in: HandIn
    ) -> None:
        assert 'id="rate"' not in look_up(client, hand_in())
        page = look_up(client, done)
        last = Case.objects.get(number=done.number).rate_until
        assert last is not None
        for day, open_ in ((last, True), (last + timedelta(days=1), False)):
            with clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=clock.ZONE)):
                later = look_up(client, done)
                assert ('id="rate"' in later) is open_
                assert ('id="reopen"' in later) is open_
        del page


class TestReopening:
    def test_once_with_a_reason(self, client: StrictClient, cast: Cast, done: Receipt) -> None:
        page = look_up(client, done)
        _, status = act(client, page, "reopen", reason="")
        assert status == 422
        after, status = act(client, page, "reopen", reason="窗口仍然不收。")
        assert status == 200
        assert case_of(done).state == State.HANDLING
        assert "窗口仍然不收。" in after
        duty = Duty.objects.get(handling__case__number=done.number)
        answered(cast, duty, "这次真的办好了。")
        again = look_up(client, done)
        assert 'id="reopen"' not in again
        assert 'id="rate"' in again


class TestMergedCases:
    @pytest.fixture
    def merged(self, cast: Cast, hand_in: HandIn) -> tuple[Receipt, Receipt]:
        lead = hand_in(text="领头的原文", about_organ=cast.province.bureau)
        other = hand_in(text="跟随的原文", about_organ=cast.province.bureau)
        triage.accept(actor=cast.office, case=case_of(lead))
        triage.merge(actor=cast.office, case=case_of(other), lead=case_of(lead))
        return lead, other

    def test_each_follows_the_matter_and_sees_nothing_of_the_other(
        self, client: StrictClient, cast: Cast, merged: tuple[Receipt, Receipt]
    ) -> None:
        lead, other = merged
        act(client, look_up(client, lead), "add", text="只有领头的人写的话。")
        thread.write(actor=cast.office, case=case_of(lead), text="只问领头的人。")
        duty = sending.dispatch(
            actor=cast.office,
            case=case_of(lead),
            owner=cast.province.bureau,
            verifier=cast.province.office,
        )
        page = look_up(client, other)
        assert cast.province.bureau.name in page
        answered(cast, duty)
        page = look_up(client, other)
        assert ANSWER in page
        for hidden in ("领头", lead.number, "跟随的原文"):
            assert hidden not in page

    def test_each_rates_for_themselves(
        self, client: StrictClient, cast: Cast, merged: tuple[Receipt, Receipt]
    ) -> None:
        lead, other = merged
        duty = sending.dispatch(
            actor=cast.office,
            case=case_of(lead),
            owner=cast.province.bureau,
            verifier=cast.province.office,
        )
        answered(cast, duty)
        act(client, look_up(client, other), "rate", level="dissatisfied")
        assert Rating.objects.get().case == case_of(other)
        assert 'id="rate"' in look_up(client, lead)
        assert 'id="reopen"' not in look_up(client, other)

    def test_the_lead_is_not_withdrawn_under_others(
        self, client: StrictClient, merged: tuple[Receipt, Receipt]
    ) -> None:
        lead, _ = merged
        assert 'id="withdraw"' not in look_up(client, lead)

    def test_a_lead_that_is_refused_shows_the_channel_to_all(
        self, client: StrictClient, cast: Cast, merged: tuple[Receipt, Receipt]
    ) -> None:
        lead, other = merged
        triage.refuse(
            actor=cast.office, case=case_of(lead), ground="not-public-body", explanation=""
        )
        assert "12315" in look_up(client, other)


class TestTheStatement:
    def test_given_shortened_and_taken_back(self, client: StrictClient, complaint: Receipt) -> None:
        page = look_up(client, complaint)
        _, status = act(client, page, "state", statement="请办结备案，另外窗口态度差。")
        assert status == 422  # without consent
        page, status = act(
            client, page, "state", statement="请办结备案，另外窗口态度差。", consent="on"
        )
        assert status == 200
        page, _ = act(client, page, "state", statement="请办结备案。", consent="on")
        assert Statement.objects.get().text == "请办结备案。"
        page, status = act(client, page, "take-back")
        assert status == 200
        assert not Statement.objects.get().in_force
        assert 'id="take-back"' not in page

    def test_nothing_changes_after_it_was_passed_on(
        self, client: StrictClient, cast: Cast, complaint: Receipt
    ) -> None:
        page, _ = act(
            client, look_up(client, complaint), "state", statement="请办结备案。", consent="on"
        )
        case = triage.accept(actor=cast.office, case=case_of(complaint))
        sending.pass_on_statement(actor=cast.office, case=case)
        after, status = act(client, page, "take-back")
        assert status == 409
        assert "请办结备案。" in after
        assert 'id="state"' not in after
        assert 'id="take-back"' not in after

    def test_only_where_the_organ_would_learn_nothing_otherwise(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        assert 'id="state"' not in look_up(client, request_of)


def test_the_number_of_questions_does_not_grow_with_the_thread(
    client: StrictClient, cast: Cast, request_of: Receipt
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from youwei.listening.complaints.queries.status import status_of

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            status_of(case_of(request_of))
        return len(queries)

    asked()
    before = asked()
    for _ in range(3):
        thread.write(actor=cast.office, case=case_of(request_of), text="请补充。")
    assert asked() == before
