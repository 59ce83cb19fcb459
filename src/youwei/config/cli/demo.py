"""Fills an empty database with the simulated province."""

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from youwei.config.cli.exits import Refused
from youwei.config.cli.output import answer, json_option, say
from youwei.config.cli.progress import progress
from youwei.config.cli.ready import check_database, django_ready

if TYPE_CHECKING:
    from youwei.simulation.year import Built

SEED = 2016


@click.command(short_help="Fill an empty database with a made-up province.")
@click.option("--seed", default=SEED, show_default=True, help="Another number, another year.")
@click.option(
    "--size",
    default="full",
    show_default=True,
    type=click.Choice(["small", "full"]),
    help="full: about 600 complaints; small: a few organs, about 60 complaints.",
)
@click.option("--if-empty", is_flag=True, help="Leave a database that holds anything as it is.")
@json_option
def command(seed: int, size: str, if_empty: bool) -> None:
    """Fill an empty database with nine months of a made-up province (示范省).

    Nobody and no place in it is real. A database that holds anything else is refused; so is an
    installation in production.
    """
    django_ready()
    from django.conf import settings

    from youwei.simulation.year import is_demo, is_empty

    if not settings.DEMO:
        raise Refused("In production no made-up data is loaded. Use another data folder.")
    check_database()
    if is_demo():
        answer({"built": False, "demo": True}, "The simulated province is there already.")
        return
    if not is_empty():
        if if_empty:
            answer({"built": False, "demo": False}, "The database holds data; nothing was added.")
            return
        raise Refused(
            "The database holds data of its own. Name an empty data folder with YOUWEI_DATA."
        )
    started = time.monotonic()
    built = _build(seed, size)
    _tell(built, time.monotonic() - started)


def _build(seed: int, size: str) -> "Built":
    from youwei.foundation.duties.jobs import gather_news, remind_and_escalate
    from youwei.kernel import clock
    from youwei.listening.complaints.jobs import close_after_window
    from youwei.listening.followup.jobs import draw_call_backs, follow_silence, watch_retaliation
    from youwei.listening.matters.jobs import watch_heat
    from youwei.simulation.year import build, plan_demo, steps

    plan = plan_demo(seed, size)
    with progress("simulating", steps(plan)) as advance:
        weeks = plan.ends - timedelta(days=14)  # who watches months that are over gains nothing

        def heat() -> int:
            return watch_heat() if clock.now() > weeks else 0

        jobs = (
            remind_and_escalate,
            close_after_window,
            draw_call_backs,
            follow_silence,
            watch_retaliation,
            heat,
            gather_news,
        )
        return build(plan, jobs, advance)


def _tell(built: "Built", seconds: float) -> None:
    from django.utils import translation

    from youwei.foundation.people.queries import demo_logins
    from youwei.foundation.people.rules.demo import DEMO_PASSWORD
    from youwei.listening.disclosures.rules.demo import DEMO_PASSPHRASE

    logins = demo_logins()
    with translation.override("zh-hans"):
        for login in logins:
            say(f"  {login.username:<10} {translation.gettext(login.role)} · {login.organ}")
    facts = {
        "built": True,
        "demo": True,
        "seed": built.truth.seed,
        "cases": built.cases,
        "seconds": round(seconds, 1),
        "password": DEMO_PASSWORD,
        "logins": [login.username for login in logins],
        "ballot_codes": list(built.ballot_codes),
        "receipts": [{"number": one.number, "code": one.code} for one in built.receipts],
        "disclosures": [
            {"number": one.number, "passphrase": one.phrase} for one in built.disclosures
        ],
        "passphrase": DEMO_PASSPHRASE,
    }
    for receipt in built.receipts:
        say(f"  status page: {receipt.number}  {receipt.code}")
    for code in built.ballot_codes:
        say(f"  ballot /rate/: {code}")
    for sealed in built.disclosures[:2]:
        say(f"  sealed disclosure: {sealed.number}  {sealed.phrase}")
    say(f"  passphrase of the recipients' keys: {DEMO_PASSPHRASE}")
    sentence = f"{built.cases} complaints in {seconds:.0f} s. Password of all: {DEMO_PASSWORD}"
    answer(facts, sentence)
