"""Grants that matter: one proposes, another confirms, and the database holds it."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.foundation.organs.made import organ, place
from tests.foundation.people.made import acting, person
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs.models import Organ
from youwei.foundation.people import operations as do
from youwei.foundation.people.jobs import expire_proposals
from youwei.foundation.people.models import Account, ApiToken, Proposal, RoleGrant
from youwei.foundation.people.queries import actor_for_token
from youwei.foundation.people.rules import refusals
from youwei.foundation.people.rules.proposals import PROPOSAL, WEIGHTY, Action, ProposalState
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
DAY = date(2026, 11, 23)


@pytest.fixture
def home() -> Organ:
    return organ(place())


@pytest.fixture
def first(home: Organ) -> Account:
    return person(home, Role.SECURITY_ADMIN, name="安全员甲")


@pytest.fixture
def second(home: Organ) -> Account:
    return person(home, Role.SECURITY_ADMIN, name="安全员乙")


def asked(first: Account, account: Account, role: Role = Role.OFFICE) -> Proposal:
    wanted = do.Wanted(action=Action.GRANT, account=account, role=role, organ=account.organ)
    return do.propose(actor=acting(first), wanted=wanted)


def test_the_table_is_whole() -> None:
    PROPOSAL.check()


@pytest.mark.parametrize("role", sorted(Role))
def test_which_roles_need_two(first: Account, home: Organ, role: Role) -> None:
    account, actor = person(home), acting(first)
    if role in WEIGHTY:
        with pytest.raises(refusals.SecondPersonNeeded):
            do.grant_role(actor=actor, account=account, role=role, organ=home)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(
                account=account, role=role, organ=home, starts=DAY, granted_by=first
            )
    else:
        assert do.grant_role(actor=actor, account=account, role=role, organ=home)
        with pytest.raises(refusals.OneIsEnough):
            asked(first, person(home), role)


def test_a_role_is_granted_by_the_second(first: Account, second: Account, home: Organ) -> None:
    account = person(home)
    proposal = asked(first, account)
    assert acting(account).grants == ()
    do.confirm_proposal(actor=acting(second), proposal=proposal)
    grant = account.grants.get()
    assert (grant.role, grant.granted_by, grant.proposal) == ("office", second, proposal)
    kinds = JournalEvent.objects.filter(trail=account.subject).values_list("kind", flat=True)
    assert set(kinds) >= {"people.proposed", "people.proposal_confirmed", "people.role_granted"}


def test_who_does_not_confirm(first: Account, second: Account, home: Organ) -> None:
    account = person(home)
    proposal = asked(first, account)
    below = person(organ(place("139905", home.jurisdiction)), Role.SECURITY_ADMIN)
    others = [person(home, role) for role in Role if role is not Role.SECURITY_ADMIN]
    for one in (first, account, below, *others):
        with pytest.raises(NotAllowed):
            do.confirm_proposal(actor=acting(one), proposal=proposal)
    with pytest.raises(NotAllowed):
        do.withdraw_proposal(actor=acting(second), proposal=proposal)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.PROPOSED
    for decider in (first, account):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(
                state="confirmed", decided_by=decider, decided_at=clock.now()
            )


def test_the_same_waits_once_and_not_for_ever(first: Account, second: Account, home: Organ) -> None:
    account = person(home)
    proposal = asked(first, account)
    with pytest.raises(refusals.ProposedAlready):
        asked(second, account)
    with clock.at(clock.now() + timedelta(days=7)):
        with pytest.raises(refusals.ProposalOver):
            do.confirm_proposal(actor=acting(second), proposal=proposal)
        assert (expire_proposals(), expire_proposals()) == (1, 0)
    assert not account.grants.exists()


def test_ending_and_closing_need_two_as_well(first: Account, second: Account, home: Organ) -> None:
    account = person(home, Role.OFFICE)
    grant = account.grants.get()
    with pytest.raises(refusals.SecondPersonNeeded):
        do.end_grant(actor=acting(first), grant=grant)
    with pytest.raises(refusals.SecondPersonNeeded):
        do.leave(actor=acting(first), account=account)
    closing = do.propose(
        actor=acting(first), wanted=do.Wanted(action=Action.CLOSE, account=account)
    )
    do.confirm_proposal(actor=acting(second), proposal=closing)
    account.refresh_from_db()
    grant.refresh_from_db()
    assert (account.is_active, grant.ends) == (False, DAY)
    other = person(home, Role.OFFICE)
    wanted = do.Wanted(action=Action.END_GRANT, account=other, grant=other.grants.get())
    ending = do.propose(actor=acting(first), wanted=wanted)
    do.confirm_proposal(actor=acting(second), proposal=ending)
    assert acting(other).grants == ()


def test_nobody_removes_the_other_security_administrator_alone(
    first: Account, second: Account
) -> None:
    wanted = do.Wanted(action=Action.END_GRANT, account=second, grant=second.grants.get())
    proposal = do.propose(actor=acting(first), wanted=wanted)
    for one in (first, second):
        with pytest.raises(NotAllowed):
            do.confirm_proposal(actor=acting(one), proposal=proposal)


def test_a_factor_is_reset_by_two_and_takes_the_password_along(
    first: Account, second: Account, home: Organ
) -> None:
    account = person(home, Role.HANDLER)
    wanted = do.Wanted(action=Action.RESET_FACTOR, account=account, reason="本人持证件到场")
    with pytest.raises(refusals.NoSecondFactor):
        do.propose(actor=acting(first), wanted=wanted)
    Authenticator.objects.create(user=account, type="totp", data={"secret": "00"})
    with pytest.raises(refusals.SecondPersonNeeded):
        do.reset_factor(actor=acting(first), account=account)
    proposal = do.propose(actor=acting(first), wanted=wanted)
    do.confirm_proposal(actor=acting(second), proposal=proposal)
    account.refresh_from_db()
    assert not Authenticator.objects.filter(user=account).exists()
    assert not account.has_usable_password()


def test_a_token_that_reaches_far_is_confirmed_and_collected_once(
    first: Account, home: Organ
) -> None:
    account = person(home, Role.OFFICE)
    with pytest.raises(refusals.SecondPersonNeeded):
        do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    wanted = do.Wanted(action=Action.ISSUE_TOKEN, account=account, name="报表", last_day=DAY)
    proposal = do.propose(actor=acting(account), wanted=wanted)
    with pytest.raises(NotAllowed):
        do.confirm_proposal(actor=acting(account), proposal=proposal)
    do.confirm_proposal(actor=acting(first), proposal=proposal)
    assert not ApiToken.objects.exists()
    with pytest.raises(NotAllowed):
        do.collect_token(actor=acting(first), proposal=proposal)
    issued = do.collect_token(actor=acting(account), proposal=proposal)
    assert actor_for_token(issued.secret) == acting(account)
    with pytest.raises(WrongState):
        do.collect_token(actor=acting(account), proposal=proposal)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", sorted(Role))
def test_the_database_keeps_an_administrator_alone(role: Role, other: Role) -> None:
    """C-51 against whoever writes past the operations, in either order, whatever the other role."""
    account = person(None, role)
    where = organ(account.organ.jurisdiction)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(account=account, role=other, organ=where, starts=DAY)
    if other not in ADMINISTRATORS:
        worker = person(account.organ, other)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(account=worker, role=role, organ=where, starts=DAY)
        RoleGrant.objects.create(
            account=account, role=other, organ=where, starts=date(2025, 1, 1), ends=DAY
        )


def test_on_the_pages(first: Account, second: Account, home: Organ, desk: Any) -> None:
    account = person(home)
    url = reverse("people:account", args=[account.pk])
    said = {
        "grant-role": "office",
        "grant-organ": str(home.pk),
        "grant-reason": "任免通知第8号",
    }
    assert desk(first).submit(url, said, form="grant").status_code == 302
    assert not account.grants.exists()
    assert "任免通知第8号" in desk(first).get(url).content.decode()
    browser = desk(second)
    page = browser.get(reverse("people:proposals")).content.decode()
    proposal = Proposal.objects.get()
    confirm = reverse("people:decide", args=[proposal.pk, "confirm"])
    assert confirm in page
    assert confirm not in desk(first).get(reverse("people:proposals")).content.decode()
    assert browser.send(confirm).status_code == 302
    assert account.grants.get().role == "office"


def test_the_page_asks_as_often_for_many_as_for_one(
    first: Account, second: Account, home: Organ, desk: Any, same_queries: Any
) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            asked(first, person(home))

    same_queries(more, reverse("people:proposals"), desk(second))


def test_a_person_asks_for_a_token_and_collects_it(first: Account, home: Organ, desk: Any) -> None:
    account = person(home, Role.OFFICE)
    browser, me = desk(account), reverse("people:me")
    said = {"token-name": "报表", "token-expires_on": "2026-12-31"}
    assert browser.submit(me, said, form="issue-token").status_code == 302
    proposal = Proposal.objects.get()
    do.confirm_proposal(actor=acting(first), proposal=proposal)
    collect = reverse("people:collect_token", args=[proposal.pk])
    assert collect in browser.get(me).content.decode()
    assert 'id="new-token"' in browser.send(collect).content.decode()
    assert collect not in browser.get(me).content.decode()


def test_the_installation_needs_no_second_person(home: Organ) -> None:
    wanted = do.Wanted(action=Action.GRANT, account=person(home), role=Role.OFFICE, organ=home)
    with pytest.raises(NotAllowed):
        do.propose(actor=SYSTEM, wanted=wanted)
