"""“I suffer retaliation”: one press, read outside the organ, with a clock, asked again (C-13)."""

from datetime import timedelta
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.sender import act, look_up
from tests.listening.followup.ways import HandIn, answered, later, sent

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.queries import history, trail
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotFound, Refusal, WrongState
from youwei.listening.complaints.jobs import close_after_window
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.followup.access.retaliation import kept_from, visible_to
from youwei.listening.followup.jobs import watch_retaliation
from youwei.listening.followup.models import CheckBack, Entry, Report
from youwei.listening.followup.operations import check_backs, retaliation
from youwei.listening.followup.queries.retaliation import for_writer
from youwei.listening.followup.rules.protection import State, Word
from youwei.listening.followup.rules.refusals import NobodyToProtect

pytestmark = pytest.mark.usefixtures("still")
WORDS = "处长让我别再来了"
CONTACT = "请打表姐家电话"


@pytest.fixture
def report(cast: Cast, hand_in: HandIn) -> Report:
    receipt, _ = sent(cast, hand_in)
    return retaliation.report(
        actor=writer_of(receipt), case=case_of(receipt), words=WORDS, contact=CONTACT
    )


def on(report: Report) -> Report:
    report.refresh_from_db()
    return report


class TestTheWriter:
    def test_one_press_is_enough(self, client: StrictClient, cast: Cast, hand_in: HandIn) -> None:
        receipt, _ = sent(cast, hand_in)
        page, status = act(client, look_up(client, receipt), "retaliation")
        assert status == 200
        assert Report.objects.get().state == State.REPORTED
        assert cast.province.office.name in page
        assert "您已报告受到打击报复" in page

    def test_words_and_a_safe_contact_are_sealed_and_in_no_event(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, _ = sent(cast, hand_in)
        page, _ = act(client, look_up(client, receipt), "retaliation", text=WORDS, contact=CONTACT)
        assert WORDS not in page
        assert CONTACT not in page
        found = Report.objects.get()
        kept = bytes(found.sealed_contact) + bytes(found.entries.get().sealed_text)
        assert WORDS.encode() not in kept
        assert CONTACT.encode() not in kept
        told = str(list(JournalEvent.objects.values_list("data", flat=True)))
        assert WORDS not in told
        assert CONTACT not in told

    def test_also_after_the_case_is_closed(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, case = answered(cast, hand_in)
        with later(60):
            assert close_after_window() == 1
            _, status = act(client, look_up(client, receipt), "retaliation")
            assert status == 200
            assert case_of(case).state == "closed"
        assert Report.objects.count() == 1

    def test_reads_what_it_is_told_and_not_what_is_noted(
        self, cast: Cast, report: Report, client: StrictClient
    ) -> None:
        retaliation.take_up(actor=cast.office, report=report)
        retaliation.record_measure(
            actor=cast.office, report=report, text="已约谈分管厅领导", told="请放心办事"
        )
        view = for_writer(report.case)
        assert view is not None
        assert [one.text for one in view.told] == ["请放心办事"]

    def test_still_reads_the_page_where_a_word_to_them_was_damaged(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, _ = sent(cast, hand_in)
        report = retaliation.report(actor=writer_of(receipt), case=case_of(receipt), words=WORDS)
        retaliation.take_up(actor=cast.office, report=report)
        for told in ("请放心办事", "已更换承办单位"):
            retaliation.record_measure(
                actor=cast.office, report=report, text="已约谈分管厅领导", told=told
            )
        damaged = Entry.objects.filter(told=True).order_by("pk")[0]
        Entry.objects.filter(pk=damaged.pk).update(sealed_text=b"damaged")
        Entry.objects.filter(told=False).update(sealed_text=b"damaged")
        Report.objects.update(sealed_contact=b"damaged")
        page = look_up(client, receipt)
        assert "已更换承办单位" in page
        assert "已损坏" in page
        assert "系统管理员" not in page

    def test_saying_it_again_starts_the_clock_anew(self, cast: Cast, report: Report) -> None:
        retaliation.take_up(actor=cast.office, report=report)
        retaliation.close(actor=cast.office, report=report, reasons="查无实据")
        with later(30):
            again = retaliation.report(actor=writer_of(report.case), case=report.case)
            assert again == report
            assert (again.state, again.ended_at) == (State.REPORTED, None)
            assert again.due_on > clock.today()

    def test_nobody_reports_for_another(self, cast: Cast, report: Report, hand_in: HandIn) -> None:
        with pytest.raises(NotFound):
            retaliation.report(actor=writer_of(hand_in()), case=report.case)


class TestWhoReads:
    def test_the_office_and_it_is_recorded(self, cast: Cast, report: Report) -> None:
        found = retaliation.open_report(actor=cast.office, report=report)
        assert found.contact == CONTACT
        assert [entry.text for entry in found.entries] == [WORDS]
        assert history(report.subject)[-1].kind == "followup.retaliation_opened"

    @pytest.mark.parametrize("who", ["bureau", "agency", "commission", "leading"])
    def test_nobody_else(self, cast: Cast, report: Report, who: str) -> None:
        with pytest.raises(NotFound):
            retaliation.open_report(actor=getattr(cast, who), report=report)

    def test_not_the_organ_that_had_it_first(self, cast: Cast, hand_in: HandIn) -> None:
        receipt, _ = sent(cast, hand_in, about_organ=cast.province.commission)
        case = sending.recall(actor=cast.office, case=case_of(receipt), reason="送错了")
        made = retaliation.report(actor=writer_of(receipt), case=case)
        organs = set(made.shields.values_list("organ_id", flat=True))
        assert organs == {cast.province.bureau.pk, cast.province.commission.pk}

    def test_not_who_declared_an_interest(self, cast: Cast, report: Report) -> None:
        province = cast.province
        account = province.account("kin", Role.OFFICE, province.office)
        kin = actor_for(account, clock.today())
        assert visible_to(kin).exists()
        declare_recusal(actor=kin, account=account, organ=province.bureau, reason_code=Interest.KIN)
        assert not visible_to(actor_for(account, clock.today())).exists()

    def test_the_leading_group_where_the_office_is_concerned(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt = hand_in(about_organ=cast.province.office)
        made = retaliation.report(actor=writer_of(receipt), case=case_of(receipt))
        assert made.only_leading
        assert not visible_to(cast.office).exists()
        assert visible_to(cast.leading).get() == made
        view = for_writer(made.case)
        assert view is not None
        assert view.responsible == cast.province.leading.name

    def test_nothing_is_stored_where_both_are_concerned(self, cast: Cast, hand_in: HandIn) -> None:
        receipt = hand_in(about_organ=cast.province.office)
        case = case_of(receipt)
        case.kept_from.create(organ=cast.province.leading)
        with pytest.raises(NobodyToProtect):
            retaliation.report(actor=writer_of(receipt), case=case)
        assert not Report.objects.exists()

    def test_an_organ_that_gets_the_case_later_is_shut_out_at_once(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        province, receipt = cast.province, hand_in(about_organ=cast.province.bureau)
        account = province.account("kin", Role.OFFICE, province.office)
        kin = actor_for(account, clock.today())
        declare_recusal(
            actor=kin, account=account, organ=province.commission, reason_code=Interest.KIN
        )
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        retaliation.report(actor=writer_of(receipt), case=case)
        assert visible_to(actor_for(account, clock.today())).exists()
        sending.dispatch(
            actor=cast.office, case=case, owner=province.commission, verifier=province.office
        )
        assert not visible_to(actor_for(account, clock.today())).exists()
        assert kept_from(actor_for(account, clock.today())).exists()
        assert visible_to(cast.office).exists()

    def test_the_leading_group_takes_over_when_the_office_gets_the_case(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        province, receipt = cast.province, hand_in(about_organ=cast.province.bureau)
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        made = retaliation.report(actor=writer_of(receipt), case=case)
        sending.dispatch(
            actor=cast.office, case=case, owner=province.office, verifier=province.commission
        )
        assert not visible_to(cast.office).exists()
        assert watch_retaliation() == 1
        assert watch_retaliation() == 0
        assert visible_to(cast.leading).get() == made
        again = retaliation.report(actor=writer_of(receipt), case=case_of(case), words=WORDS)
        assert province.office.pk in set(again.shields.values_list("organ_id", flat=True))
        assert not visible_to(cast.office).exists()

    def test_the_history_of_the_case_says_nothing(self, report: Report) -> None:
        assert not [e for e in trail(report.case.subject) if "retaliation" in e.kind]


class TestTheClock:
    def test_one_working_day(self, report: Report) -> None:
        assert report.due_on - clock.day_of(report.reported_at) == timedelta(days=1)

    def test_the_leading_group_is_told_once_when_nobody_took_it_up(
        self, cast: Cast, report: Report
    ) -> None:
        assert watch_retaliation() == 0
        with later(2):
            assert watch_retaliation() == 1
            assert watch_retaliation() == 0
        assert visible_to(cast.leading).get() == report
        assert visible_to(cast.office).get() == report

    def test_the_writer_reads_that_it_is_late_and_who_was_told(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, _ = sent(cast, hand_in)
        retaliation.report(actor=writer_of(receipt), case=case_of(receipt))
        assert "已报领导小组" not in look_up(client, receipt)
        with later(2):
            watch_retaliation()
            assert "逾期尚未受理，已报领导小组" in look_up(client, receipt)
            retaliation.take_up(actor=cast.office, report=Report.objects.get())
            assert "已报领导小组" not in look_up(client, receipt)

    def test_it_does_not_climb_once_it_was_taken_up(self, cast: Cast, report: Report) -> None:
        retaliation.take_up(actor=cast.office, report=report)
        with later(30):
            assert watch_retaliation() == 0

    def test_it_closes_only_after_it_was_taken_up_and_with_reasons(
        self, cast: Cast, report: Report
    ) -> None:
        with pytest.raises(Refusal):
            retaliation.close(actor=cast.office, report=report, reasons="无")
        retaliation.take_up(actor=cast.office, report=report)
        with pytest.raises(Refusal):
            retaliation.close(actor=cast.office, report=report, reasons=" ")
        retaliation.pass_on(actor=cast.office, report=report, text="省纪委监委，12号")
        retaliation.close(actor=cast.office, report=report, reasons="已由纪检监察机关处理")
        assert on(report).state == State.CLOSED


class TestAskedAgain:
    def test_for_twelve_months_as_often_as_the_writer_chose(self, report: Report) -> None:
        check_backs.choose(actor=writer_of(report.case), report=report, every="3m rolls")
        days = list(CheckBack.objects.values_list("due_on", flat=True))
        assert len(days) == 4
        assert days[-1].year == 2027

    def test_a_new_choice_replaces_what_was_planned(self, report: Report) -> None:
        check_backs.choose(actor=writer_of(report.case), report=report, every="1m rolls")
        check_backs.choose(actor=writer_of(report.case), report=report, every="")
        assert not CheckBack.objects.exists()

    def test_the_page_asks_when_the_day_has_come(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, _ = sent(cast, hand_in)
        made = retaliation.report(actor=writer_of(receipt), case=case_of(receipt))
        retaliation.take_up(actor=cast.office, report=made)
        retaliation.close(actor=cast.office, report=made, reasons="已制止")
        act(client, look_up(client, receipt), "check-backs", every="6m rolls")
        assert 'id="retaliation-word"' not in look_up(client, receipt)
        with later(190):
            assert watch_retaliation() == 1
            assert watch_retaliation() == 0
            page = look_up(client, receipt)
            act(client, page, "retaliation-word", word="goes_on", text="又来了")
        made.refresh_from_db()
        assert made.state == State.REPORTED
        assert CheckBack.objects.filter(word=Word.GOES_ON).count() == 1

    def test_a_day_that_was_dropped_in_the_meantime_is_not_asked(self, report: Report) -> None:
        """The night's work read it before the writer chose again; it goes on with the next one."""
        check_backs.choose(actor=writer_of(report.case), report=report, every="1m rolls")
        planned = CheckBack.objects.order_by("due_on").first()
        check_backs.choose(actor=writer_of(report.case), report=report, every="")
        assert planned is not None
        with pytest.raises(WrongState):
            check_backs.ask(actor=SYSTEM, check_back=planned)

    def test_no_answer_is_no_word(self, report: Report) -> None:
        check_backs.choose(actor=writer_of(report.case), report=report, every="6m rolls")
        with later(200):
            watch_retaliation()
        with later(390):
            watch_retaliation()
        assert set(CheckBack.objects.values_list("word", flat=True)) == {""}


class TestThePages:
    def test_taken_up_and_closed_on_the_desk(self, cast: Cast, report: Report, desk: Any) -> None:
        browser: StrictClient = desk(cast.office)
        page = f"/desk/retaliation/{report.pk}/"
        assert report.case.number in html_of(browser.get("/desk/retaliation/"))
        assert WORDS not in html_of(browser.get(page))
        assert WORDS in html_of(browser.submit(page, form=f"{page}open/"))
        browser.submit(page, form=f"{page}move/take_up/")
        browser.submit(page, {"measure-text": "已谈话提醒"}, form=f"{page}move/measure/")
        assert browser.submit(page, form=f"{page}move/close/").status_code == 422
        browser.submit(page, {"close-text": "不再发生"}, form=f"{page}move/close/")
        assert on(report).state == State.CLOSED

    def test_the_writer_reads_what_was_done_and_no_name_of_who_did_it(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt, _ = sent(cast, hand_in)
        made = retaliation.report(actor=writer_of(receipt), case=case_of(receipt))
        retaliation.take_up(actor=cast.office, report=made)
        retaliation.record_measure(
            actor=cast.office, report=made, text="已谈话提醒", told="已换窗口办理"
        )
        page = look_up(client, receipt)
        assert "已换窗口办理" in page
        assert "已谈话提醒" not in page
        assert "负责保护您的机构" in page
        assert f"{cast.office.label}</" not in page

    def test_the_navigation_counts_what_nobody_took_up(
        self, cast: Cast, report: Report, desk: Any
    ) -> None:
        rail = html_of(desk(cast.office).get("/desk/")).split("<main", 1)[0]
        assert "打击报复" in rail
        rail = html_of(desk(cast.bureau).get("/desk/")).split("<main", 1)[0]
        assert "打击报复" not in rail

    def test_the_queue_asks_the_same_number_of_queries(
        self, cast: Cast, hand_in: HandIn, desk: Any, same_queries: Any
    ) -> None:
        def rows(n: int) -> None:
            for _ in range(n):
                receipt = hand_in()
                retaliation.report(actor=writer_of(receipt), case=case_of(receipt))

        same_queries(rows, "/desk/retaliation/", desk(cast.office))
