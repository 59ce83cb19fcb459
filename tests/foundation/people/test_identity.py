"""A government identity opens an account that exists, makes none, and leaves nothing of itself."""

from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import RequestFactory

from tests.foundation.people.made import person
from youwei.foundation.people import operations as do
from youwei.foundation.people.adapters import ClosedSignup, KnownAccountsOnly
from youwei.foundation.people.models import Account
from youwei.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db
REQUEST = RequestFactory().get("/")


@pytest.fixture(autouse=True)
def government(settings: Any) -> None:
    service = {
        "provider_id": "government",
        "name": "OIDC",
        "client_id": "youwei",
        "secret": "",
        "settings": {"server_url": "https://identity.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [service]}}


def login_of(username: str, uid: str = "subject-1") -> Any:
    claims = {"preferred_username": username, "name": "示范人员", "phone_number": "13800000000"}
    shown = SocialAccount(
        provider="government", uid=uid, extra_data={"userinfo": claims, "id_token": claims}
    )
    login = SocialLogin(user=Account(), account=shown)
    login.lookup()
    return login


@pytest.mark.parametrize("username", ["nobody", "", "gone", "../admin"])
def test_an_identity_without_an_account_is_turned_away(username: str) -> None:
    do.leave(actor=SYSTEM, account=person(username="gone"))
    with pytest.raises(ImmediateHttpResponse) as turned:
        KnownAccountsOnly().pre_social_login(REQUEST, login_of(username))
    assert turned.value.response.url == "/account/identity/unknown/"
    assert not SocialAccount.objects.exists()
    assert Account.objects.count() == 1


def test_an_identity_with_an_account_is_tied_to_it_without_its_claims() -> None:
    account = person(username="wang.fang")
    login = login_of("Wang.Fang")
    KnownAccountsOnly().pre_social_login(REQUEST, login)
    tied = SocialAccount.objects.get()
    assert (tied.user, tied.uid, tied.extra_data) == (account, "subject-1", {})
    assert login.user == account


def test_a_tied_identity_stays_tied_when_its_name_changes() -> None:
    account = person(username="wang.fang")
    person(username="other")
    KnownAccountsOnly().pre_social_login(REQUEST, login_of("wang.fang"))
    again = login_of("other")
    KnownAccountsOnly().pre_social_login(REQUEST, again)
    assert again.user == account
    assert SocialAccount.objects.get().extra_data == {}


def test_nobody_signs_up() -> None:
    assert not ClosedSignup().is_open_for_signup(REQUEST)
    assert not KnownAccountsOnly().is_open_for_signup(REQUEST, login_of("wang.fang"))
