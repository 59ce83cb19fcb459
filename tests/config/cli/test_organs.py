"""`youwei organs`: the directory goes out as a workbook and comes in again."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.foundation.organs.made import organ, place
from youwei.config.cli import program
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.rules.sheets import HEADINGS, ORGANS
from youwei.kernel.workbook import Sheet, write_sheets

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(program, ["organs", *words, "--json"])
    return result.exit_code, json.loads(result.stdout.splitlines()[-1])


def test_out_and_in_again_adds_nothing(tmp_path: Path) -> None:
    organ(place(), "示范整顿办")
    file = str(tmp_path / "organs.xlsx")
    assert run("export", file)[0] == 0
    assert run("import", file) == (0, {"imported": 0, "skipped": 2, "rejected": []})


def test_bad_rows_are_listed_and_nothing_is_imported(tmp_path: Path) -> None:
    place()
    file = tmp_path / "organs.xlsx"
    rows = [(None, "139900", "好局", None, None, None, "2016-01-01"), (None, "13", "坏局")]
    file.write_bytes(write_sheets([Sheet(ORGANS, HEADINGS[ORGANS], rows)]))
    code, answer = run("import", str(file))
    assert code == 1
    assert answer["rejected"] == [[ORGANS, 3, "地区代码", "is no code of six digits"]]
    assert not Organ.objects.exists()


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "organs.xlsx"
    file.write_bytes(b"name,value")
    code, answer = run("import", str(file))
    assert code == 3
    assert answer["code"] == "not_a_workbook"
