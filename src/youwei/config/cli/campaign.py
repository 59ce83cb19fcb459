"""`youwei campaign`: a place begins, runs and ends its rectification."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import django_ready

if TYPE_CHECKING:
    from youwei.foundation.campaigns.models import Campaign
    from youwei.foundation.organs.models import Organ

DAY = click.DateTime(["%Y-%m-%d"])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """A campaign: a place, a period and a rulebook."""


@command.command("open")
@click.option("--place", required=True, help="GB/T 2260 code of the place.")
@click.option("--name", required=True, help="Name of the campaign.")
@click.option("--prefix", required=True, help="Letters and digits before its numbers, as HB26.")
@click.option("--starts", required=True, type=DAY, help="First day.")
@click.option("--ends", required=True, type=DAY, help="Last day.")
@click.option("--office", required=True, help="Name of the organ that hosts the office.")
@click.option("--leading", required=True, help="Name of the organ that hosts the leading group.")
@click.option("--rulebook", required=True, type=FOLDER, help="Folder of the rulebook.")
@json_option
def open_(
    place: str,
    name: str,
    prefix: str,
    starts: datetime,
    ends: datetime,
    office: str,
    leading: str,
    rulebook: Path,
) -> None:
    """Prepare a campaign and give it its rulebook. It starts with `youwei campaign start`."""
    django_ready()
    from django.db import transaction

    from youwei.foundation.campaigns.operations import adopt_rulebook, open_campaign
    from youwei.foundation.organs.models import Jurisdiction
    from youwei.kernel.actor import SYSTEM

    where = Jurisdiction.objects.filter(code=place, valid_to=None).first()
    if where is None:
        raise click.BadParameter(f"no place has the code {place}", param_hint="--place")
    with transaction.atomic():
        campaign = open_campaign(
            actor=SYSTEM,
            jurisdiction=where,
            name=name,
            number_prefix=prefix,
            starts=starts.date(),
            ends=ends.date(),
            office_organ=_organ(where.pk, office, "--office"),
            leading_organ=_organ(where.pk, leading, "--leading"),
        )
        campaign = adopt_rulebook(actor=SYSTEM, campaign=campaign, path=rulebook)
    _tell(campaign, f"{name} is prepared. Start it with: youwei campaign start {prefix}")


@command.command()
@click.argument("prefix")
@json_option
def start(prefix: str) -> None:
    """From now on matters are taken in."""
    django_ready()
    from youwei.foundation.campaigns.operations import start_campaign
    from youwei.kernel.actor import SYSTEM

    campaign = start_campaign(actor=SYSTEM, campaign=_campaign(prefix))
    _tell(campaign, f"{campaign.name} runs until {campaign.ends}.")


@command.command()
@click.argument("prefix")
@json_option
def close(prefix: str) -> None:
    """Nothing new is taken in; what is open is worked off. Closed is closed."""
    django_ready()
    from youwei.foundation.campaigns.operations import close_campaign
    from youwei.kernel.actor import SYSTEM

    campaign = close_campaign(actor=SYSTEM, campaign=_campaign(prefix))
    _tell(campaign, f"{campaign.name} is closed.")


@command.command("adopt")
@click.argument("prefix")
@click.argument("rulebook", type=FOLDER)
@json_option
def adopt(prefix: str, rulebook: Path) -> None:
    """Give a campaign another version of its rulebook."""
    django_ready()
    from youwei.foundation.campaigns.operations import adopt_rulebook
    from youwei.kernel.actor import SYSTEM

    campaign = adopt_rulebook(actor=SYSTEM, campaign=_campaign(prefix), path=rulebook)
    _tell(campaign, f"{campaign.name} runs by {campaign.rulebook_version}.")


@command.command("next-year")
@click.argument("prefix")
@click.option("--name", required=True, help="Name of the new campaign.")
@click.option("--new-prefix", required=True, help="Letters and digits before its numbers.")
@click.option("--starts", required=True, type=DAY, help="First day.")
@click.option("--ends", required=True, type=DAY, help="Last day.")
@json_option
def next_year_(prefix: str, name: str, new_prefix: str, starts: datetime, ends: datetime) -> None:
    """Prepare the following year's campaign of the same place."""
    django_ready()
    from youwei.foundation.campaigns.operations import next_year
    from youwei.kernel.actor import SYSTEM

    campaign = next_year(
        actor=SYSTEM,
        campaign=_campaign(prefix),
        name=name,
        number_prefix=new_prefix,
        starts=starts.date(),
        ends=ends.date(),
    )
    _tell(campaign, f"{name} is prepared. Start it with: youwei campaign start {new_prefix}")


def _campaign(prefix: str) -> "Campaign":
    from youwei.foundation.campaigns.models import Campaign

    found = Campaign.objects.filter(number_prefix=prefix).first()
    if found is None:
        raise click.BadParameter(f"no campaign has the prefix {prefix}", param_hint="PREFIX")
    return found


def _organ(place: int, name: str, option: str) -> "Organ":
    from youwei.foundation.organs.models import Organ
    from youwei.kernel import clock

    found = Organ.objects.in_force(clock.today()).filter(jurisdiction=place, name=name).first()
    if found is None:
        raise click.BadParameter(f"no organ of the place is called {name}", param_hint=option)
    return found


def _tell(campaign: "Campaign", sentence: str) -> None:
    facts = {
        "prefix": campaign.number_prefix,
        "state": campaign.state,
        "rulebook": str(campaign.rulebook_version),
    }
    answer(facts, sentence)
