"""Tokens with which a program does what its owner may do."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.foundation.people.made import acting, person
from youwei.foundation.people import operations as do
from youwei.foundation.people.access import OwnOnly
from youwei.foundation.people.models import Account, ApiToken
from youwei.foundation.people.queries import actor_for_token, sessions_of
from youwei.foundation.people.rules import refusals
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
DAY = date(2026, 11, 23)


def test_a_token_is_shown_once_and_kept_as_a_hash() -> None:
    account = person(None, Role.HANDLER)
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    stored = ApiToken.objects.get()
    assert issued.secret not in {str(value) for value in vars(stored).values()}
    assert len(issued.secret) >= 43
    assert issued.secret not in repr(issued)
    actor = actor_for_token(issued.secret)
    assert actor == acting(account)
    assert actor_for_token(issued.secret[:-1]) is None
    assert actor_for_token("") is None


def test_a_token_works_through_its_last_day_unless_revoked() -> None:
    account = person()
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    with clock.at(clock.now() + timedelta(days=1)):
        assert actor_for_token(issued.secret) is None
    assert actor_for_token(issued.secret) is not None
    do.revoke_token(actor=acting(account), token=issued.token)
    assert actor_for_token(issued.secret) is None
    with pytest.raises(refusals.AlreadyEnded):
        do.revoke_token(actor=acting(account), token=issued.token)


def test_a_token_outlives_the_change_of_the_secret(settings: Any) -> None:
    account = person()
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-" + "1" * 40
    assert actor_for_token(issued.secret) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert actor_for_token(issued.secret) is None


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lasts_neither_backward_nor_for_ever(days: int) -> None:
    account = person()
    with pytest.raises(refusals.TokenTooLong):
        do.issue_token(
            actor=acting(account),
            account=account,
            name="报表",
            expires_on=DAY + timedelta(days=days),
        )


def test_only_the_person_issues_a_token() -> None:
    account = person()
    with pytest.raises(OwnOnly):
        do.issue_token(
            actor=acting(person(None, Role.SECURITY_ADMIN)),
            account=account,
            name="报表",
            expires_on=DAY,
        )


@pytest.mark.parametrize("ended_by", ["a new password", "a reset factor", "leaving"])
def test_tokens_and_sign_ins_end_with_what_opened_them(ended_by: str, client: Any) -> None:
    """Whoever stole the password, or the factor, may have made a token with it."""
    account = person(None, Role.HANDLER)
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    client.force_login(account)
    assert sessions_of(account).exists()
    ends: dict[str, Any] = {
        "a new password": do.issue_password,
        "a reset factor": do.reset_factor,
        "leaving": do.leave,
    }
    ends[ended_by](actor=SYSTEM, account=account)
    assert actor_for_token(issued.secret) is None
    assert not sessions_of(account).exists()
    issued.token.refresh_from_db()
    assert issued.token.revoked_at is not None


def test_a_token_opens_nothing_while_a_first_password_stands() -> None:
    account = person(None, Role.HANDLER)
    issued = do.issue_token(actor=acting(account), account=account, name="报表", expires_on=DAY)
    Account.objects.update(password_due=True)
    assert actor_for_token(issued.secret) is None
