"""C-08: a complaint about conduct never reaches the organ that it is about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.desk import dispatched
from tests.listening.complaints.sender import act, look_up

from youwei.foundation.duties import access as duty_access
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning
from youwei.foundation.duties.queries import LedgerFilter, ledger
from youwei.foundation.duties.rules.refusals import ShieldedOrgan
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.organs.operations import merge_organs, rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints import access
from youwei.listening.complaints.models import Case, Statement
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.cases import case_page
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.dispatching import OrganConcerned, OrganUnknown, OtherDoor
from youwei.listening.complaints.rules.refusals import HigherLevel, NoStatement, StatementGone

HandIn = Callable[..., Receipt]
SECRET = "处长要我请客才办"


@pytest.fixture
def receipt(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(
        kind="conduct",
        about_organ=cast.province.bureau,
        text=SECRET,
        summary="商务厅窗口刁难",
        statement="请办理我的备案",
    )


@pytest.fixture
def sent(cast: Cast, receipt: Receipt) -> Duty:
    """To the commission, checked by the office."""
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    return sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.commission,
        verifier=cast.province.office,
    )


def again(actor: Actor) -> Actor:
    """The same person's Actor as the next request builds it."""
    return actor_for(Account.objects.get(pk=actor.account_id or 0), clock.today())


def sees(actor: Actor) -> tuple[int, int, int]:
    """Cases, duties, and ledger rows that this person can see."""
    return (
        access.visible_to(actor).count(),
        duty_access.visible_to(actor).count(),
        len(ledger(actor, LedgerFilter())),
    )


class TestTheOrganConcerned:
    def test_sees_nothing_in_any_state(self, cast: Cast, receipt: Receipt) -> None:
        assert sees(cast.bureau) == (0, 0, 0)
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        assert sees(cast.bureau) == (0, 0, 0)
        duty = sending.dispatch(
            actor=cast.office,
            case=case,
            owner=cast.province.commission,
            verifier=cast.province.office,
        )
        assert sees(cast.bureau) == (0, 0, 0)
        assigning.accept(actor=cast.commission, duty=duty)
        assert sees(cast.bureau) == (0, 0, 0)
        assert sees(cast.commission) == (1, 1, 1)

    @pytest.mark.parametrize("role", list(Role))
    def test_sees_nothing_in_any_role(self, cast: Cast, sent: Duty, role: Role) -> None:
        somebody = cast.province.actor("somebody", role, cast.province.bureau)
        assert sees(somebody) == (0, 0, 0)
        with pytest.raises(NotFound):
            access.check_reads(somebody, Case.objects.get())
        assert duty_access.parties_of(somebody, sent) == frozenset()

    def test_sees_nothing_under_another_role_elsewhere(self, cast: Cast, sent: Duty) -> None:
        """Whoever serves the organ concerned and also the one that handles it."""
        both = cast.province.account("both", Role.HANDLER, cast.province.commission)
        from youwei.foundation.people.operations import grant_role

        grant_role(actor=SYSTEM, account=both, role=Role.HANDLER, organ=cast.province.bureau)
        assert sees(actor_for(both, clock.today())) == (0, 0, 0)

    def test_sees_nothing_after_it_was_renamed_or_merged(self, cast: Cast, sent: Duty) -> None:
        with clock.at(clock.now() + timedelta(days=1)):
            renamed = rename_organ(
                actor=SYSTEM, organ=cast.province.bureau, name="示范省商贸厅", on=clock.today()
            )
            newcomer = cast.province.actor("newcomer", Role.HANDLER, renamed)
            assert sees(newcomer) == (0, 0, 0)
        with clock.at(clock.now() + timedelta(days=2)):
            merge_organs(
                actor=SYSTEM, organs=[renamed], into=cast.province.commission, on=clock.today()
            )
            assert sees(again(cast.commission)) == (0, 0, 0)

    def test_who_declared_an_interest_sees_nothing(self, cast: Cast, receipt: Receipt) -> None:
        office = Account.objects.get(pk=cast.office.account_id or 0)
        declare_recusal(
            actor=cast.office, account=office, organ=cast.province.bureau, reason_code=Interest.KIN
        )
        assert sees(again(cast.office)) == (0, 0, 0)
        with pytest.raises(Refusal):
            triage.accept(actor=again(cast.office), case=case_of(receipt))

    @pytest.mark.parametrize("organ", ["bureau", "agency"])
    def test_is_no_way_for_the_case(self, cast: Cast, receipt: Receipt, organ: str) -> None:
        """Neither the organ itself nor one that depends on it."""
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        target = getattr(cast.province, organ)
        for owner, verifier in (
            (target, cast.province.office),
            (cast.province.commission, target),
        ):
            with pytest.raises(OrganConcerned):
                sending.dispatch(actor=cast.office, case=case, owner=owner, verifier=verifier)
        assert not Duty.objects.exists()

    def test_is_no_way_for_a_duty_on_its_way(self, cast: Cast, sent: Duty) -> None:
        with pytest.raises(ShieldedOrgan):
            assigning.reassign(actor=cast.office, duty=sent, owner=cast.province.bureau)
        handler = cast.province.actor("handler", Role.HANDLER, cast.province.commission)
        duty = assigning.accept(actor=handler, duty=sent)
        with pytest.raises(ShieldedOrgan):
            assigning.offer_transfer(
                actor=handler, duty=duty, organ=cast.province.agency, reason="归他们管"
            )

    def test_calling_it_something_else_opens_no_way(self, cast: Cast, receipt: Receipt) -> None:
        case = triage.accept(actor=cast.office, case=case_of(receipt))
        case = triage.sort(
            actor=cast.office,
            case=case,
            kind="request",
            about_organ=cast.province.bureau,
            themes=[],
        )
        assert sees(cast.bureau) == (0, 0, 0)
        with pytest.raises(OrganConcerned):
            sending.dispatch(
                actor=cast.office,
                case=case,
                owner=cast.province.bureau,
                verifier=cast.province.office,
            )

    def test_an_unknown_organ_keeps_the_case_where_it_is(self, cast: Cast, hand_in: HandIn) -> None:
        case = triage.accept(actor=cast.office, case=case_of(hand_in(kind="conduct")))
        with pytest.raises(OrganUnknown):
            sending.dispatch(
                actor=cast.office,
                case=case,
                owner=cast.province.commission,
                verifier=cast.province.office,
            )


