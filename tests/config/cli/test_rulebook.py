import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from youwei.config.cli import program
from youwei.config.cli.exits import Exit

ROOT = Path(__file__).resolve().parents[3]
RULEBOOKS = ROOT / "rulebooks"
COUNTY = ROOT / "tests/foundation/rulebook/shelf/demo-county"


@pytest.fixture
def run() -> CliRunner:
    return CliRunner()


def broken(folder: Path) -> Path:
    county = folder / "demo-county"
    county.mkdir()
    for file in COUNTY.glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("threshold: 20", "threshold: 2")
        (county / file.name).write_text(text, encoding="utf-8")
    return county


@pytest.mark.parametrize("folder", [RULEBOOKS / "hebei-2016", COUNTY], ids=lambda one: one.name)
def test_a_sound_rulebook(run: CliRunner, folder: Path) -> None:
    done = run.invoke(program, ["rulebook", "check", str(folder), "--json"])
    assert done.exit_code == Exit.DONE
    facts = json.loads(done.stdout)
    assert (facts["valid"], facts["id"], facts["faults"]) == (True, folder.name, [])
    assert len(facts["digest"]) == 64
    assert facts["digest"] in done.stderr


def test_a_broken_rulebook_is_told_line_by_line(run: CliRunner, tmp_path: Path) -> None:
    done = run.invoke(program, ["rulebook", "check", str(broken(tmp_path))])
    assert done.exit_code == Exit.WRONG
    first, last = done.stdout.splitlines()
    assert first.startswith("rules.yaml:24: publication: suppression.threshold: ")
    assert last.endswith("demo-county: 1 fault.")


def test_a_broken_rulebook_for_a_program(run: CliRunner, tmp_path: Path) -> None:
    done = run.invoke(program, ["rulebook", "check", str(broken(tmp_path)), "--json"])
    assert done.exit_code == Exit.WRONG
    (fault,) = json.loads(done.stdout)["faults"]
    assert (fault["file"], fault["line"], fault["rule"]) == ("rules.yaml", 24, "publication")


def test_a_folder_that_is_not_there(run: CliRunner, tmp_path: Path) -> None:
    done = run.invoke(program, ["rulebook", "check", str(tmp_path / "nowhere"), "--json"])
    assert done.exit_code == Exit.WRONG
    assert json.loads(done.stdout)["valid"] is False


@pytest.mark.parametrize(("option", "name"), [([], "rulebook"), (["--extension"], "extension")])
def test_the_schema_files_are_fresh(run: CliRunner, option: list[str], name: str) -> None:
    """Run `youwei rulebook schema --write rulebooks/schema` where this fails."""
    done = run.invoke(program, ["rulebook", "schema", *option])
    file = RULEBOOKS / "schema" / f"{name}.schema.json"
    assert done.stdout == file.read_text(encoding="utf-8")


def test_both_schemas_are_written(run: CliRunner, tmp_path: Path) -> None:
    done = run.invoke(program, ["rulebook", "schema", "--write", str(tmp_path)])
    assert done.exit_code == Exit.DONE
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "extension.schema.json",
        "rulebook.schema.json",
    ]


def validator(name: str) -> jsonschema.Draft202012Validator:
    text = (RULEBOOKS / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def parsed(text: str) -> object:
    # An editor sees days as text.
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


@pytest.mark.parametrize(
    ("name", "folder"), [("rulebook", RULEBOOKS / "hebei-2016"), ("extension", COUNTY)]
)
def test_an_editor_accepts_our_own_rulebooks(name: str, folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert list(validator(name).iter_errors(parsed(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "themes: {a: {name: {zh: 甲, en: A}, plain: {zh: 甲, en: A}}}",  # no ground
        "themes: {a: {name: {en: A}, plain: {zh: 甲, en: A}, clause: x}}",
        "publication: {suppression: {threshold: 4, clause: x}}",
        "duties: {signing: {term: 2 weeks, clause: x}}",
        "rewards: {}",
    ],
)
def test_an_editor_marks_what_is_wrong(text: str) -> None:
    assert list(validator("rulebook").iter_errors(parsed(text))) != []
