"""Finding cases by words (text/finding.py), the same on both engines.

The index is a table of its own, `complaints_words`, made by a migration: on SQLite an FTS5 table
that keeps no text, on PostgreSQL numbers of pairs under a GIN index. It only narrows: whether a
case holds the words is asked of the case, so that an entry that is out of date shows nothing.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import connection
from django.db.models import Func, Q, QuerySet, TextField
from django.db.models.lookups import Contains

from youwei.listening.complaints.models import Case
from youwei.text.finding import FOLDS, fold, is_folded_away, needles, pairs
from youwei.ui.paging import Among, not_walked

MOST = 2_000  # hits up to which the index leads to the cases
AMONG = 5_000  # cases that are read where the words are commoner than that, or too short

_ADD = {
    "sqlite": "INSERT INTO complaints_words (rowid, pairs) VALUES (%s, %s)",
    "postgresql": "INSERT INTO complaints_words (case_id, pairs) VALUES (%s, %s)"
    " ON CONFLICT (case_id) DO UPDATE SET pairs = EXCLUDED.pairs",
}
# Words that the table does not keep are removed by showing them once more.
_REMOVE = {
    "sqlite": "INSERT INTO complaints_words (complaints_words, rowid, pairs)"
    " VALUES ('delete', %s, %s)",
    "postgresql": "DELETE FROM complaints_words WHERE case_id = %s",
}
_FIND = {
    "sqlite": "SELECT rowid FROM complaints_words WHERE complaints_words MATCH %s LIMIT %s",
    "postgresql": "SELECT case_id FROM complaints_words WHERE pairs @> %s LIMIT %s",
}


class _Folded(Func):
    """`fold` in the database."""

    function = "youwei_fold"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        signs = "".join(map(chr, FOLDS)), "".join(map(chr, FOLDS.values()))
        sql, params = super().as_sql(
            compiler, connection, template="translate(%(expressions)s, %%s, %%s)", **context
        )
        return sql, (*params, *signs)


@dataclass(frozen=True, slots=True)
class Found:
    """`partly`: the words are so common that only the first of the cases were read for them."""

    cases: QuerySet[Case]
    partly: bool = False


def holding(cases: QuerySet[Case], words: str) -> Found:
    """Those of the cases, in their order, that hold every word, or have it as their number."""
    wanted = needles(words)
    if not wanted:
        return Found(cases)
    fetched = not_walked(cases)
    held = Q()
    for needle in wanted:
        held &= _holds(needle)
    numbered = list(Case.objects.filter(number=words.strip().upper()).values_list("pk", flat=True))
    hits = _hits(frozenset[str]().union(*map(pairs, wanted)))
    if hits is not None:
        return Found(fetched.filter(held & Q(Among(hits)) | Q(pk__in=numbered)))
    # Keys, not a subquery: PostgreSQL would read every case for it.
    first = list(cases.values_list("pk", flat=True)[: AMONG + 1])
    among = held & Q(Among(first[:AMONG]))
    return Found(fetched.filter(among | Q(pk__in=numbered)), partly=len(first) > AMONG)


def remember(cases: Iterable[Case]) -> None:
    """Makes new cases findable, in the transaction that stores them."""
    statement = _ADD[connection.vendor]
    rows = [(case.pk, stored(_words_of(case))) for case in cases]
    with connection.cursor() as cursor:
        # One alone without the machinery of many: each complaint that comes in is one alone.
        if len(rows) == 1:
            cursor.execute(statement, rows[0])
        else:
            cursor.executemany(statement, rows)


def forget(case: Case) -> None:
    """Called with the words as they stand, before they are erased or changed."""
    given = (case.pk, stored(_words_of(case))) if connection.vendor == "sqlite" else (case.pk,)
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE[connection.vendor], given)


def tidy() -> None:
    """What was forgotten leaves the index, where SQLite else only marks it; about six seconds at a
    million cases, nothing where nothing came since.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO complaints_words (complaints_words) VALUES ('optimize')")


def stored(words: str, vendor: str | None = None) -> str | list[int]:
    """What the index keeps of the words, or asks for."""
    found = sorted(pairs(words))
    if (vendor or connection.vendor) == "sqlite":
        return " ".join(found)
    return sorted({_number(pair) for pair in found})


def teach(connection: Any, **_: object) -> None:
    """Each new connection to SQLite learns to fold."""
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        raw.create_function("youwei_fold", 1, fold, deterministic=True)


def _words_of(case: Case) -> str:
    return f"{case.summary}\n{case.text}"


def _number(pair: str) -> int:
    """Two pairs may share a number: the text decides."""
    return crc32(pair.encode()) - 2**31


def _holds(needle: str) -> Q:
    if is_folded_away(needle):
        summary, text = (Contains(_Folded(name), needle) for name in ("summary", "text"))
        return Q(summary) | Q(text)
    return Q(summary__contains=needle) | Q(text__contains=needle)


def _hits(wanted: frozenset[str]) -> list[int] | None:
    """Ids of the cases that hold all the pairs; None where there are too many to be listed."""
    if not wanted:
        return None
    asked: str | list[int] = (
        " ".join(f'"{pair}"' for pair in sorted(wanted))
        if connection.vendor == "sqlite"
        else [_number(pair) for pair in wanted]
    )
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [asked, MOST + 1])
        hits = [row[0] for row in cursor.fetchall()]
    return hits if len(hits) <= MOST else None
