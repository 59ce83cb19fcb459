"""What a writer can do on the status page: rate, reopen, consent, and follow a merged matter."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.desk import ANSWER, answered, dispatched
from tests.listening.complaints.sender import act, beside_statement, look_up

from youwei.foundation.duties.models import Duty
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, Rating, Statement
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.states import State

pytestmark = pytest.mark.usefixtures("still")

HandIn = Callable[..., Receipt]


@pytest.fixture
def complaint(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(kind="conduct", about_organ=cast.province.bureau)


@pytest.fixture
def done(cast: Cast, hand_in: HandIn) -> Receipt:
    receipt = hand_in(about_organ=cast.province.bureau)
    answered(cast, dispatched(cast, receipt, cast.province.bureau))
    return receipt


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
        last = Case.objects.get(number=done.number).rate_until
        assert last is not None
        for day, open_ in ((last, True), (last + timedelta(days=1), False)):
            with clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=clock.ZONE)):
                later = look_up(client, done)
                assert ('id="rate"' in later) is open_
                assert ('id="reopen"' in later) is open_


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
        self, client: StrictClient, hand_in: HandIn
    ) -> None:
        assert 'id="state"' not in look_up(client, hand_in())

    def test_what_the_organ_answered_to_one_writer_is_not_shown_to_another(
        self, client: StrictClient, cast: Cast, hand_in: HandIn
    ) -> None:
        bureau = cast.province.bureau
        own = "我的备案受理单号是 2016-0311。"
        lead = hand_in(kind="conduct", about_organ=bureau, statement=own)
        other = hand_in(kind="conduct", about_organ=bureau)
        triage.accept(actor=cast.office, case=case_of(lead))
        triage.merge(actor=cast.office, case=case_of(other), lead=case_of(lead))
        duty = sending.pass_on_statement(actor=cast.office, case=case_of(lead))
        answered(cast, duty, "2016-0311 号备案已办结。")
        assert "2016-0311 号备案已办结。" in look_up(client, lead)
        page = look_up(client, other)
        assert "2016-0311" not in page
        assert bureau.name not in beside_statement(page)
