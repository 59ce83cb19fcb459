"""What a backup says about itself, and the same facts of a database that was restored from it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.conf import settings
from pydantic import BaseModel

from youwei.kernel import sealing

FORMAT = 1
# Sessions end with a restore: whoever signs in proves anew who they are. The cache holds marks that
# last an hour.
LEFT_OUT = ("people_desksession", "cache_entry")
_COUNT = 'SELECT count(*) FROM "{}"'  # of a table that the database itself named
Rows = Callable[[str], Iterable[Sequence[Any]]]


class JournalFacts(BaseModel):
    """`digests` is SHA-256 over the digests of all events in their order; `root` of the newest
    signed head, which covers the first `size` events.
    """

    events: int
    digests: str
    size: int
    root: str


class Manifest(BaseModel):
    """`secret` tells whether an installation has the secret that this one had, and not which."""

    format: int = FORMAT
    made_at: datetime
    software: str
    engine: str
    migrations: list[tuple[str, str]]
    tables: dict[str, int]
    journal: JournalFacts
    rulebooks: list[tuple[str, str, str]]
    secret: str
    with_keys: bool


def made_from(
    rows: Rows, *, tables: Iterable[str], engine: str, at: datetime, with_keys: bool
) -> Manifest:
    return Manifest(
        made_at=at,
        software=version("youwei"),
        engine=engine,
        migrations=[
            (row[0], row[1])
            for row in rows("SELECT app, name FROM django_migrations ORDER BY app, name")
        ],
        tables=row_counts(rows, tables),
        journal=journal_facts(rows),
        rulebooks=[
            (row[0], row[1], row[2])
            for row in rows(
                "SELECT rulebook_id, version, digest FROM rulebook_rulebookversion ORDER BY id"
            )
        ],
        secret=secret_mark(str(settings.SECRET_KEY)),
        with_keys=with_keys,
    )


def row_counts(rows: Rows, tables: Iterable[str]) -> dict[str, int]:
    return {
        table: 0 if table in LEFT_OUT else next(iter(rows(_COUNT.format(table))))[0]
        for table in sorted(tables)
    }


def journal_facts(rows: Rows) -> JournalFacts:
    hashed, count = hashlib.sha256(), 0
    for (digest,) in rows("SELECT digest FROM journal_journalevent ORDER BY id"):
        hashed.update(bytes.fromhex(digest))
        count += 1
    heads = rows("SELECT size, root FROM journal_treehead ORDER BY size DESC LIMIT 1")
    size, root = next(iter(heads), (0, b""))
    return JournalFacts(events=count, digests=hashed.hexdigest(), size=size, root=bytes(root).hex())


def secret_mark(secret: str) -> str:
    return sealing.derive(secret, "backup-mark").hex()[:32]


def knows_secret(manifest: Manifest) -> bool:
    """Whether the settings hold the secret with which names are sealed and receipts made."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return manifest.secret in {secret_mark(str(one)) for one in known}
