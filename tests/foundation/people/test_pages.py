"""The pages about accounts: what they show, to whom, with how many queries, and what they do."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.foundation.people.made import acting, person
from youwei.foundation.organs import operations as organs
from youwei.foundation.organs.models import Mark, Organ
from youwei.foundation.people import operations as do
from youwei.foundation.people.models import Account, ApiToken
from youwei.foundation.people.queries import actor_for_token
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel.actor import SYSTEM, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
DAY = date(2026, 11, 23)
Desk = Callable[[Any], Any]


@pytest.fixture
def home() -> Organ:
    return organ(place(), "示范省教育厅")


@pytest.fixture
def admin(home: Organ) -> Account:
    return person(home, Role.SECURITY_ADMIN, name="安全员")


def test_the_list_asks_as_often_for_many_as_for_one(
    admin: Account, desk: Desk, same_queries: Callable[..., int]
) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            person(organ(admin.organ.jurisdiction), Role.HANDLER, Role.CLERK)

    assert same_queries(more, reverse("people:accounts"), desk(admin)) <= 14


def test_the_page_of_an_account_asks_as_often_for_many_grants_as_for_one(
    admin: Account, home: Organ, desk: Desk, same_queries: Callable[..., int]
) -> None:
    account = person(home)

    def more(n: int) -> None:
        for _ in range(n):
            other = organ(home.jurisdiction)
            do.grant_role(actor=acting(admin), account=account, role=Role.LEAD, organ=other)
            do.declare_recusal(actor=SYSTEM, account=account, organ=other, reason_code=Interest.KIN)

    same_queries(more, reverse("people:account", args=[account.pk]), desk(admin))


@pytest.mark.parametrize("role", [None, *(r for r in Role if r is not Role.SECURITY_ADMIN)])
def test_accounts_are_shown_to_the_security_administrator_only(
    role: Role | None, home: Organ, desk: Desk
) -> None:
    browser = desk(person(home, *([role] if role else [])))
    other = person(home)
    for url in (reverse("people:accounts"), reverse("people:account", args=[other.pk])):
        assert browser.get(url).status_code == 403
    for name in ("grant", "leave", "issue_password", "rename", "hold_post"):
        url = reverse(f"people:{name}", args=[other.pk])
        assert browser.send(url).status_code == 403
    other.refresh_from_db()
    assert other.is_active
    assert other.password_due is False


def test_accounts_of_another_place_do_not_exist(admin: Account, desk: Desk) -> None:
    other = person(organ(place("139999")))
    assert other.username not in desk(admin).get(reverse("people:accounts")).content.decode()
    assert desk(admin).get(reverse("people:account", args=[other.pk])).status_code == 404
    for name in ("grant", "leave", "issue_password"):
        url = reverse(f"people:{name}", args=[other.pk])
        assert desk(admin).send(url).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"teacher", "clerk", "admin"}),
        ({"q": "王"}, {"teacher"}),
        ({"q": "clerk"}, {"clerk"}),
        ({"q": "民政"}, {"clerk"}),
        ({"q": "民政 王"}, set()),
        ({"role": "lead"}, {"teacher"}),
        ({"state": "left"}, {"gone"}),
        ({"role": "nonsense", "place": "nonsense", "page": "nonsense"}, None),
        ({"q": "x" * 1000}, None),
    ],
)
def test_the_list_is_searched_and_filtered(
    query: dict[str, str], found: set[str] | None, home: Organ, desk: Desk
) -> None:
    admin = person(home, Role.SECURITY_ADMIN, name="管理", username="admin")
    person(home, Role.LEAD, name="王芳", username="teacher")
    person(organ(home.jurisdiction, "示范省民政厅"), name="李明", username="clerk")
    do.leave(actor=SYSTEM, account=person(home, username="gone"))
    response = desk(admin).get(reverse("people:accounts"), query)
    assert response.status_code == 200
    if found is not None:
        assert {account.username for account in response.context["page"]} == found


def test_an_account_is_added_given_a_role_and_a_password(
    admin: Account, home: Organ, desk: Desk, client: Any
) -> None:
    browser = desk(admin)
    data = {"name": "王芳", "username": "wang.fang", "organ": str(home.pk)}
    response = browser.submit(reverse("people:add"), data, form="add")
    account = Account.objects.get(username="wang.fang")
    assert response.url == reverse("people:account", args=[account.pk])
    said = {"grant-role": "handler", "grant-organ": str(home.pk), "grant-until": "2026-12-31"}
    response = browser.submit(response.url, said, form="grant")
    assert response.status_code == 302
    grant = account.grants.get()
    assert (grant.starts, grant.ends, grant.granted_by) == (DAY, date(2027, 1, 1), admin)
    page = browser.send(reverse("people:issue_password", args=[account.pk]))
    shown = re.search(r'id="new-password">([^<]+)<', page.content.decode())
    assert shown is not None
    assert "no-store" in page["Cache-Control"]
    account.refresh_from_db()
    assert account.check_password(shown[1])
    assert account.password_due
    again = browser.get(reverse("people:account", args=[account.pk])).content.decode()
    assert shown[1] not in again


def test_a_refusal_stands_at_its_field_and_keeps_what_was_written(
    admin: Account, home: Organ, desk: Desk
) -> None:
    person(home, username="taken")
    data = {"name": "王芳", "username": "taken", "organ": str(home.pk)}
    response = desk(admin).submit(reverse("people:add"), data, form="add")
    assert response.status_code == 422
    assert response.context["form"].errors["username"]
    assert 'value="王芳"' in response.content.decode()


def test_an_administrator_role_is_refused_on_the_page(
    admin: Account, home: Organ, desk: Desk
) -> None:
    account = person(home, Role.HANDLER)
    said = {"grant-role": "audit_admin", "grant-organ": str(home.pk)}
    response = desk(admin).submit(reverse("people:account", args=[account.pk]), said, form="grant")
    assert response.status_code == 422
    assert response.context["grant_form"].errors["role"]
    assert account.grants.count() == 1


def test_grants_posts_and_interests_are_ended_on_the_page(
    admin: Account, home: Organ, desk: Desk
) -> None:
    account, browser = person(home, Role.HANDLER), desk(admin)
    post = organs.add_post(
        actor=SYSTEM, organ=home, title="处长", mark=Mark.UNIT_HEAD, valid_from=LONG_AGO
    )
    url = reverse("people:account", args=[account.pk])
    browser.submit(url, {"post-post": str(post.pk)}, form="hold-post")
    recusal = do.declare_recusal(
        actor=SYSTEM, account=account, organ=organ(home.jurisdiction), reason_code=Interest.OWN
    )
    grant, holding = account.grants.get(), account.holdings.get()
    assert browser.get(url).status_code == 200
    for name, row in (
        ("end_grant", grant),
        ("leave_post", holding),
        ("end_recusal", recusal),
    ):
        response = browser.send(reverse(f"people:{name}", args=[account.pk, row.pk]))
        assert response.status_code == 302
        row.refresh_from_db()
        assert row.ends == DAY
    stranger = person(home, Role.LEAD)
    mixed = reverse("people:end_grant", args=[account.pk, stranger.grants.get().pk])
    assert browser.send(mixed).status_code == 404


def test_a_leaver_is_closed_on_the_page(admin: Account, home: Organ, desk: Desk) -> None:
    account, successor = person(home, Role.HANDLER), person(home)
    url = reverse("people:account", args=[account.pk])
    response = desk(admin).submit(url, {"leave-successor": str(successor.pk)}, form="leave")
    assert response.status_code == 302
    account.refresh_from_db()
    assert account.left_on == DAY
    assert desk(admin).get(url).status_code == 200


def test_the_own_page_of_an_administrator_offers_no_step(admin: Account, desk: Desk) -> None:
    page = desk(admin).get(reverse("people:account", args=[admin.pk])).content.decode()
    assert reverse("people:grant", args=[admin.pk]) not in page
    assert reverse("people:leave", args=[admin.pk]) not in page


def test_a_person_declares_an_interest_and_issues_a_token(home: Organ, desk: Desk) -> None:
    account, concerned = person(home, Role.HANDLER), organ(home.jurisdiction)
    browser, me = desk(account), reverse("people:me")
    said = {"recusal-organ": str(concerned.pk), "recusal-reason_code": "kin"}
    assert browser.submit(me, said, form="declare").status_code == 302
    assert acting(account).recused_from == {concerned.pk}
    again = browser.submit(me, said, form="declare")
    assert again.status_code == 422
    said = {"token-name": "报表", "token-expires_on": "2026-12-31"}
    page = browser.submit(me, said, form="issue-token")
    shown = re.search(r'id="new-token">([^<]+)<', page.content.decode())
    assert shown is not None
    assert actor_for_token(shown[1]) == acting(account)
    assert "no-store" in page["Cache-Control"]
    assert shown[1] not in browser.get(me).content.decode()
    token = ApiToken.objects.get()
    assert browser.send(reverse("people:revoke_token", args=[token.pk])).status_code == 302
    assert actor_for_token(shown[1]) is None


def test_nobody_revokes_the_token_of_another_on_the_own_page(home: Organ, desk: Desk) -> None:
    owner = person(home)
    do.issue_token(actor=acting(owner), account=owner, name="报表", expires_on=DAY)
    url = reverse("people:revoke_token", args=[ApiToken.objects.get().pk])
    assert desk(person(home)).send(url).status_code == 404
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(
    language: str, admin: Account, home: Organ, desk: Desk, client: Any
) -> None:
    browser = desk(admin)
    account = person(home, Role.HANDLER)
    for one in (browser, client):
        one.cookies["language"] = language
    pages = [
        reverse("people:me"),
        reverse("people:accounts"),
        reverse("people:add"),
        reverse("people:account", args=[account.pk]),
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/logout/",
    ]
    for page in pages:
        response = browser.get(page, follow=True)
        assert response.status_code == 200, page
        assert f'lang="{language}"' in response.content.decode()
    for page in ("/account/login/", "/account/inactive/", "/account/identity/cancelled/"):
        assert client.get(page).status_code == 200
    assert client.get("/account/identity/unknown/").status_code == 403
    assert "账号" in browser.get(pages[0]).content.decode() or language == "en"
