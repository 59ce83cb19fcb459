"""回访: drawn once, by chance, asked by another body; silence is nobody's satisfaction."""

from datetime import date

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.followup.ways import CONSENTS, HandIn, answered, later, lead_of

from youwei.foundation.duties.models import Duty
from youwei.foundation.journal.queries import history, trail
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.followup.jobs import draw_call_backs
from youwei.listening.followup.models import CallBack, Draw, Report
from youwei.listening.followup.operations import call_backs
from youwei.listening.followup.queries.call_totals import results
from youwei.listening.followup.rules.calls import Pressed, Solved, State
from youwei.listening.followup.rules.refusals import (
    ContactGone,
    DrawnAlready,
    TriedToday,
    TriesLeft,
)
from youwei.listening.followup.rules.sampling import Wanted, commitment, drawn

pytestmark = pytest.mark.usefixtures("still")
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def call(cast: Cast, hand_in: HandIn) -> CallBack:
    """The office checked it: so the leading group calls."""
    answered(cast, hand_in, **CONSENTS)
    call_backs.draw(actor=SYSTEM, campaign=cast.province.campaign, month=NOVEMBER)
    return CallBack.objects.get()


def says(cast: Cast, call: CallBack, solved: Solved, pressed: Pressed = Pressed.NO) -> CallBack:
    return call_backs.answer(
        actor=cast.leading,
        call=call,
        solved=solved,
        level="satisfied",
        pressed=pressed,
        words="逼我改口",
    )


