"""The one exception of C-08: exactly the words, to exactly the organ, for as long as it holds."""

from collections.abc import Callable

import pytest
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast, case_of, writer_of

from youwei.foundation.duties import access as duty_access
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import Refusal, WrongState
from youwei.listening.complaints.models import Case, Statement
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.refusals import NoStatement

HandIn = Callable[..., Receipt]
WORDS = "请办理我的备案"


@pytest.fixture
def receipt(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(kind="conduct", about_organ=cast.province.bureau, statement=WORDS)


def sort_to(cast: Cast, case: Case, organ: Organ | None) -> Case:
    return triage.sort(actor=cast.office, case=case, kind="conduct", about_organ=organ, themes=[])


def nothing_passed_on() -> bool:
    return not Duty.objects.exists() and Statement.objects.get().passed_on_at is None


class TestTheEndOfACase:
    def test_takes_its_consent_along_when_the_writer_withdraws(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sending.withdraw(actor=writer_of(receipt), case=case)
        with pytest.raises(Refusal):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert nothing_passed_on()

    def test_leaves_nothing_to_pass_on_when_it_is_refused(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        triage.refuse(
            actor=cast.office, case=case_of(receipt), ground="court-or-arbitration", explanation=""
        )
        with pytest.raises(WrongState):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert nothing_passed_on()

    def test_holds_against_the_form_that_is_sent_past_its_page(
        self, cast: Cast, receipt: Receipt, desk: Callable[[Actor], StrictClient]
    ) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sending.withdraw(actor=writer_of(receipt), case=case)
        answer = desk(cast.office).send(f"/desk/cases/{case.number}/move/statement/")
        assert answer.status_code in {409, 422}
        assert nothing_passed_on()

    def test_nothing_is_passed_on_before_the_case_is_accepted(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        with pytest.raises(WrongState):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert nothing_passed_on()


class TestTheOrganThatTheWriterMeant:
    def test_another_organ_never_gets_words_meant_for_the_first(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sort_to(cast, case, cast.province.commission)
        with pytest.raises(NoStatement):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert duty_access.visible_to(cast.commission).count() == 0

    def test_the_writer_may_agree_again(self, cast: Cast, receipt: Receipt) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sort_to(cast, case, cast.province.commission)
        thread.give_statement(actor=writer_of(receipt), case=case_of(receipt), text="新的请求")
        duty = sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert (duty.owner, duty.statement) == (cast.province.commission, "新的请求")

    def test_themes_alone_leave_consent_as_it_is(self, cast: Cast, receipt: Receipt) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sort_to(cast, case, cast.province.bureau)
        assert sending.pass_on_statement(actor=cast.office, case=case_of(receipt))

    def test_nobody_agrees_to_an_organ_that_is_not_named(self, cast: Cast, hand_in: HandIn) -> None:
        receipt = hand_in(kind="conduct")
        with pytest.raises(NoStatement):
            thread.give_statement(actor=writer_of(receipt), case=case_of(receipt), text=WORDS)
        assert not Statement.objects.exists()

    def test_a_statement_handed_in_without_an_organ_waits_for_the_writer(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        receipt = hand_in(kind="conduct", statement=WORDS)
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        sort_to(cast, case, cast.province.bureau)
        with pytest.raises(NoStatement):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))

    def test_the_words_travel_no_further(self, cast: Cast, receipt: Receipt) -> None:
        """The organ may not offer, nor the office assign, the statement to another."""
        triage.accept(actor=cast.office, case=case_of(receipt))
        duty = sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        with pytest.raises(Refusal):
            assigning.reassign(actor=cast.office, duty=duty, owner=cast.province.commission)
        duty = assigning.accept(actor=cast.bureau, duty=duty)
        with pytest.raises(Refusal):
            assigning.offer_transfer(
                actor=cast.bureau, duty=duty, organ=cast.province.commission, reason="归他们管"
            )
        assert duty_access.visible_to(cast.commission).count() == 0


class TestTheOfficeItself:
    def test_another_body_checks_when_the_host_was_renamed(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        """The office's organ is the same body under its new name."""
        renamed = rename_organ(
            actor=SYSTEM, organ=cast.province.office, name="示范省委直属机关工委", on=clock.today()
        )
        receipt = hand_in(kind="conduct", about_organ=renamed, statement=WORDS)
        triage.accept(actor=cast.leading, case=case_of(receipt))
        duty = sending.pass_on_statement(actor=cast.leading, case=case_of(receipt))
        assert duty.verifier == cast.province.leading
        newcomer = cast.province.actor("newcomer", Role.HANDLER, renamed)
        duty = assigning.accept(actor=newcomer, duty=duty)
        duty = handling.report(actor=newcomer, duty=duty, result="已备案")
        leading = actor_for(Account.objects.get(pk=cast.leading.account_id or 0), clock.today())
        assert checking.verify(actor=leading, duty=duty, finding="已核实")
