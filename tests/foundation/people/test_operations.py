"""What changes accounts and grants, who may, and what the journal keeps of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.foundation.people.made import acting, person
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs import operations as organs
from youwei.foundation.organs.models import Mark
from youwei.foundation.people import handover
from youwei.foundation.people import operations as do
from youwei.foundation.people.access import NotToOneself, OutsideRealm, OwnOnly, visible_to
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.people.queries import actor_for_token, demo_logins
from youwei.foundation.people.rules import refusals
from youwei.foundation.people.rules.roles import Interest, stands_alone
from youwei.kernel.actor import ADMINISTRATORS, CITIZEN, SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
DAY = date(2026, 11, 23)
TRIO = sorted(ADMINISTRATORS)


def kinds() -> list[str]:
    return list(JournalEvent.objects.order_by("id").values_list("kind", flat=True))


def test_an_account_is_added_with_a_name_that_is_read_alike_everywhere() -> None:
    account = do.add_account(
        actor=SYSTEM, username=" Wang.Fang ", name="  王\u200b芳 ", organ=organ(place())
    )
    assert (account.username, account.name) == ("wang.fang", "王芳")
    assert not account.has_usable_password()
    assert kinds() == ["people.account_added"]


@pytest.mark.parametrize(
    ("username", "name", "refusal"),
    [
        ("王芳", "王芳", refusals.UsernameMalformed),
        ("a", "王芳", refusals.UsernameMalformed),
        ("-wang", "王芳", refusals.UsernameMalformed),
        ("wang fang", "王芳", refusals.UsernameMalformed),
        ("x" * 41, "王芳", refusals.UsernameMalformed),
        ("wang\n", "", refusals.NameMissing),
        ("wang", "\u202e", refusals.NameMissing),
        ("wang", "芳" * 61, refusals.NameMissing),
        ("TAKEN", "王芳", refusals.UsernameTaken),
    ],
)
def test_names_that_cannot_be(username: str, name: str, refusal: type[Exception]) -> None:
    where = organ(place())
    person(where, username="taken")
    with pytest.raises(refusal):
        do.add_account(actor=SYSTEM, username=username, name=name, organ=where)


def test_a_unit_is_of_the_same_organ() -> None:
    here = place()
    one, other = organ(here), organ(here)
    unit = organs.add_unit(actor=SYSTEM, organ=other, name="办公室", valid_from=LONG_AGO)
    with pytest.raises(refusals.UnitOfAnotherOrgan):
        do.add_account(actor=SYSTEM, username="wang", name="王芳", organ=one, unit=unit)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_ADMIN])
def test_only_a_security_administrator_grants(role: Role) -> None:
    where = organ(place())
    actor, other = acting(person(where, role)), person(where)
    with pytest.raises(NotAllowed):
        do.grant_role(actor=actor, account=other, role=Role.HANDLER, organ=where)
    with pytest.raises(NotAllowed):
        do.add_account(actor=actor, username="wang", name="王芳", organ=where)
    with pytest.raises(NotAllowed):
        do.leave(actor=actor, account=other)
    assert not RoleGrant.objects.filter(account=other).exists()


def test_nobody_grants_or_takes_from_themselves() -> None:
    account = person(None, Role.SECURITY_ADMIN)
    actor = acting(account)
    with pytest.raises(NotToOneself):
        do.grant_role(actor=actor, account=account, role=Role.OFFICE, organ=account.organ)
    with pytest.raises(NotToOneself):
        do.end_grant(actor=actor, grant=account.grants.get())
    with pytest.raises(NotToOneself):
        do.leave(actor=actor, account=account)
    with pytest.raises(NotToOneself):
        do.issue_password(actor=actor, account=account)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            account=account,
            role=Role.OFFICE,
            organ=account.organ,
            starts=DAY,
            granted_by=account,
        )


def test_a_place_is_governed_from_itself_or_from_above() -> None:
    province = place()
    city, sister = place("139901", province), place("139902", province)
    county = place("139911", city)
    actors = {
        name: acting(person(organ(where), Role.SECURITY_ADMIN))
        for name, where in (("province", province), ("city", city), ("county", county))
    }
    people = {where.pk: person(organ(where)) for where in (province, city, sister, county)}
    reach = {
        name: {pk for pk, one in people.items() if visible_to(actor).filter(pk=one.pk).exists()}
        for name, actor in actors.items()
    }
    assert reach == {
        "province": {province.pk, city.pk, sister.pk, county.pk},
        "city": {city.pk, county.pk},
        "county": {county.pk},
    }
    target = people[city.pk]
    do.grant_role(actor=actors["city"], account=target, role=Role.HANDLER, organ=target.organ)
    with pytest.raises(OutsideRealm):
        do.grant_role(actor=actors["county"], account=target, role=Role.LEAD, organ=target.organ)
    with pytest.raises(OutsideRealm):  # a role in an organ above, for one's own colleague
        do.grant_role(
            actor=actors["county"],
            account=people[county.pk],
            role=Role.OFFICE,
            organ=people[province.pk].organ,
        )


@pytest.mark.parametrize("first", TRIO)
@pytest.mark.parametrize("second", [*TRIO, Role.OFFICE, Role.HANDLER])
def test_an_administrator_holds_nothing_else(first: Role, second: Role) -> None:
    account = person(None, first)
    elsewhere = organ(account.organ.jurisdiction)
    with pytest.raises(refusals.AdministratorStandsAlone):
        do.grant_role(actor=SYSTEM, account=account, role=second, organ=elsewhere)
    assert account.grants.count() == 1


@pytest.mark.parametrize("role", TRIO)
def test_nobody_with_other_work_becomes_an_administrator(role: Role) -> None:
    account = person(None, Role.HANDLER)
    with pytest.raises(refusals.AdministratorStandsAlone):
        do.grant_role(actor=SYSTEM, account=account, role=role, organ=account.organ)


@pytest.mark.parametrize("second", TRIO)
def test_the_database_refuses_two_administrator_roles(second: Role) -> None:
    account = person(None, Role.SYSTEM_ADMIN)
    where, open_grant = account.organ, account.grants.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            account=account, role=second, organ=organ(where.jurisdiction), starts=DAY
        )
    later = DAY + timedelta(days=30)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(account=account, role=second, organ=where, starts=DAY, ends=later)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=open_grant.pk).update(ends=later, ended_on=DAY)
    plain = RoleGrant.objects.create(
        account=person(where), role=Role.HANDLER, organ=where, starts=DAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=plain.pk).update(role=second, account=account)


def test_an_administrator_may_become_another_on_the_day_the_first_role_ends() -> None:
    account = person(None, Role.SYSTEM_ADMIN)
    do.end_grant(actor=SYSTEM, grant=account.grants.get())
    assert acting(account).grants == ()
    do.grant_role(actor=SYSTEM, account=account, role=Role.AUDIT_ADMIN, organ=account.organ)
    assert {grant.role for grant in acting(account).grants} == {Role.AUDIT_ADMIN}


def test_an_administrator_has_no_planned_end() -> None:
    account = person()
    with pytest.raises(refusals.AdministratorWithoutEnd):
        do.grant_role(
            actor=SYSTEM,
            account=account,
            role=Role.AUDIT_ADMIN,
            organ=account.organ,
            ends=DAY + timedelta(days=9),
        )


def test_stands_alone_is_symmetric() -> None:
    for role in Role:
        for held in Role:
            assert stands_alone(role, [held]) == stands_alone(held, [role])


def test_a_grant_is_not_given_twice_over_the_same_days() -> None:
    account = person()
    where = account.organ

    def give(starts: date, ends: date | None) -> RoleGrant:
        return do.grant_role(
            actor=SYSTEM, account=account, role=Role.LEAD, organ=where, starts=starts, ends=ends
        )

    give(DAY, DAY + timedelta(days=10))
    give(DAY + timedelta(days=10), None)
    for starts, ends in ((DAY - timedelta(days=5), DAY + timedelta(days=1)), (DAY, None)):
        with pytest.raises(refusals.AlreadyGranted):
            give(starts, ends)
    with pytest.raises(refusals.DatesReversed):
        give(DAY, DAY)


def test_a_grant_ends_at_once_and_only_once() -> None:
    account = person(None, Role.LEAD)
    grant = account.grants.get()
    do.end_grant(actor=SYSTEM, grant=grant)
    assert not acting(account).holds(Role.LEAD)
    with pytest.raises(refusals.AlreadyEnded):
        do.end_grant(actor=SYSTEM, grant=grant)
    assert kinds() == ["people.account_added", "people.role_granted", "people.grant_ended"]


def test_a_grant_for_later_never_begins_once_ended() -> None:
    account = person()
    later = DAY + timedelta(days=10)
    grant = do.grant_role(
        actor=SYSTEM, account=account, role=Role.AUDIT_ADMIN, organ=account.organ, starts=later
    )
    ended = do.end_grant(actor=SYSTEM, grant=grant)
    assert (ended.starts, ended.ends, ended.ended_on) == (later, later, DAY)


def test_the_journal_tells_who_granted_what() -> None:
    admin = person(None, Role.SECURITY_ADMIN, name="安全员")
    account = person(admin.organ)
    grant = do.grant_role(
        actor=acting(admin), account=account, role=Role.HANDLER, organ=account.organ
    )
    event = JournalEvent.objects.order_by("id").last()
    assert event is not None
    assert (event.kind, event.subject) == ("people.role_granted", account.subject)
    assert (event.actor_id, event.actor_label) == (admin.pk, "安全员")
    assert event.data["role"] == "handler"
    assert grant.granted_by == admin


def test_an_interest_is_declared_by_oneself_and_ended_by_another() -> None:
    account, concerned = person(), organ(place("139903"))
    with pytest.raises(OwnOnly):
        do.declare_recusal(
            actor=acting(person(None, Role.SECURITY_ADMIN)),
            account=account,
            organ=concerned,
            reason_code=Interest.KIN,
        )
    recusal = do.declare_recusal(
        actor=acting(account), account=account, organ=concerned, reason_code=Interest.KIN
    )
    assert concerned.pk in acting(account).conflicts
    with pytest.raises(refusals.AlreadyDeclared):
        do.declare_recusal(
            actor=acting(account), account=account, organ=concerned, reason_code=Interest.OWN
        )
    with pytest.raises(NotAllowed):
        do.end_recusal(actor=acting(account), recusal=recusal)
    do.end_recusal(actor=SYSTEM, recusal=recusal)
    assert concerned.pk not in acting(account).conflicts


class Desk:
    """An app above that owes things in somebody's name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.owner: dict[str, int] = {}
        monkeypatch.setattr(handover, "_handovers", {})
        handover.on_leaving(handover.Handover("desk", self.owed, self.hand_over))

    def owed(self, account: Account) -> int:
        return sum(owner == account.pk for owner in self.owner.values())

    def hand_over(self, actor: Actor, account: Account, successor: Account) -> None:
        for thing, owner in self.owner.items():
            if owner == account.pk:
                self.owner[thing] = successor.pk


