"""Accounts and grants that tests of people start from."""

from itertools import count

from django.contrib.auth.hashers import make_password

from tests.foundation.organs.made import organ, place
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.people import operations as do
from youwei.foundation.people import queries
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role

PASSWORD = "a-long-password-2016"
HASH = make_password(PASSWORD)  # once: a good hash is slow
_numbers = count(1)


def person(
    where: Organ | None = None, *roles: Role, name: str = "示范人员", username: str = ""
) -> Account:
    """An account that can sign in with PASSWORD, with these roles in its organ from today on."""
    where = where or organ(Jurisdiction.objects.first() or place())
    account = do.add_account(
        actor=SYSTEM,
        username=username or f"person{next(_numbers)}",
        name=name,
        organ=where,
        password_hash=HASH,
    )
    for role in roles:
        do.grant_role(actor=SYSTEM, account=account, role=role, organ=where)
    return account


def acting(account: Account) -> Actor:
    account.refresh_from_db()
    return queries.actor_for(account, clock.today())