class TestTheOfficeItself:
    def test_is_passed_over_for_the_leading_group(self, cast: Cast, hand_in: HandIn) -> None:
        receipt = hand_in(kind="conduct", about_organ=cast.province.office)
        assert sees(cast.office) == (0, 0, 0)
        case = triage.accept(actor=cast.leading, case=case_of(receipt))
        sending.dispatch(
            actor=cast.leading,
            case=case,
            owner=cast.province.commission,
            verifier=cast.province.leading,
        )
        assert sees(cast.office) == (0, 0, 0)

    def test_a_matter_of_the_level_above_is_not_stored(self, cast: Cast, hand_in: HandIn) -> None:
        with pytest.raises(HigherLevel):
            hand_in(kind="conduct", about_organ=cast.province.leading)
        with pytest.raises(OtherDoor):
            hand_in(kind="allegation", about_organ=cast.province.bureau)
        assert not Case.objects.exists()


class TestTheWritersOwnMatter:
    def test_only_the_exact_statement_reaches_the_organ(
        self, cast: Cast, receipt: Receipt, sent: Duty
    ) -> None:
        own = sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        (seen,) = duty_access.visible_to(cast.bureau)
        assert seen.pk == own.pk
        assert seen.statement == "请办理我的备案"
        told = f"{seen.title} {seen.statement} {seen.number} {seen.result}"
        for hidden in (SECRET, "刁难", receipt.number):
            assert hidden not in told
        assert access.visible_to(cast.bureau).count() == 0

    def test_without_consent_nothing_is_passed_on(self, cast: Cast, hand_in: HandIn) -> None:
        receipt = hand_in(kind="conduct", about_organ=cast.province.bureau)
        triage.accept(actor=cast.office, case=case_of(receipt))
        with pytest.raises(NoStatement):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))

    def test_consent_is_taken_back_until_it_is_passed_on(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        writer = writer_of(receipt)
        triage.accept(actor=cast.office, case=case_of(receipt))
        thread.take_statement_back(actor=writer, case=case_of(receipt))
        with pytest.raises(NoStatement):
            sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        thread.give_statement(actor=writer, case=case_of(receipt), text="只办备案")
        own = sending.pass_on_statement(actor=cast.office, case=case_of(receipt))
        assert own.statement == "只办备案"
        with pytest.raises(StatementGone):
            thread.take_statement_back(actor=writer, case=case_of(receipt))

    def test_nobody_else_consents_for_the_writer(self, cast: Cast, receipt: Receipt) -> None:
        with pytest.raises(NotFound):
            thread.give_statement(actor=cast.office, case=case_of(receipt), text="全部转给他们")
        assert Statement.objects.get().text == "请办理我的备案"


@pytest.mark.usefixtures("still")
class TestWordsForTheOffice:
    """What the writer of an ordinary request tells the office only: often, how an organ behaved."""

    WORDS = "承办人员要我撤回反映。"

    @pytest.fixture
    def told(self, cast: Cast, hand_in: HandIn, client: StrictClient) -> Case:
        receipt = hand_in(about_organ=cast.province.bureau)
        dispatched(cast, receipt, cast.province.bureau)
        file = SimpleUploadedFile("录音说明.txt", "说明".encode(), "text/plain")
        page = look_up(client, receipt)
        _, status = act(client, page, "add", text=self.WORDS, files=file, for_office="on")
        assert status == 200
        return case_of(receipt)

    def test_reach_the_office_with_file_and_event(
        self, cast: Cast, told: Case, desk: Callable[[Actor], StrictClient]
    ) -> None:
        office = desk(cast.office)
        page = html_of(office.get(f"/desk/cases/{told.number}/"))
        assert self.WORDS in page
        assert "录音说明.txt" in page
        (file,) = files_of(told.office_subject)
        answer: Any = office.get(f"/desk/cases/{told.number}/files/{file.id}/")
        assert b"".join(answer.streaming_content).decode() == "说明"
        more = {entry.kind for entry in case_page(cast.office, told).history} - {
            entry.kind for entry in case_page(cast.bureau, told).history
        }
        assert more == {"complaints.message_added", "files.attached"}

    def test_never_reach_the_organ_in_charge(
        self, cast: Cast, told: Case, desk: Callable[[Actor], StrictClient]
    ) -> None:
        bureau = desk(cast.bureau)
        page = html_of(bureau.get(f"/desk/cases/{told.number}/"))
        assert page
        assert self.WORDS not in page
        assert "录音说明" not in page
        (file,) = files_of(told.office_subject)
        assert bureau.get(f"/desk/cases/{told.number}/files/{file.id}/").status_code == 404
        assert not case_page(cast.bureau, told).messages

    def test_are_not_the_choice_of_the_office(self, cast: Cast, told: Case) -> None:
        message = thread.write(actor=cast.office, case=told, text="请补充。", for_office=True)
        assert not message.for_office
