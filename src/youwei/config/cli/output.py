"""What a command prints: sentences for people, one JSON object for programs."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_KEY = "youwei.json"


def json_option(command: Command) -> Command:
    """Adds `--json`: then standard output holds one JSON object and nothing else."""
    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        is_eager=True,  # so that a fault in a later option is already told as JSON
        callback=_remember,
        help="Print one JSON object on standard output; everything else goes to standard error.",
    )(command)


def wants_json() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_KEY))


def say(sentence: str) -> None:
    """One line for a person."""
    click.echo(sentence, err=wants_json())


def answer(facts: Mapping[str, object], sentence: str) -> None:
    """The result, once per command: the sentence for a person, the facts for a program."""
    say(sentence)
    if wants_json():
        print_object(facts)


def print_object(facts: Mapping[str, object]) -> None:
    click.echo(json.dumps(dict(facts), ensure_ascii=False, default=str))


def _remember(context: click.Context, _option: click.Parameter, value: bool) -> None:
    context.meta[_KEY] = value
