import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core.files.storage import default_storage

from youwei.config import cli
from youwei.config.cli.exits import Exit
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.organs.models import Jurisdiction, Level
from youwei.foundation.organs.operations import add_jurisdiction
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State
from youwei.simulation import truth
from youwei.simulation.establishing import FOUNDED


@pytest.fixture(autouse=True)
def _own_folder(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.YOUWEI_DATA = tmp_path
    settings.DEMO = True
    yield
    for stored in EvidenceFile.objects.values_list("stored", flat=True):
        default_storage.delete(stored)


def demo(*words: str) -> Result:
    return CliRunner().invoke(cli.program, ["demo", "--size", "small", *words])


def something() -> Jurisdiction:
    return add_jurisdiction(
        actor=SYSTEM, code="980000", name="别处", level=Level.PROVINCE, valid_from=FOUNDED
    )


def test_it_builds_once(settings: Any) -> None:
    first = demo("--seed", "3", "--json")
    assert first.exit_code == Exit.DONE, first.output
    told = json.loads(first.stdout)
    assert told["cases"] == Case.objects.count()
    assert {"office", "handler", "lead", "checker"} <= set(told["logins"])
    assert truth.read(settings.YOUWEI_DATA).seed == 3
    again = demo("--json")
    assert again.exit_code == Exit.DONE
    assert json.loads(again.stdout) == {"built": False, "demo": True}
    assert Case.objects.count() == told["cases"]


def test_other_data_is_left_alone() -> None:
    something()
    refused = demo("--json")
    assert refused.exit_code == Exit.REFUSED
    assert "YOUWEI_DATA" in json.loads(refused.stdout)["message"]
    assert Jurisdiction.objects.count() == 1


def test_other_data_is_no_fault_if_one_says_so() -> None:
    something()
    left = demo("--if-empty", "--json")
    assert left.exit_code == Exit.DONE
    assert json.loads(left.stdout) == {"built": False, "demo": False}


def test_production_is_refused(settings: Any) -> None:
    settings.DEMO = False
    refused = demo()
    assert refused.exit_code == Exit.REFUSED
    assert not Jurisdiction.objects.exists()
    assert not (settings.YOUWEI_DATA / truth.FILE).exists()


def test_a_failure_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from youwei.simulation import year

    def broken(*_: object) -> None:
        raise RuntimeError("after the founding")

    monkeypatch.setattr(year, "_plan_changes", broken)
    assert demo().exit_code != Exit.DONE
    assert not Jurisdiction.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.first_engine  # the province of `test_it_builds_once`, with other days
def test_no_state_is_missing_after_a_long_holiday() -> None:
    with clock.at(datetime(2026, 10, 7, 3, 0, tzinfo=clock.ZONE)):  # the last day of National Day
        assert demo().exit_code == Exit.DONE
    assert set(Case.objects.values_list("state", flat=True)) == {state.value for state in State}
    duties = set(Duty.objects.values_list("state", flat=True))
    assert duties == {state.value for state in DutyState}