def test_nobody_who_owes_something_leaves_without_a_successor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, account = Desk(monkeypatch), person(None, Role.HANDLER)
    colleague, stranger = person(account.organ), person(organ(place("139904")))
    desk.owner = {"duty:1": account.pk, "duty:2": colleague.pk}
    with pytest.raises(refusals.SuccessorNeeded) as refused:
        do.leave(actor=SYSTEM, account=account)
    assert refused.value.params == {"owed": 1}
    for unfit in (stranger, account):
        with pytest.raises(refusals.NotAColleague):
            do.leave(actor=SYSTEM, account=account, successor=unfit)
    account.refresh_from_db()
    assert account.is_active
    do.leave(actor=SYSTEM, account=account, successor=colleague)
    assert desk.owner == {"duty:1": colleague.pk, "duty:2": colleague.pk}
    event = JournalEvent.objects.get(kind="people.account_left")
    assert event.data == {"handed_over": 1, "successor": colleague.name}


def test_a_leaver_keeps_nothing_but_a_name() -> None:
    account = person(None, Role.HANDLER, Role.LEAD)
    post = organs.add_post(
        actor=SYSTEM, organ=account.organ, title="岗位", mark=Mark.STAFF, valid_from=LONG_AGO
    )
    do.hold_post(actor=SYSTEM, account=account, post=post)
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    do.leave(actor=SYSTEM, account=account)
    account.refresh_from_db()
    assert (account.is_active, account.left_on, account.email) == (False, DAY, "")
    assert not account.has_usable_password()
    assert not RoleGrant.objects.in_force(DAY).filter(account=account).exists()
    assert actor_for_token(issued.secret) is None
    assert acting(account) == CITIZEN
    with pytest.raises(refusals.AccountClosed):
        do.grant_role(actor=SYSTEM, account=account, role=Role.LEAD, organ=account.organ)
    with pytest.raises(refusals.AccountClosed):
        do.issue_password(actor=SYSTEM, account=account)


def test_a_leaver_is_no_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, account = Desk(monkeypatch), person()
    gone = person(account.organ)
    do.leave(actor=SYSTEM, account=gone)
    desk.owner = {"duty:1": account.pk}
    with pytest.raises(refusals.NotAColleague):
        do.leave(actor=SYSTEM, account=account, successor=gone)


def test_demo_logins_are_one_per_role_and_none_outside_the_demo(settings: Any) -> None:
    where = organ(place())
    for role in Role:
        person(where, role)
        person(where, role)
    settings.DEMO = True
    logins = demo_logins()
    assert len(logins) == len(Role)
    assert len({login.username for login in logins}) == len(Role)
    settings.DEMO = False
    assert demo_logins() == ()
