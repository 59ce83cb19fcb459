import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from youwei.config import cli
from youwei.config.cli.exits import Exit, Failure
from youwei.config.cli.output import answer, json_option, say
from youwei.kernel.refusal import WrongState


@click.command()
@click.argument("outcome")
@json_option
def trial(outcome: str) -> None:
    """A command that ends as it is told."""
    say("reading")
    if outcome == "refused":
        raise WrongState
    if outcome == "wrong":
        raise Failure("one row does not fit", row=7)
    answer({"read": 2, "report": Path("报告.csv")}, "2 rows read.")


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setitem(cli.COMMANDS, "trial", __name__)
    monkeypatch.setattr(sys.modules[__name__], "command", trial, raising=False)
    return CliRunner()


def shell(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "youwei.config.cli", *words]
    return subprocess.run(
        command, env=os.environ | env, capture_output=True, text=True, check=False
    )


def test_json_is_exactly_one_object_on_standard_output(runner: CliRunner) -> None:
    result = runner.invoke(cli.program, ["trial", "done", "--json"])
    assert result.exit_code == Exit.DONE
    assert json.loads(result.stdout) == {"read": 2, "report": "报告.csv"}
    assert "2 rows read." in result.stderr


def test_without_json_a_person_reads_sentences(runner: CliRunner) -> None:
    result = runner.invoke(cli.program, ["trial", "done"])
    assert result.stdout == "reading\n2 rows read.\n"


@pytest.mark.parametrize(
    ("outcome", "code", "facts"),
    [
        ("refused", Exit.REFUSED, {"error": "refused", "code": "wrong_state"}),
        ("wrong", Exit.WRONG, {"error": "wrong", "row": 7}),
    ],
)
def test_failures_are_one_object_too(
    runner: CliRunner, outcome: str, code: Exit, facts: dict[str, object]
) -> None:
    result = runner.invoke(cli.program, ["trial", "--json", outcome])
    assert result.exit_code == code
    told = json.loads(result.stdout)
    assert facts.items() <= told.items()
    assert told["message"] in result.stderr


def test_a_crash_is_not_taken_for_something_found_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "setup", "youwei.config.cli.no_such_module")
    monkeypatch.setattr(sys, "argv", ["youwei", "setup"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == Exit.FAULT
    assert "ModuleNotFoundError" in capsys.readouterr().err


def test_a_refusal_says_what_can_be_done(runner: CliRunner) -> None:
    result = runner.invoke(cli.program, ["trial", "refused"])
    assert result.exit_code == Exit.REFUSED
    assert WrongState.message in result.stderr
    assert WrongState.remedy in result.stderr


def test_usage_errors_end_with_two() -> None:
    assert CliRunner().invoke(cli.program, ["no-such-command"]).exit_code == Exit.USAGE


@pytest.mark.parametrize("name", [*cli.COMMANDS])
def test_every_listed_command_has_help_without_django(name: str) -> None:
    result = CliRunner().invoke(cli.program, [name, "--help"])
    assert result.exit_code == Exit.DONE
    assert len(result.stdout) > 60


def test_help_documents_the_exit_codes() -> None:
    text = CliRunner().invoke(cli.program, ["--help"]).stdout
    assert all(f"{code.value}  " in text for code in Exit)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DATABASE_URL", "mysql://host/name"), ("YOUWEI_MODE", "holiday"), ("YOUWEI_DATA", __file__)],
)
def test_nonsense_in_the_environment_is_one_message_and_code_4(variable: str, value: str) -> None:
    result = shell("journal", "verify", "--json", **{variable: value})
    assert result.returncode == Exit.ENVIRONMENT
    assert variable in result.stderr
    assert "Traceback" not in result.stderr
    assert json.loads(result.stdout)["error"] == "environment"


@pytest.mark.parametrize("words", [("journal", "verify"), ("run",), ("worker",)])
def test_a_database_that_is_not_set_up_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = shell(*words, YOUWEI_DATA=str(tmp_path / "new" / "data"), DATABASE_URL="")
    assert result.returncode == Exit.ENVIRONMENT
    assert "youwei setup" in result.stderr
    assert (tmp_path / "new" / "data").stat().st_mode & 0o077 == 0
