"""Who is what to a duty, and who sees it."""

import pytest

from tests.foundation.duties.parties import Parties
from youwei.foundation.duties.access import check_sees, not_kept_from, parties_of, visible_to
from youwei.foundation.duties.rules.states import Party, State
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal, grant_role
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role, citizen
from youwei.kernel.refusal import NotFound


def again(actor: Actor) -> Actor:
    return actor_for(Account.objects.get(pk=actor.account_id or 0), clock.today())


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("owner", Party.OWNER),
        ("lead", Party.OWNER),
        ("verifier", Party.VERIFIER),
        ("office", Party.OFFICE),
        ("leading", Party.OFFICE),
    ],
)
def test_each_is_what_their_organ_is(parties: Parties, who: str, party: Party) -> None:
    duty = parties.duty()
    actor = getattr(parties, who)
    assert parties_of(actor, duty) == {party}
    assert list(visible_to(actor)) == [duty]


def test_an_offer_shows_the_duty_to_whoever_may_take_it(parties: Parties) -> None:
    parties.duty()
    assert not visible_to(parties.offered).exists()
    duty = parties.offered_duty()
    assert list(visible_to(parties.offered)) == [duty]
    assert parties_of(parties.offered, duty) == {Party.OFFERED}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HANDLER, Role.LEAD}))
def test_other_roles_of_the_owing_organ_see_nothing(parties: Parties, role: Role) -> None:
    parties.duty()
    somebody = parties.province.actor("somebody", role, parties.province.bureau)
    assert not visible_to(somebody).exists()


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.CLERK]
)
def test_nobody_sees_duties_by_being_an_administrator(parties: Parties, role: Role) -> None:
    parties.duty()
    somebody = parties.province.actor("somebody", role, parties.province.office)
    assert not visible_to(somebody).exists()


def test_citizens_see_none(parties: Parties) -> None:
    duty = parties.duty()
    for actor in (CITIZEN, citizen("SF16-0000-0000")):
        assert not visible_to(actor).exists()
        with pytest.raises(NotFound):
            check_sees(actor, duty)


def test_whoever_serves_the_owing_organ_oversees_nothing_of_it(parties: Parties) -> None:
    duty = parties.duty_in(State.REPORTED)
    for actor in (parties.verifier, parties.office, parties.leading):
        account = Account.objects.get(pk=actor.account_id or 0)
        grant_role(actor=SYSTEM, account=account, role=Role.CLERK, organ=duty.owner)
        assert parties_of(again(actor), duty) == frozenset()


@pytest.mark.parametrize("who", ["verifier", "office", "leading", "owner"])
def test_a_shielded_duty_is_hidden_from_everybody_bound_up_with_the_organ(
    parties: Parties, who: str
) -> None:
    duty = parties.duty(shielded_from=parties.province.agency)
    actor = getattr(parties, who)
    assert visible_to(actor).exists()
    declare_recusal(
        actor=actor,
        account=Account.objects.get(pk=actor.account_id or 0),
        organ=parties.province.agency,
        reason_code=Interest.KIN,
    )
    assert not visible_to(again(actor)).exists()
    assert parties_of(again(actor), duty) == frozenset()


@pytest.mark.parametrize("who", ["verifier", "office", "leading"])
def test_whoever_declared_an_interest_in_the_owing_organ_sees_nothing_of_it(
    parties: Parties, who: str
) -> None:
    duty = parties.duty()
    actor = getattr(parties, who)
    assert duty in visible_to(actor)
    recused = _declares(actor, duty.owner)
    assert duty not in visible_to(recused)
    assert duty not in not_kept_from(recused)
    with pytest.raises(NotFound):
        check_sees(recused, duty)


def test_in_ones_own_organ_ordinary_work_goes_on(parties: Parties) -> None:
    duty = parties.duty()
    recused = _declares(parties.owner, duty.owner)
    assert duty in visible_to(recused)
    assert parties_of(recused, duty) == {Party.OWNER}


def _declares(actor: Actor, organ: Organ) -> Actor:
    account = Account.objects.get(pk=actor.account_id or 0)
    declare_recusal(actor=actor, account=account, organ=organ, reason_code=Interest.KIN)
    return again(actor)