class TestTheDraw:
    def test_only_who_agreed_is_drawn_and_never_about_conduct(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        agreed, _ = answered(cast, hand_in, **CONSENTS)
        answered(cast, hand_in)
        answered(cast, hand_in, **{**CONSENTS, "may_call_back": False})
        moved = answered(cast, hand_in, **CONSENTS)[1]
        Case.objects.filter(pk=moved.pk).update(kept_from_organ=True)
        call_backs.draw(actor=SYSTEM, campaign=cast.province.campaign, month=NOVEMBER)
        assert [call.case.number for call in CallBack.objects.all()] == [agreed.number]

    def test_neither_who_handled_nor_who_checked_calls(self, cast: Cast, call: CallBack) -> None:
        assert call.organ == cast.province.bureau
        assert call.duty.verifier == cast.province.office
        assert call.caller == cast.province.leading

    def test_it_can_be_repeated_from_seed_and_frame(self, cast: Cast, hand_in: HandIn) -> None:
        numbers = [answered(cast, hand_in, **CONSENTS)[0].number for _ in range(8)]
        made = call_backs.draw(actor=SYSTEM, campaign=cast.province.campaign, month=NOVEMBER)
        frame = {cast.province.bureau.pk: numbers}
        again = drawn(made.seed, frame, Wanted(share=made.share, at_least=made.at_least))
        assert {c.case.number for c in made.calls.all()} == set(again[cast.province.bureau.pk])
        assert made.calls.count() == 5
        assert made.strata.get().frame == 8

    def test_the_journal_commits_to_the_seed_without_telling_it(
        self, cast: Cast, call: CallBack
    ) -> None:
        (event,) = history(call.draw.subject)
        assert event.data["commitment"] == commitment(call.draw.seed)
        assert call.draw.seed not in str(event.data)

    def test_a_month_is_drawn_once(self, cast: Cast, call: CallBack) -> None:
        with pytest.raises(DrawnAlready):
            call_backs.draw(actor=SYSTEM, campaign=cast.province.campaign, month=NOVEMBER)
        with later(20):
            assert draw_call_backs() == 0

    def test_the_job_draws_about_the_month_before(self, cast: Cast, hand_in: HandIn) -> None:
        answered(cast, hand_in, **CONSENTS)
        assert draw_call_backs() == 1  # about October: nobody
        assert not CallBack.objects.exists()
        with later(10):
            assert draw_call_backs() == 1
        assert CallBack.objects.count() == 1
        assert Draw.objects.count() == 2


class TestTheCall:
    def test_contact_opens_for_the_caller_and_it_is_recorded(
        self, cast: Cast, call: CallBack
    ) -> None:
        assert call_backs.open_contact(actor=cast.leading, call=call).contact == "13900000000"
        assert "followup.contact_opened" in [event.kind for event in history(call.subject)]
        assert "13900000000" not in str([event.data for event in history(call.subject)])

    @pytest.mark.parametrize("who", ["office", "bureau", "commission"])
    def test_for_nobody_else(self, cast: Cast, call: CallBack, who: str) -> None:
        with pytest.raises(NotFound):
            call_backs.open_contact(actor=getattr(cast, who), call=call)

    def test_not_without_the_consent_to_call_backs(self, cast: Cast, call: CallBack) -> None:
        call.case.writer.may_call_back = False
        call.case.writer.save()
        with pytest.raises(ContactGone):
            call_backs.open_contact(actor=cast.leading, call=call)

    def test_not_after_it_has_ended(self, cast: Cast, call: CallBack) -> None:
        call = call_backs.decline(actor=cast.leading, call=call)
        with pytest.raises(Refusal):
            call_backs.open_contact(actor=cast.leading, call=call)

    def test_not_reached_only_after_three_days_of_trying(self, cast: Cast, call: CallBack) -> None:
        call_backs.note_try(actor=cast.leading, call=call)
        with pytest.raises(TriedToday):
            call_backs.note_try(actor=cast.leading, call=call)
        with pytest.raises(TriesLeft):
            call_backs.give_up(actor=cast.leading, call=call)
        for day in (1, 2):
            with later(day):
                call_backs.note_try(actor=cast.leading, call=call)
        assert call_backs.give_up(actor=cast.leading, call=call).state == State.NOT_REACHED
        (result,) = results(cast.leading)[0].organs
        assert (result.not_reached, result.reached, result.satisfied) == (1, 0, 0)

    def test_whose_contact_is_gone_is_noted_at_once(
        self, cast: Cast, call: CallBack, desk: object
    ) -> None:
        browser: StrictClient = desk(cast.leading)  # type: ignore[operator]
        page = f"/desk/callbacks/{call.pk}/"
        assert f"{page}move/give_up/" not in html_of(browser.get(page))
        call.case.writer.delete()
        assert f"{page}contact/" not in html_of(browser.get(page))
        browser.submit(page, form=f"{page}move/give_up/")
        call.refresh_from_db()
        assert call.state == State.NOT_REACHED

    def test_solved_changes_nothing(self, cast: Cast, call: CallBack) -> None:
        says(cast, call, Solved.YES)
        assert case_of(call.case).state == CaseState.ANSWERED
        assert not Report.objects.exists()

    def test_not_solved_opens_the_duty_again(self, cast: Cast, call: CallBack) -> None:
        says(cast, call, Solved.NO)
        assert case_of(call.case).state == CaseState.HANDLING
        duty = Duty.objects.get(pk=call.duty_id)
        assert (duty.state, duty.times_reopened) == ("handling", 1)

    def test_the_organ_does_not_read_that_its_writer_was_called(
        self, cast: Cast, call: CallBack, desk: object
    ) -> None:
        says(cast, call, Solved.NO)
        browser: StrictClient = desk(cast.bureau)  # type: ignore[operator]
        page = html_of(browser.get(f"/desk/duties/{call.duty.number}/"))
        assert "尚未解决" in page
        assert "回访" not in page.split("<main", 1)[1]

    def test_pressure_goes_to_those_who_protect_and_not_into_the_case(
        self, cast: Cast, call: CallBack
    ) -> None:
        says(cast, call, Solved.YES, Pressed.YES)
        report = Report.objects.get()
        assert report.source == "call_back"
        assert not [e for e in trail(call.case.subject) if e.kind.startswith("followup.")]


class TestWhatTheOrganSees:
    def test_no_page_tells_whom_somebody_is_going_to_call(
        self, cast: Cast, call: CallBack, desk: object
    ) -> None:
        browser: StrictClient = desk(lead_of(cast))  # type: ignore[operator]
        page = html_of(browser.get("/desk/callbacks/"))
        assert call.case.number not in page
        assert call.case.summary not in page
        assert browser.get(f"/desk/callbacks/{call.pk}/").status_code == 403
        case_page = html_of(browser.get(f"/desk/cases/{call.case.number}/"))
        assert "回访" not in case_page.split("<main", 1)[1]

    def test_handlers_have_no_such_page(self, cast: Cast, desk: object) -> None:
        assert desk(cast.bureau).get("/desk/callbacks/").status_code == 403  # type: ignore[operator]

    def test_the_seed_is_shown_when_all_calls_have_ended(self, cast: Cast, call: CallBack) -> None:
        assert results(cast.leading)[0].seed == ""
        says(cast, call, Solved.YES)
        assert results(cast.leading)[0].seed == call.draw.seed

    def test_a_matter_that_turned_out_to_be_about_conduct_holds_up_nothing(
        self, cast: Cast, call: CallBack
    ) -> None:
        Case.objects.filter(pk=call.case_id).update(kept_from_organ=True)
        (drawn,) = results(cast.leading)
        assert (drawn.drawn, drawn.open, drawn.seed) == (1, 0, call.draw.seed)


class TestThePages:
    def test_a_call_from_the_list_to_the_result(
        self, cast: Cast, call: CallBack, desk: object
    ) -> None:
        browser: StrictClient = desk(cast.leading)  # type: ignore[operator]
        assert call.case.number in html_of(browser.get("/desk/callbacks/"))
        page = f"/desk/callbacks/{call.pk}/"
        opened = browser.submit(page, form=f"{page}contact/")
        assert "13900000000" in html_of(opened)
        assert "13900000000" not in html_of(browser.get(page))
        browser.submit(page, form=f"{page}move/try/")
        answers = {"answer-solved": "partly", "answer-level": "not-said", "answer-pressed": "no"}
        browser.submit(page, answers, form=f"{page}move/answer/")
        call.refresh_from_db()
        assert (call.state, call.solved, call.level) == (State.REACHED, "partly", "")

    def test_nothing_is_answered_beforehand(self, cast: Cast, call: CallBack, desk: object) -> None:
        browser: StrictClient = desk(cast.leading)  # type: ignore[operator]
        page = f"/desk/callbacks/{call.pk}/"
        assert browser.submit(page, form=f"{page}move/answer/").status_code == 422
        call.refresh_from_db()
        assert call.state == State.DRAWN

    def test_the_list_asks_the_same_number_of_queries(
        self, cast: Cast, hand_in: HandIn, desk: object, same_queries: object
    ) -> None:
        made = call_backs.draw(actor=SYSTEM, campaign=cast.province.campaign, month=NOVEMBER)

        def rows(n: int) -> None:
            for _ in range(n):
                _, case = answered(cast, hand_in, **CONSENTS)
                CallBack.objects.create(
                    draw=made,
                    case=case,
                    duty=case.handlings.get().duty,
                    organ=cast.province.bureau,
                    caller=cast.province.leading,
                    due_on=NOVEMBER,
                )

        same_queries(rows, "/desk/callbacks/", desk(cast.leading))  # type: ignore[operator]
