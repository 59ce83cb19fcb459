"""C-08 against sequences of operations: what was once kept from an organ stays kept."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.harness.exports import exported
from tests.listening.complaints.cast import Cast, case_of

from youwei.foundation.duties import access as duty_access
from youwei.foundation.duties.access import Conflicted
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.queries import LedgerFilter, inbox, ledger
from youwei.foundation.duties.rules.refusals import NotInOrgan, SameOrganChecks, ShieldedOrgan
from youwei.foundation.organs.models import Mark, Organ
from youwei.foundation.organs.operations import rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import (
    add_account,
    declare_recusal,
    grant_role,
    issue_token,
    leave,
)
from youwei.foundation.people.queries import actor_for, actor_for_token
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints import access
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.dispatching import OrganConcerned
from youwei.listening.complaints.rules.refusals import HigherLevel, NotMergeable

HandIn = Callable[..., Receipt]
SECRET = "处长要我请客才办"


@pytest.fixture
def receipt(cast: Cast, hand_in: HandIn) -> Receipt:
    return hand_in(kind="conduct", about_organ=cast.province.bureau, text=SECRET)


def accepted(cast: Cast, receipt: Receipt) -> Case:
    return triage.accept(actor=cast.office, case=case_of(receipt))


def sort_to(cast: Cast, case: Case, organ: Organ, kind: str = "conduct") -> Case:
    return triage.sort(actor=cast.office, case=case, kind=kind, about_organ=organ, themes=[])


def send(cast: Cast, case: Case, owner: Organ, verifier: Organ | None = None) -> Duty:
    return sending.dispatch(
        actor=cast.office, case=case, owner=owner, verifier=verifier or cast.province.office
    )


def sees(actor: Actor) -> tuple[int, int, int, int]:
    """Cases, duties, ledger rows and inbox lines."""
    found = inbox(actor)
    lines = [getattr(found, name) for name in found.__slots__]
    return (
        access.visible_to(actor).count(),
        duty_access.visible_to(actor).count(),
        len(ledger(actor, LedgerFilter())),
        sum(map(len, lines)),
    )


def both(cast: Cast, one: Organ, other: Organ) -> Actor:
    """Somebody who works in two organs."""
    account = cast.province.account("both", Role.HANDLER, one)
    grant_role(actor=SYSTEM, account=account, role=Role.HANDLER, organ=other)
    return actor_for(account, clock.today())


class TestACaseThatIsSortedAnew:
    def test_never_goes_to_the_organ_that_was_named_before(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        case = sort_to(cast, accepted(cast, receipt), cast.province.commission)
        with pytest.raises(OrganConcerned):
            send(cast, case, cast.province.bureau)
        with pytest.raises(OrganConcerned):
            send(cast, case, cast.province.government, cast.province.bureau)

    def test_told_more_narrowly_it_does_not_open_to_the_superior_that_was_named(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        """About the agency now; its superior, the bureau, is whom the writer complained of."""
        case = sort_to(cast, accepted(cast, receipt), cast.province.agency)
        with pytest.raises(OrganConcerned):
            send(cast, case, cast.province.bureau)

    def test_is_not_offered_to_it_either(self, cast: Cast, receipt: Receipt) -> None:
        from youwei.listening.complaints.queries.cases import competent_organs

        case = sort_to(cast, accepted(cast, receipt), cast.province.commission)
        offered = set(competent_organs(case, clock.today()))
        assert not offered & {
            cast.province.bureau,
            cast.province.agency,
            cast.province.commission,
        }

    def test_stays_closed_to_whoever_serves_it_under_another_role(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        case = sort_to(cast, accepted(cast, receipt), cast.province.commission)
        duty = send(cast, case, cast.province.government)
        two = both(cast, cast.province.government, cast.province.bureau)
        assert sees(two) == (0, 0, 0, 0)
        assert duty_access.parties_of(two, duty) == frozenset()
        with pytest.raises(Conflicted):
            assigning.accept(actor=two, duty=duty)

    def test_its_duty_finds_no_way_there(self, cast: Cast, receipt: Receipt) -> None:
        case = sort_to(cast, accepted(cast, receipt), cast.province.commission)
        duty = send(cast, case, cast.province.government)
        handler = cast.province.actor("handler", Role.HANDLER, cast.province.government)
        for organ in (cast.province.bureau, cast.province.agency, cast.province.commission):
            with pytest.raises(ShieldedOrgan):
                assigning.reassign(actor=cast.office, duty=duty, owner=organ)
        duty = assigning.accept(actor=handler, duty=duty)
        with pytest.raises(ShieldedOrgan):
            assigning.offer_transfer(
                actor=handler, duty=duty, organ=cast.province.bureau, reason="归他们管"
            )

    def test_joins_no_case_that_is_open_to_that_organ(
        self, cast: Cast, receipt: Receipt, hand_in: HandIn
    ) -> None:
        case = sort_to(cast, accepted(cast, receipt), cast.province.agency)
        lead = accepted(cast, hand_in(kind="conduct", about_organ=cast.province.agency))
        with pytest.raises(NotMergeable):
            triage.merge(actor=cast.office, case=case, lead=lead)


class TestARequestThatTurnsOutToBeAboutConduct:
    def test_leaves_the_organ_nothing_to_read(self, cast: Cast, hand_in: HandIn) -> None:
        """Neither the duty that it owed, nor the reason why it was taken back."""
        case = accepted(cast, hand_in(about_organ=cast.province.bureau))
        duty = send(cast, case, cast.province.bureau)
        assigning.accept(actor=cast.bureau, duty=duty)
        case = sending.recall(actor=cast.office, case=case, reason="来信人说窗口索要好处")
        case = sort_to(cast, case, cast.province.bureau)
        assert sees(cast.bureau) == (0, 0, 0, 0)
        duty = send(cast, case, cast.province.commission)
        assert sees(cast.bureau) == (0, 0, 0, 0)
        assert sees(cast.commission)[:2] == (1, 1)


class TestWhoDeclaredAnInterest:
    def test_is_not_named_to_handle_it(self, cast: Cast, receipt: Receipt) -> None:
        duty = send(cast, accepted(cast, receipt), cast.province.commission)
        duty = assigning.accept(actor=cast.commission, duty=duty)
        kin = cast.province.account("kin", Role.HANDLER, cast.province.commission)
        declare_recusal(
            actor=actor_for(kin, clock.today()),
            account=kin,
            organ=cast.province.bureau,
            reason_code=Interest.KIN,
        )
        with pytest.raises(NotInOrgan):
            handling.name_handler(actor=cast.commission, duty=duty, handler=kin)


class TestOneBodyUnderTwoNames:
    def test_does_not_check_itself(self, cast: Cast, hand_in: HandIn) -> None:
        case = accepted(cast, hand_in(about_organ=cast.province.bureau))
        renamed = rename_organ(
            actor=SYSTEM, organ=cast.province.bureau, name="示范省商贸厅", on=clock.today()
        )
        with pytest.raises(SameOrganChecks):
            send(cast, case, cast.province.bureau, renamed)

    def test_is_the_level_above_under_either(self, cast: Cast, hand_in: HandIn) -> None:
        renamed = rename_organ(
            actor=SYSTEM, organ=cast.province.leading, name="示范省整顿领导小组", on=clock.today()
        )
        with pytest.raises(HigherLevel):
            hand_in(kind="conduct", about_organ=renamed)
        assert not Case.objects.exists()


class TestWhoLeft:
    def test_opens_nothing_any_more(self, cast: Cast, receipt: Receipt) -> None:
        duty = send(cast, accepted(cast, receipt), cast.province.commission)
        account = cast.province.account("leaver", Role.HANDLER, cast.province.commission)
        actor = actor_for(account, clock.today())
        token = issue_token(
            actor=actor,
            account=account,
            name="脚本",
            expires_on=clock.today() + timedelta(days=30),
        )
        assert duty_access.visible_to(actor).filter(pk=duty.pk).exists()
        leave(actor=SYSTEM, account=account)
        assert actor_for_token(token.secret) is None
        gone = actor_for(Account.objects.get(pk=account.pk), clock.today())
        assert sees(gone) == (0, 0, 0, 0)


class TestWhoServesByPostOnly:
    def test_sees_nothing_of_a_complaint_about_that_organ(
        self, cast: Cast, receipt: Receipt
    ) -> None:
        from youwei.foundation.organs.operations import add_post
        from youwei.foundation.people.operations import hold_post

        post = add_post(
            actor=SYSTEM,
            organ=cast.province.bureau,
            title="兼职监督员",
            mark=Mark.STAFF,
            valid_from=clock.today(),
        )
        account = add_account(
            actor=SYSTEM, username="poster", name="兼职", organ=cast.province.commission
        )
        grant_role(actor=SYSTEM, account=account, role=Role.HANDLER, organ=cast.province.commission)
        hold_post(actor=SYSTEM, account=account, post=post)
        send(cast, accepted(cast, receipt), cast.province.commission)
        assert sees(actor_for(account, clock.today())) == (0, 0, 0, 0)


class TestAWriterWithoutAName:
    def test_is_a_refusal_and_no_fault_for_whoever_wants_to_open_it(
        self, cast: Cast, hand_in: HandIn, desk: Callable[[Actor], StrictClient]
    ) -> None:
        case = accepted(cast, hand_in(about_organ=cast.province.bureau))
        send(cast, case, cast.province.bureau)
        with pytest.raises(NotAllowed):
            thread.open_contact(actor=cast.bureau, case=case)
        answer = desk(cast.bureau).send(f"/desk/cases/{case.number}/contact/")
        assert answer.status_code == 403


def plain(answer: Any, address: str) -> str:
    """A page without what differs from one visit to the next, and without its own address."""
    page = html_of(answer).replace(address.split("/")[3], "NUMBER")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


class TestPagesAndFilesOfTheOrganConcerned:
    @pytest.mark.parametrize("statement", ["", "请办理我的备案"])
    def test_never_say_it(
        self,
        cast: Cast,
        hand_in: HandIn,
        desk: Callable[[Actor], StrictClient],
        statement: str,
    ) -> None:
        """Pages, export, guessed addresses: the answer is that of a number that does not exist."""
        receipt = hand_in(
            kind="conduct",
            about_organ=cast.province.bureau,
            text=SECRET,
            summary="商务厅窗口刁难",
            statement=statement,
        )
        case = accepted(cast, receipt)
        duty = send(cast, case, cast.province.commission)
        if statement:
            sending.pass_on_statement(actor=cast.office, case=case)
        lead = cast.province.actor("boss", Role.LEAD, cast.province.bureau)
        browser = desk(lead)
        told = b"".join(
            browser.get(page).content
            for page in (
                "/desk/",
                "/desk/ledger/",
                "/desk/ledger/?words=商务厅窗口",
                "/desk/organs/",
            )
        )
        book = zipfile.ZipFile(io.BytesIO(exported(lead, "duties.ledger")))
        told += b"".join(book.read(name) for name in book.namelist())
        for real, none in (
            (f"/desk/cases/{case.number}/", "/desk/cases/SF16-0000-0000/"),
            (f"/desk/duties/{duty.number}/", "/desk/duties/SF16-D0000000/"),
        ):
            first, second = browser.get(real), browser.get(none)
            assert (first.status_code, second.status_code) == (404, 404)
            assert plain(first, real) == plain(second, none)
        for hidden in (SECRET, "刁难", case.number, duty.number):
            assert hidden.encode() not in told


def test_the_check_is_made_by_whoever_is_free_of_the_organ(cast: Cast, receipt: Receipt) -> None:
    """The whole way of a complaint about conduct, after it was sorted anew."""
    case = sort_to(cast, accepted(cast, receipt), cast.province.agency)
    duty = send(cast, case, cast.province.commission)
    duty = assigning.accept(actor=cast.commission, duty=duty)
    duty = handling.report(actor=cast.commission, duty=duty, result="已责令整改")
    duty = checking.verify(actor=cast.office, duty=duty, finding="已核实")
    assert sees(cast.bureau) == sees(cast.agency) == (0, 0, 0, 0)
