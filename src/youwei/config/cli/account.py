"""`youwei account`: the first accounts of a place, before anybody can sign in to make others."""

from typing import TYPE_CHECKING

import click

from youwei.config.cli.exits import Refused
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import django_ready
from youwei.kernel.actor import Role

if TYPE_CHECKING:
    from youwei.foundation.organs.models import Organ


@click.group()
def command() -> None:
    """Accounts of staff. Day to day the security administrator makes them on the desk."""


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="Name that colleagues see.")
@click.option("--organ", required=True, help="Name of the organ.")
@click.option("--place", required=True, help="GB/T 2260 code of the organ's place.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the account may do; may be given again.",
)
@json_option
def add(username: str, name: str, organ: str, place: str, roles: tuple[str, ...]) -> None:
    """Add an account with its roles. The password is printed once and opens only its own change.

    Roles that need two persons are given here only until the place has its first two security
    administrators: make these first. From then on one proposes on the desk, the other confirms.
    """
    django_ready()
    from django.db import transaction

    from youwei.foundation.people.operations import add_account, grant_role, issue_password
    from youwei.kernel.actor import SYSTEM

    home = _organ(place, organ)
    _check_console(home, roles)
    with transaction.atomic():
        account = add_account(actor=SYSTEM, username=username, name=name, organ=home)
        for role in roles:
            grant_role(actor=SYSTEM, account=account, role=Role(role), organ=home)
        password = issue_password(actor=SYSTEM, account=account)
    facts = {"username": username, "roles": list(roles), "password": password}
    answer(facts, f"{username} may sign in once with {password} and then chooses a password.")


@command.command("reset-factor")
@click.argument("username")
@json_option
def reset_factor(username: str) -> None:
    """Reset a lost second factor where fewer than two other security administrators are left."""
    django_ready()
    from django.db import transaction

    from youwei.foundation.people.models import Account
    from youwei.foundation.people.operations import issue_password
    from youwei.foundation.people.operations import reset_factor as reset
    from youwei.foundation.people.queries import security_administrators
    from youwei.foundation.people.rules.proposals import NEEDED
    from youwei.kernel import clock
    from youwei.kernel.actor import SYSTEM

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.BadParameter(f"no account is called {username}", param_hint="USERNAME")
    place = account.organ.jurisdiction
    if security_administrators(place, clock.today(), but=account) >= NEEDED:
        raise Refused("Two security administrators of the place do this on the desk.")
    with transaction.atomic():
        reset(actor=SYSTEM, account=account)
        password = issue_password(actor=SYSTEM, account=account)
    facts = {"username": username, "password": password}
    answer(facts, f"{username} may sign in once with {password} and sets up a new factor.")


def _check_console(home: "Organ", roles: tuple[str, ...]) -> None:
    """Raises Refused: whoever holds the machine is not to be the one who grants for ever."""
    from django.conf import settings

    from youwei.foundation.people.queries import security_administrators
    from youwei.foundation.people.rules.proposals import NEEDED, WEIGHTY
    from youwei.kernel import clock

    if settings.DEMO or not WEIGHTY & {Role(role) for role in roles}:
        return
    if security_administrators(home.jurisdiction, clock.today()) >= NEEDED:
        raise Refused(
            "The place has two security administrators: they grant this role on the desk, one"
            " proposes and the other confirms. Nothing was added."
        )


def _organ(place: str, name: str) -> "Organ":
    from youwei.foundation.organs.models import Organ
    from youwei.kernel import clock

    organs = Organ.objects.in_force(clock.today())
    found = organs.filter(jurisdiction__code=place, name=name).first()
    if found is None:
        raise click.BadParameter(f"no organ of {place} is called {name}", param_hint="--organ")
    return found
