"""Nothing that was acknowledged is lost, and nothing is acknowledged that was not stored."""

import io
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, close_old_connections, connection, transaction
from PIL import Image
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, build_cast, case_of, hands_in, writer_of
from tests.listening.complaints.sender import act, fill_in, form_of, look_up, send

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.files.queries import of as files_of
from youwei.kernel import receipts
from youwei.kernel.refusal import Refusal
from youwei.listening.complaints.models import Case, Message, Rating
from youwei.listening.complaints.operations import answering, sending, thread, triage
from youwei.listening.complaints.queries.proof import spend
from youwei.listening.complaints.queries.receipts import nonce_of
from youwei.listening.complaints.rules.states import State
from youwei.ui.proof import proven

TEXT = "窗口两次让我重填。"
MORE = "窗口两次让我重填，还要我交复印费。"


def photograph(colour: str) -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "JPEG")
    return SimpleUploadedFile("窗口.jpg", stream.getvalue(), "image/jpeg")


@pytest.mark.usefixtures("cast")
class TestAFormThatIsSentAgain:
    def test_with_other_words_keeps_these_as_well(self, client: StrictClient) -> None:
        """The line broke before the receipt came, and the writer went on writing."""
        form = form_of(client)
        first = send(client, {**form, "text": TEXT}).got
        second = send(client, {**form, "text": MORE})
        assert second.got.number == first.number
        case = Case.objects.get()
        assert case.text == TEXT
        assert [(m.text, m.from_writer) for m in case.messages.all()] == [(MORE, True)]

    def test_twice_with_other_words_keeps_them_once(self, client: StrictClient) -> None:
        form = form_of(client)
        for text in (TEXT, MORE, MORE, TEXT):
            assert send(client, {**form, "text": text}).receipt
        assert Message.objects.count() == 1

    def test_with_another_file_keeps_it_as_well(self, client: StrictClient) -> None:
        form = form_of(client)
        send(client, {**form, "text": TEXT, "files": photograph("red")})
        for _ in range(2):
            send(client, {**form, "text": TEXT, "files": photograph("blue")})
        assert len(files_of(Case.objects.get().subject)) == 2

    def test_while_the_first_is_still_on_its_way_needs_no_second_proof(
        self, client: StrictClient
    ) -> None:
        """A double press: the first has spent the proof and is not stored yet."""
        form = form_of(client)
        nonce = nonce_of(form["submission"][0])
        assert nonce
        spend(proven(form["altcha"]), nonce=nonce)
        assert send(client, {**form, "text": TEXT}).receipt

    def test_a_proof_opens_no_second_form(self, client: StrictClient) -> None:
        form, other = form_of(client), form_of(client)
        send(client, {**form, "text": TEXT})
        refused = send(client, {**other, "text": MORE, "altcha": form["altcha"]})
        assert (refused.status, refused.receipt) == (422, None)


