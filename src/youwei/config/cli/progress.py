"""How far a long command is: a bar on a terminal, plain lines elsewhere, always standard error."""

import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")
PATIENCE = 2.0  # seconds without a sign that nobody minds
LINE_EVERY = 5.0  # seconds between two plain lines


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Gives a function `advance(steps)`; nothing is shown before two seconds have passed.

    Without `total` the bar only shows that work goes on.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        with _Bar(console, label, total) as bar:
            yield bar.advance
    else:
        yield _Lines(label, total).advance


def track(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """Passes the items on and shows how many have been dealt with."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    with progress(label, total) as advance:
        for item in items:
            yield item
            advance(1)


class _Bar:
    def __init__(self, console: Console, label: str, total: int | None) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
        self._task = self._bar.add_task(label, total=total)
        self._shown_from = time.monotonic() + PATIENCE
        self._shown = False

    def __enter__(self) -> "_Bar":
        return self

    def advance(self, steps: int) -> None:
        self._bar.advance(self._task, steps)
        if not self._shown and time.monotonic() >= self._shown_from:
            self._shown = True
            self._bar.start()

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()


class _Lines:
    def __init__(self, label: str, total: int | None) -> None:
        self._label, self._total, self._done = label, total, 0
        self._next = time.monotonic() + PATIENCE

    def advance(self, steps: int) -> None:
        self._done += steps
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LINE_EVERY
            of = f" of {self._total}" if self._total is not None else ""
            click.echo(f"{self._label}: {self._done}{of}", err=True)
