"""A scene that many tests begin with is played once in a process; then its rows are put back.

Playing one takes longer than most tests. The rows are those that the operations wrote, with their
keys; what was returned comes as a fresh copy, so that no test sees what another did to it.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_save

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.queries import rulebook
from youwei.kernel import clock

T = TypeVar("T")
Rows = tuple[Any, ...]
# Full-text rows cannot be read back; only scenes without cases are remembered.
UNREAD = "complaints_case"


class CannotRemember(AssertionError):
    """The scene does more than to add rows to tables of models."""


@dataclass(frozen=True)
class _Played:
    rows: dict[str, Rows]  # by table, parents before children
    result: bytes


def remembered(play: Callable[[], T]) -> Callable[[], T]:
    """Makes `play` put back what it wrote the first time, wherever nothing was written before it.

    A moment at which the clock stands still has a scene of its own.
    """
    known: dict[datetime | None, _Played] = {}

    @wraps(play)
    def again() -> T:
        if JournalEvent.objects.exists():
            return play()  # on top of what a test made: other keys
        moment = clock._fixed.get()
        if moment not in known:
            result, known[moment] = _play(play)
            return result
        return cast("T", _put_back(known[moment]))

    return again


def _play(play: Callable[[], T]) -> tuple[T, _Played]:
    before = _all_rows()
    result = play()
    rows: dict[str, Rows] = {}
    for table, now in _all_rows().items():
        there = set(before[table])
        if not there <= set(now):
            raise CannotRemember(f"{play.__qualname__} changes rows of {table}")
        if added := tuple(row for row in now if row not in there):
            rows[table] = added
    if UNREAD in rows:
        raise CannotRemember(f"{play.__qualname__} hands in cases")
    return result, _Played(rows, pickle.dumps(result))


def _put_back(played: _Played) -> Any:
    _Books.read_anew_if_another_was_adopted()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in played.rows.items():
            _write(cursor, table, rows)
    return pickle.loads(played.result)


def _all_rows() -> dict[str, Rows]:
    with connection.cursor() as cursor:
        return {
            model._meta.db_table: _read(cursor, model._meta.db_table, str(model._meta.pk.column))
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }


if connection.vendor == "postgresql":
    # In its own text form: nothing is read and written anew on the way.
    def _read(cursor: CursorWrapper, table: str, key: str) -> Rows:
        with cursor.copy(f'COPY (SELECT * FROM "{table}" ORDER BY "{key}") TO STDOUT') as lines:
            return tuple(b"".join(map(bytes, lines)).splitlines(keepends=True))

    def _write(cursor: CursorWrapper, table: str, rows: Rows) -> None:
        with cursor.copy(f'COPY "{table}" FROM STDIN') as lines:
            lines.write(b"".join(rows))

else:

    def _read(cursor: CursorWrapper, table: str, key: str) -> Rows:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
        return tuple(cursor.fetchall())

    def _write(cursor: CursorWrapper, table: str, rows: Rows) -> None:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


class _Books:
    """The program forgets the rulebooks that it has read when one is saved; here none is."""

    adopted = False

    @classmethod
    def note(cls, **_: object) -> None:
        cls.adopted = True

    @classmethod
    def read_anew_if_another_was_adopted(cls) -> None:
        if cls.adopted:
            rulebook.cache_clear()
            cls.adopted = False


post_save.connect(_Books.note, sender=RulebookVersion)
