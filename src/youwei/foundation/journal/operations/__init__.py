"""What makes a write an operation: one transaction and exactly one typed event of its own."""

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from youwei.foundation.journal.models import JournalEvent, algorithm
from youwei.foundation.journal.queries.seals import seal_keys
from youwei.foundation.journal.rules import digest_of, seal_of
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import LABEL_LIMIT, Event

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_written: ContextVar[list[int] | None] = ContextVar("written", default=None)
_undoing: ContextVar[list[Callable[[], object]] | None] = ContextVar("undoing", default=None)


class JournalFault(Exception):
    """An operation recorded no event, or more than one: a fault of the program."""


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Makes `function` one transaction that records exactly one event.

    An operation may call others; each records its own event, and all stand or fall together.
    """
    _require_signature(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _written.set([])
        try:
            with transaction.atomic(), _undone_if_it_fails():
                result = function(*args, **kwargs)
                events = _written.get() or []
                if len(events) != 1:
                    raise JournalFault(f"{function.__qualname__} recorded {len(events)} events")
            return result
        finally:
            _written.reset(token)

    run.is_operation = True  # type: ignore[attr-defined]
    return cast("Callable[P, R]", run)


def on_undo(action: Callable[[], object]) -> None:
    """Runs `action` if the running operation, or one that called it, fails: for what a rollback
    does not take back, such as a stored file. Not run where the commit itself fails, since nobody
    can tell then whether it happened.
    """
    undoing = _undoing.get()
    if undoing is None:
        raise JournalFault("only an operation can be undone")
    undoing.append(action)


@contextmanager
def _undone_if_it_fails() -> Iterator[None]:
    mine: list[Callable[[], object]] = []
    token = _undoing.set(mine)
    try:
        yield
    except BaseException:
        for action in reversed(mine):
            try:
                action()
            except Exception:  # the reason of the failure must reach the caller, not this one
                logger.exception("something could not be undone")
        raise
    finally:
        _undoing.reset(token)
    outer = _undoing.get()
    if outer is not None:
        outer.extend(mine)


def record(
    *,
    actor: Actor,
    event: Event,
    subject: str,
    trail: str | None = None,
    campaign_id: int | None = None,
) -> JournalEvent:
    """Writes the event into the running operation.

    `subject` names the thing ('duty:17'); `trail` the thing it grew out of ('case:5'), so that the
    history of a case with all its duties is one query.
    """
    written = _written.get()
    if written is None:
        raise JournalFault("an event is recorded inside an operation only")
    at = clock.now()
    data = event.payload()
    label = actor.label[:LABEL_LIMIT]
    digest = digest_of(
        at=at,
        kind=event.kind,
        campaign_id=campaign_id,
        subject=subject,
        trail=trail or subject,
        actor=(actor.kind.value, actor.account_id, label),
        data=data,
        algorithm=algorithm(),
    )
    row = JournalEvent(
        at=at,
        kind=event.kind,
        campaign_id=campaign_id,
        subject=subject,
        trail=trail or subject,
        actor_kind=actor.kind.value,
        actor_id=actor.account_id,
        actor_label=label,
        data=data,
        digest=digest,
        seal=seal_of(digest, seal_keys()[0], algorithm()),
    )
    row.save()
    written.append(row.pk)
    return row


def _require_signature(function: Callable[P, R]) -> None:
    parameters = inspect.signature(function).parameters
    if "actor" not in parameters or any(
        p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()
    ):
        raise TypeError(f"{function.__qualname__} must be keyword-only and take actor")
