"""`youwei account`: the first accounts of a place, before anybody can sign in to make others."""

from typing import TYPE_CHECKING

import click

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
    """Add an account with its roles. The password is printed once and opens only its own change."""
    django_ready()
    from django.db import transaction

    from youwei.foundation.people.operations import add_account, grant_role, issue_password
    from youwei.kernel.actor import SYSTEM

    home = _organ(place, organ)
    with transaction.atomic():
        account = add_account(actor=SYSTEM, username=username, name=name, organ=home)
        for role in roles:
            grant_role(actor=SYSTEM, account=account, role=Role(role), organ=home)
        password = issue_password(actor=SYSTEM, account=account)
    facts = {"username": username, "roles": list(roles), "password": password}
    answer(facts, f"{username} may sign in once with {password} and then chooses a password.")


def _organ(place: str, name: str) -> "Organ":
    from youwei.foundation.organs.models import Organ
    from youwei.kernel import clock

    organs = Organ.objects.in_force(clock.today())
    found = organs.filter(jurisdiction__code=place, name=name).first()
    if found is None:
        raise click.BadParameter(f"no organ of {place} is called {name}", param_hint="--organ")
    return found
