"""Sign-ins: listed by days, ended by their owner or the security administrator, and by time."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.foundation.people.made import PASSWORD, acting, person
from tests.harness.clients import StrictClient
from youwei.foundation.people import operations as do
from youwei.foundation.people.models import DeskSession
from youwei.foundation.people.rules.sessions import is_over
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
ME = "/desk/me/"


@pytest.mark.parametrize(
    ("begun", "used", "over"),
    [
        (0, 0, False),
        (0, 59, False),
        (-40, -61, True),
        (-3600, 0, True),
        (-3599, 0, False),
        (None, 0, True),
        (0, None, True),
    ],
)
def test_how_long_a_sign_in_lasts(begun: float | None, used: float | None, over: bool) -> None:
    assert is_over(begun, used, 0, idle=60, whole=3600) is over


def test_they_are_listed_by_days_and_ended_one_by_one(desk: Any) -> None:
    account = person(None, Role.HANDLER)
    here, there = desk(account), desk(account)
    rows = DeskSession.objects.filter(account=account)
    assert {(row.begun_on, row.used_on) for row in rows} == {(clock.today(), clock.today())}
    page = here.get(ME)
    places = {place for place, _, current in page.context["sessions"] if not current}
    assert len(places) == 1
    keys = [row.session_key for row in rows]
    assert not any(key in page.content.decode() for key in keys)
    assert here.send(reverse("people:end_session", args=[places.pop()])).status_code == 302
    assert there.get(ME).status_code == 302
    assert here.get(ME).status_code == 200
    assert here.send(reverse("people:end_session", args=[9])).status_code == 404


def test_all_others_end_at_once(desk: Any) -> None:
    account = person(None, Role.HANDLER)
    here, there = desk(account), desk(account)
    here.send(reverse("people:end_others"))
    assert (here.get(ME).status_code, there.get(ME).status_code) == (200, 302)


def test_the_security_administrator_ends_all_of_an_account(desk: Any) -> None:
    admin = person(None, Role.SECURITY_ADMIN)
    account = person(admin.organ, Role.HANDLER)
    browser = desk(account)
    with pytest.raises(NotAllowed):
        do.end_sessions(actor=acting(person(admin.organ, Role.LEAD)), account=account)
    desk(admin).send(reverse("people:end_sessions", args=[account.pk]))
    assert browser.get(ME).status_code == 302


def test_time_ends_them(desk: Any, settings: Any) -> None:
    settings.YOUWEI_IDLE_SECONDS, settings.SESSION_COOKIE_AGE = 3600, 4 * 3600
    browser = desk(person(None, Role.HANDLER))
    for minutes, opens in ((50, 200), (100, 200), (150, 200), (200, 200), (239, 200), (241, 302)):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assert browser.get(ME).status_code == opens, minutes
    browser = desk(person(None, Role.HANDLER))
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert browser.get(ME).status_code == 302


def test_a_new_password_ends_the_others(client: StrictClient, desk: Any) -> None:
    account = person(None, Role.HANDLER)
    here, there = desk(account), desk(account)
    new = "another-password-2016"
    said = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.submit("/account/password/change/", said).status_code == 302
    assert here.get(ME).status_code == 200
    assert there.get(ME).status_code == 302
    assert DeskSession.objects.filter(account=account).count() == 1


class TestTheSecondFactor:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> None:
        settings.YOUWEI_SECOND_FACTOR = True

    @pytest.mark.parametrize("role", sorted(Role))
    def test_without_one_nothing_opens_but_the_way_to_one(self, role: Role, desk: Any) -> None:
        browser = desk(person(None, role))
        way = reverse("people:second_factor")
        for page in ("/desk/", ME, "/desk/ledger/", "/desk/accounts/", "/desk/journal/"):
            assert browser.get(page).url == way, page
        assert browser.send("/desk/me/tokens/").url == way
        page = browser.get(way)
        assert page.status_code == 200
        assert 'href="/desk/ledger/"' not in page.content.decode()
        assert reverse("mfa_activate_totp") in page.content.decode()

    @pytest.mark.parametrize(("kind", "opens"), [("totp", True), ("recovery_codes", False)])
    def test_what_counts_as_one(self, kind: str, opens: bool, desk: Any) -> None:
        account = person(None, Role.HANDLER)
        Authenticator.objects.create(user=account, type=kind, data={"secret": "00"})
        assert (desk(account).get(ME).status_code == 200) is opens

    def test_programs_need_none(self, desk: Any) -> None:
        from tests.config.api.programs import Program

        account = person(None, Role.HANDLER)
        issued = do.issue_token(
            actor=acting(account), account=account, name="报表", expires_on=clock.today()
        )
        assert Program(issued.secret).get("/desk/duties").status_code == 200

    def test_leaving_ends_every_sign_in(self) -> None:
        account = person(None, Role.HANDLER)
        do.leave(actor=SYSTEM, account=account)
        assert not DeskSession.objects.filter(account=account).exists()
