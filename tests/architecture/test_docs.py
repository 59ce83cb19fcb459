"""Reference pages name everything that exists, and nothing else."""

import re
from collections.abc import Iterator

import click
import pytest

from tests.architecture.source import ROOT, must_be_none
from youwei.config.environment import Environment

SETTINGS_PAGE = ROOT / "docs" / "settings.md"
VARIABLE = re.compile(r"\b(?:YOUWEI_[A-Z][A-Z0-9_]*|DATABASE_URL)\b")
TESTS_ONLY = frozenset(
    {"YOUWEI_TEST_DATABASE", "YOUWEI_INSTALL_CHROMIUM"}
)  # for tests, not read by the product


def variables() -> frozenset[str]:
    """What an installation may set."""
    fields = Environment.model_fields.items()
    return frozenset(str(f.validation_alias or f"YOUWEI_{name.upper()}") for name, f in fields)


def settings_faults(page: str) -> list[str]:
    """Variables that the page forgets, and such as do not exist."""
    named = set(VARIABLE.findall(page))
    return sorted(f"undocumented: {name}" for name in variables() - named) + sorted(
        f"does not exist: {name}" for name in named - variables() - TESTS_ONLY
    )


def command_faults(group: click.Group) -> list[str]:
    """Commands that are hidden from --help, or say nothing there."""
    context = click.Context(group)
    listed = group.get_help(context)
    return [
        f"{path}: {fault}"
        for path, command, shown in _commands(group, listed)
        for fault in _silent(command, shown, path)
    ]


def _commands(group: click.Group, listed: str) -> Iterator[tuple[str, click.Command, str]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command, listed
        if isinstance(command, click.Group):
            inner = command.get_help(click.Context(command))
            for path, sub, shown in _commands(command, inner):
                yield f"{name} {path}", sub, shown


def _silent(command: click.Command, shown: str, path: str) -> Iterator[str]:
    if not command.help:
        yield "says nothing of itself"
    if command.hidden or not re.search(rf"^\s+{re.escape(path.split()[-1])}\b", shown, re.M):
        yield "is missing from --help"
    for option in command.params:
        if isinstance(option, click.Option) and not option.help:
            yield f"{option.opts[0]} is not explained"


def test_every_setting_is_documented() -> None:
    must_be_none(settings_faults(SETTINGS_PAGE.read_text()))


def test_every_default_is_documented() -> None:
    page = SETTINGS_PAGE.read_text()
    for name in ("upload_bytes", "proof_of_work"):
        assert str(Environment.model_fields[name].default) in page.replace(" ", "")


def test_every_command_explains_itself() -> None:
    from youwei.config.cli import program

    must_be_none(command_faults(program))


def test_a_forgotten_setting_is_found() -> None:
    page = SETTINGS_PAGE.read_text().replace("YOUWEI_HOSTS", "")
    assert settings_faults(page) == ["undocumented: YOUWEI_HOSTS"]


@pytest.mark.parametrize("name", ["YOUWEI_NONSENSE"])
def test_an_invented_setting_is_found(name: str) -> None:
    assert f"does not exist: {name}" in settings_faults(f"{SETTINGS_PAGE.read_text()} {name}")


def test_a_silent_command_is_found() -> None:
    group = click.Group(commands=[click.Command("mute"), click.Command("veiled", hidden=True)])
    faults = command_faults(group)
    assert "mute: says nothing of itself" in faults
    assert "veiled: is missing from --help" in faults
