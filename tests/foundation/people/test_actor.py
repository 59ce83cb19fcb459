"""Who acts, on which day, for which organs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.foundation.people.made import acting, person
from youwei.foundation.organs import operations as organs
from youwei.foundation.organs.models import Mark
from youwei.foundation.people import operations as do
from youwei.foundation.people.middleware import ActorMiddleware
from youwei.foundation.people.models import RoleGrant
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, SYSTEM, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (DAY, None, True),
        (DAY - timedelta(days=400), None, True),
        (DAY, DAY + timedelta(days=1), True),  # one day only
        (DAY - timedelta(days=9), DAY + timedelta(days=1), True),  # its last day
        (DAY - timedelta(days=9), DAY, False),  # the day after
        (DAY, DAY, False),  # ended on the day it began
        (DAY + timedelta(days=1), None, False),  # granted for tomorrow
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(
    starts: date, ends: date | None, holds: bool
) -> None:
    account = person()
    RoleGrant.objects.create(
        account=account, role=Role.HANDLER, organ=account.organ, starts=starts, ends=ends
    )
    assert actor_for(account, DAY).holds(Role.HANDLER) is holds


def test_an_actor_serves_its_home_the_organs_granted_and_those_of_its_posts() -> None:
    here = place()
    home, granted, posted, other = (organ(here) for _ in range(4))
    account = person(home)
    do.grant_role(actor=SYSTEM, account=account, role=Role.CLERK, organ=granted)
    post = organs.add_post(
        actor=SYSTEM, organ=posted, title="岗位", mark=Mark.STAFF, valid_from=LONG_AGO
    )
    do.hold_post(actor=SYSTEM, account=account, post=post)
    actor = acting(account)
    assert actor.organ_ids == {home.pk, granted.pk, posted.pk}
    assert other.pk not in actor.conflicts
    assert (actor.label, actor.account_id) == (account.name, account.pk)


def test_a_merged_organ_belongs_to_the_circle_and_its_roles_go_on() -> None:
    here = place()
    before, into = organ(here), organ(here)
    account = person(before, Role.HANDLER)
    organs.merge_organs(actor=SYSTEM, organs=[before], into=into, on=DAY)
    actor = actor_for(account, DAY)
    assert actor.organ_ids == {before.pk, into.pk}
    assert actor.organs_as(Role.HANDLER) == {before.pk, into.pk}


def test_a_declared_interest_reaches_the_renamed_organ() -> None:
    here = place()
    concerned = organ(here)
    account = person(organ(here), Role.OFFICE)
    do.declare_recusal(
        actor=acting(account), account=account, organ=concerned, reason_code=Interest.KIN
    )
    renamed = organs.rename_organ(actor=SYSTEM, organ=concerned, name="示范新名", on=DAY)
    actor = acting(account)
    assert actor.recused_from == {concerned.pk, renamed.pk}
    assert renamed.pk in actor.conflicts


def test_newcomers_to_a_renamed_organ_take_up_what_was_begun_under_its_former_name() -> None:
    here = place()
    former = organ(here)
    after = organs.rename_organ(actor=SYSTEM, organ=former, name="示范新名", on=DAY)
    newcomer, other = acting(person(after, Role.HANDLER)), acting(person(organ(here), Role.HANDLER))
    assert newcomer.organs_as(Role.HANDLER) == {former.pk, after.pk}
    assert not other.organs_as(Role.HANDLER) & {former.pk, after.pk}


def test_who_was_left_in_one_merged_organ_takes_up_nothing_of_the_other() -> None:
    here = place()
    one, two, into = organ(here), organ(here), organ(here)
    account = person(one, Role.HANDLER)
    organs.merge_organs(actor=SYSTEM, organs=[one, two], into=into, on=DAY)
    assert acting(account).organs_as(Role.HANDLER) == {one.pk, into.pk}


def test_the_number_of_queries_is_fixed(django_assert_num_queries: Any) -> None:
    here = place()
    account = person(organ(here), Role.HANDLER, Role.LEAD, Role.CLERK)
    for _ in range(3):
        do.grant_role(actor=SYSTEM, account=account, role=Role.HANDLER, organ=organ(here))
        other = organ(here)
        do.declare_recusal(actor=SYSTEM, account=account, organ=other, reason_code=Interest.FORMER)
    account.refresh_from_db()
    with django_assert_num_queries(3):
        actor_for(account, DAY)


def test_who_left_is_a_citizen() -> None:
    account = person(None, Role.HANDLER)
    do.leave(actor=SYSTEM, account=account)
    assert acting(account) == CITIZEN


def test_without_a_session_neither_session_nor_database_is_touched(
    django_assert_num_queries: Any,
) -> None:
    request = RequestFactory().get("/")  # no session, no user: touching either would fail
    seen: list[object] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.actor)  # type: ignore[attr-defined]
        return HttpResponse()

    with django_assert_num_queries(0):
        ActorMiddleware(page)(request)
    assert seen == [CITIZEN]


def test_a_stale_session_cookie_opens_nothing(client: Any) -> None:
    client.cookies["sessionid"] = "forged"
    assert client.get("/desk/me/").status_code == 302


def test_the_day_is_that_of_beijing() -> None:
    account = person()
    RoleGrant.objects.create(account=account, role=Role.CLERK, organ=account.organ, starts=DAY)
    with clock.at(datetime(2026, 11, 22, 23, 59, tzinfo=clock.ZONE)):
        assert not acting(account).holds(Role.CLERK)
    with clock.at(datetime(2026, 11, 22, 16, 1, tzinfo=UTC)):
        assert acting(account).holds(Role.CLERK)
