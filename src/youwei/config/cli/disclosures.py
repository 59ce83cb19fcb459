import click

from youwei.config.cli.exits import Refused
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import check_database, django_ready


@click.group()
def command() -> None:
    """Set up who receives sealed disclosures, and show whose keys are in use."""


@command.command()
@click.option("--place", required=True, help="Code of the place (GB/T 2260), such as 990000.")
@click.option(
    "--step",
    required=True,
    type=click.Choice(["own", "above"]),
    help="own: receives what is about the place's organs; above: what is about those who receive.",
)
@click.option("--organ", required=True, help="Full name of the organ, as in the directory.")
@json_option
def bodies(place: str, step: str, organ: str) -> None:
    """Appoint the organ whose discipline recipients receive for a place."""
    django_ready()
    check_database()
    from youwei.foundation.organs.models import Jurisdiction, Organ
    from youwei.kernel import clock
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.disclosures.operations.bodies import appoint
    from youwei.listening.disclosures.rules.routing import Step

    today = clock.today()
    found_place = Jurisdiction.objects.in_force(today).filter(code=place).first()
    if found_place is None:
        raise click.BadParameter(f"no place has the code {place}", param_hint="--place")
    found = Organ.objects.in_force(today).filter(name=organ).first()
    if found is None:
        raise click.BadParameter(f"no organ is called {organ}", param_hint="--organ")
    body = appoint(actor=SYSTEM, place=found_place, step=Step(step), organ=found)
    facts = {"place": place, "step": step, "organ": found.name, "id": body.pk}
    answer(facts, f"{found.name} receives ({step}) for {found_place.name}.")


@command.command()
@click.argument("username")
@json_option
def key(username: str) -> None:
    """Make the key pair of a discipline recipient, whose passphrase is asked for twice.

    The recipient types it themselves; it is kept nowhere. The page “My key” at the desk does the
    same. The first key of a body is in use at once, every other one waits for another recipient.
    """
    django_ready()
    check_database()
    from youwei.foundation.organs.models import Organ
    from youwei.foundation.people.models import Account
    from youwei.foundation.people.queries import actor_for
    from youwei.kernel import clock
    from youwei.kernel.actor import Role
    from youwei.kernel.refusal import Refusal
    from youwei.listening.disclosures.operations.recipients import make_key

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise click.BadParameter(f"nobody is called {username}", param_hint="USERNAME")
    actor = actor_for(account, clock.today())
    organ = Organ.objects.filter(pk__in=actor.organs_as(Role.DISCIPLINE)).order_by("pk").first()
    if organ is None:
        raise Refused(f"{username} is no discipline recipient of any organ.")
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    try:
        made = make_key(actor=actor, organ=organ, passphrase=passphrase)
    except Refusal as refusal:
        raise Refused(f"{refusal} {refusal.remedy}") from None
    facts = {"username": username, "public": made.public, "admitted": made.admitted_on is not None}
    state = "in use" if made.admitted_on else "waits for another recipient to admit it"
    answer(facts, f"Key {made.short} of {username} for {organ.name}: {state}.")
