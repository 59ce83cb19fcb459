"""The status page: opened by number and code, closed by time, and never a word of the report."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.desk import ANSWER, answered, dispatched
from tests.listening.complaints.sender import act, beside_statement, look_up

from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.files.queries import of as files_of
from youwei.kernel import clock
from youwei.listening.complaints.models import Message
from youwei.listening.complaints.operations import thread, triage
from youwei.listening.complaints.queries.receipts import TRIES, Receipt
from youwei.listening.complaints.queries.status import status_of
from youwei.listening.complaints.rules.states import State

pytestmark = pytest.mark.usefixtures("still")

HandIn = Callable[..., Receipt]
TEXT = "这是只有写信人知道的原文。"


@pytest.fixture
def request_of(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(text=TEXT, about_organ=cast.province.bureau, name="王某", contact="0311-000")


@pytest.fixture
def complaint(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(kind="conduct", text=TEXT, about_organ=cast.province.bureau)


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

    def test_ten_wrong_codes_stop_whoever_guesses_and_not_the_writer(
        self, client: StrictClient, request_of: Receipt
    ) -> None:
        wrong = {"number": request_of.number, "code": "WRONG"}
        for _ in range(TRIES):
            assert client.submit("/status/", wrong, form="find").status_code == 404
        assert client.submit("/status/", wrong, form="find").status_code == 429
        right = {"number": request_of.number, "code": request_of.code}
        assert client.submit("/status/", right, form="find").status_code == 200
        cache.clear()  # a quarter of an hour later
        assert client.submit("/status/", wrong, form="find").status_code == 404

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
        assert cast.province.bureau.name not in beside_statement(page)

    def test_one_about_the_office_is_sorted_by_the_leading_group(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt = hand_in(kind="conduct", about_organ=cast.province.office)
        page = look_up(client, receipt)
        assert cast.province.leading.name in page
        assert cast.province.office.name not in beside_statement(page)


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


def test_the_number_of_questions_does_not_grow_with_the_thread(
    client: StrictClient, cast: Cast, request_of: Receipt
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            status_of(case_of(request_of))
        return len(queries)

    asked()
    before = asked()
    for _ in range(3):
        thread.write(actor=cast.office, case=case_of(request_of), text="请补充。")
    assert asked() == before
