"""A place adopts the system from the command line: organs, campaign, first accounts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from youwei.config.cli import program

RULEBOOK = str(Path(__file__).parents[3] / "rulebooks" / "hebei-2016")
Run = Callable[..., Result]


@pytest.fixture
def run(db: None) -> Run:
    from datetime import date

    from youwei.foundation.organs.models import Level
    from youwei.foundation.organs.operations import add_jurisdiction, add_organ
    from youwei.kernel.actor import SYSTEM

    place = add_jurisdiction(
        actor=SYSTEM, code="990100", name="示范市", level=Level.CITY, valid_from=date(2015, 1, 1)
    )
    for name in ("示范市整顿办", "示范市领导小组"):
        add_organ(actor=SYSTEM, jurisdiction=place, name=name, valid_from=date(2015, 1, 1))
    return lambda *words: CliRunner().invoke(program, list(words))


def facts(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def opened(run: Run, *more: str) -> Result:
    return run(
        *("campaign", "open", "--json", "--place", "990100", "--name", "示范市作风整顿"),
        *("--prefix", "SF26", "--starts", "2026-01-01", "--ends", "2026-12-31"),
        *("--office", "示范市整顿办", "--leading", "示范市领导小组", "--rulebook", RULEBOOK),
        *more,
    )


@pytest.mark.usefixtures("still")
def test_a_city_opens_runs_and_ends_a_campaign_and_prepares_the_next(run: Run) -> None:
    assert facts(opened(run))["state"] == "draft"
    assert facts(run("campaign", "start", "SF26", "--json"))["state"] == "open"
    later = ("--starts", "2027-01-01", "--ends", "2027-12-31", "--new-prefix", "SF27")
    assert facts(run("campaign", "next-year", "SF26", "--json", "--name", "次年", *later))
    assert facts(run("campaign", "close", "SF26", "--json"))["state"] == "closed"


@pytest.mark.usefixtures("still")
def test_closed_is_closed(run: Run) -> None:
    opened(run)
    run("campaign", "start", "SF26")
    run("campaign", "close", "SF26")
    assert run("campaign", "start", "SF26").exit_code == 3


@pytest.mark.parametrize(
    "more",
    [
        ("--place", "000000"),
        ("--office", "没有的单位"),
        ("--ends", "2025-12-31"),
        ("--prefix", "x"),
    ],
)
def test_what_does_not_fit_leaves_no_half_campaign(run: Run, more: tuple[str, ...]) -> None:
    from youwei.foundation.campaigns.models import Campaign

    assert opened(run, *more).exit_code in {2, 3}
    assert not Campaign.objects.exists()


@pytest.mark.usefixtures("still")
def test_the_first_account_must_choose_its_own_password(run: Run) -> None:
    from youwei.foundation.people.models import Account

    found = facts(
        run(
            *("account", "add", "wang", "--json", "--name", "王", "--organ", "示范市整顿办"),
            *("--place", "990100", "--role", "security_admin"),
        )
    )
    account = Account.objects.get(username="wang")
    assert account.check_password(found["password"])
    assert account.password_due


def test_administrators_stay_apart(run: Run) -> None:
    from youwei.foundation.people.models import Account

    both = run(
        *("account", "add", "wang", "--name", "王", "--organ", "示范市整顿办"),
        *("--place", "990100", "--role", "security_admin", "--role", "system_admin"),
    )
    assert both.exit_code == 3
    assert not Account.objects.exists()
