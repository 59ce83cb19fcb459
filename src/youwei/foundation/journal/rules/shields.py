"""What is hidden from whom, by the name of the app that says so."""

from collections.abc import Callable
from typing import Any

from youwei.kernel.actor import Actor

Subjects = Callable[[Actor], Any]  # a query of subjects
_shields: dict[str, Subjects] = {}


def add(name: str, subjects: Subjects) -> None:
    _shields[name] = subjects


def shields() -> tuple[Subjects, ...]:
    return tuple(_shields.values())