@pytest.mark.usefixtures("cast")
class TestAMoveOnTheStatusPage:
    def test_that_broke_down_is_not_called_done_when_it_is_sent_again(
        self, client: StrictClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        receipt = fill_in(client).got
        page = look_up(client, receipt)

        def broken(**_: object) -> None:
            raise OperationalError("the database went away")

        with monkeypatch.context() as patched:
            patched.setattr(thread, "write", broken)
            client.raise_request_exception = False
            assert act(client, page, "add", text=MORE)[1] == 503
        assert act(client, page, "add", text=MORE)[1] == 200
        assert [m.text for m in Message.objects.all()] == [MORE]

    def test_that_was_done_is_done_once(self, client: StrictClient) -> None:
        page = look_up(client, fill_in(client).got)
        for _ in range(2):
            assert act(client, page, "add", text=MORE)[1] == 200
        assert Message.objects.count() == 1


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Runs the calls in threads of their own that start together; each gives a result or a refusal.

    Any other exception is a failure of the test.
    """
    gate, told = threading.Barrier(len(calls)), [object()] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        close_old_connections()
        try:
            gate.wait(30)
            told[place] = call()
        except Refusal as refusal:
            told[place] = refusal
        except BaseException as fault:
            told[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(calls)]
    for one in threads:
        one.start()
    until = time.monotonic() + 60
    for one in threads:
        one.join(max(until - time.monotonic(), 0))
    assert not any(one.is_alive() for one in threads), "they wait for each other"
    faults = [
        one for one in told if isinstance(one, BaseException) and not isinstance(one, Refusal)
    ]
    assert not faults, faults
    return told


def refusals(told: list[object]) -> int:
    return sum(isinstance(one, Refusal) for one in told)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_the_same_form_gives_one_case_and_one_receipt(self) -> None:
        cast = build_cast()
        hand_in, nonce = hands_in(cast), receipts.new_nonce()
        told = at_once(*[lambda: hand_in(nonce=nonce)] * 3)
        assert refusals(told) == 0
        assert len({(one.number, one.code) for one in told}) == 1  # type: ignore[attr-defined]
        assert Case.objects.count() == 1

    def test_clerks_send_a_case_once(self) -> None:
        cast = build_cast()
        case = accepted(cast)
        organs = (cast.province.bureau, cast.province.commission)
        told = at_once(*[lambda organ=organ: send_to(cast, case, organ) for organ in organs])
        assert refusals(told) == 1
        assert Duty.objects.count() == 1

    def test_cases_are_not_merged_into_each_other(self) -> None:
        cast = build_cast()
        one, other = accepted(cast), accepted(cast)
        told = at_once(
            lambda: triage.merge(actor=cast.office, case=one, lead=other),
            lambda: triage.merge(actor=cast.office, case=other, lead=one),
        )
        assert refusals(told) == 1
        assert Case.objects.filter(state=State.MERGED).count() == 1

    def test_a_statement_is_passed_on_or_taken_back(self) -> None:
        cast = build_cast()
        receipt = hands_in(cast)(
            kind="conduct", about_organ=cast.province.bureau, statement="请办理我的备案"
        )
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        told = at_once(
            lambda: sending.pass_on_statement(actor=cast.office, case=case),
            lambda: thread.take_statement_back(actor=writer_of(receipt), case=case),
        )
        assert refusals(told) == 1
        case.statement.refresh_from_db()
        assert case.statement.in_force == Duty.objects.exists()

    def test_an_answer_is_reported_rated_and_reopened_once(self) -> None:
        cast = build_cast()
        receipt = hands_in(cast)(about_organ=cast.province.bureau)
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        duty = send_to(cast, case, cast.province.bureau)
        duty = assigning.accept(actor=cast.bureau, duty=duty)
        report = lambda: handling.report(actor=cast.bureau, duty=duty, result="办结")  # noqa: E731
        assert refusals(at_once(report, report)) == 1
        checking.verify(actor=cast.office, duty=duty, finding="核实")
        writer = writer_of(receipt)
        rate = lambda: answering.rate(actor=writer, case=case, level="satisfied")  # noqa: E731
        assert refusals(at_once(rate, rate)) == 1
        assert Rating.objects.count() == 1
        again = lambda: answering.reopen(actor=writer, case=case, reason="没办")  # noqa: E731
        assert refusals(at_once(again, again)) == 1
        assert case_of(receipt).times_reopened == 1


def accepted(cast: Cast) -> Case:
    receipt = hands_in(cast)(about_organ=cast.province.bureau)
    return triage.accept(actor=cast.office, case=case_of(receipt))


def send_to(cast: Cast, case: Case, organ: Any) -> Duty:
    return sending.dispatch(
        actor=cast.office, case=case, owner=organ, verifier=cast.province.office
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_a_merger_locks_cases_in_one_order() -> None:
    """Two mergers of the same cases, crosswise, would else wait for each other (a deadlock)."""
    cast = build_cast()
    low, high = accepted(cast), accepted(cast)

    def merge() -> None:
        triage.merge(actor=cast.office, case=high, lead=low)
        connection.close()

    merging = threading.Thread(target=merge)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=low.pk)
        merging.start()
        while merging.is_alive() and not somebody_waits_for_a_lock():
            pass
        Case.objects.select_for_update(nowait=True).get(pk=high.pk)
    merging.join(30)


def somebody_waits_for_a_lock() -> bool:
    """From the table of locks, which a transaction sees as it is; statistics it sees frozen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_pages_of_the_writer_are_never_kept(client: StrictClient, cast: Cast) -> None:
    receipt = fill_in(client).got
    answer = client.submit(
        "/status/", {"number": receipt.number, "code": receipt.code}, form="find"
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert receipt.code not in html_of(answer)
