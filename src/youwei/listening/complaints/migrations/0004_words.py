"""The index of words that queries/search.py reads and writes; what is stored already enters it."""

from itertools import islice
from typing import Any

from django.db import migrations

# `content=''`, `detail=none`: which cases hold a pair, not where or how often, and no text.
# Pairs come folded and apart; 'ascii' takes every character beyond ASCII for a part of a word,
# where 'unicode61' drops those that are younger than its tables.
# No foreign key: no case is ever deleted, and Django empties only tables that it knows.
_MAKE = {
    "sqlite": """
        CREATE VIRTUAL TABLE complaints_words
        USING fts5 (pairs, content='', detail=none, tokenize='ascii')
    """,
    "postgresql": """
        CREATE TABLE complaints_words (
            case_id bigint PRIMARY KEY,
            pairs integer[] NOT NULL
        );
        CREATE INDEX complaints_words_pairs ON complaints_words USING gin (pairs)
    """,
}


def make(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_MAKE[schema_editor.connection.vendor])


def fill(apps: Any, schema_editor: Any) -> None:
    from youwei.listening.complaints.queries.search import remember

    rows = iter(apps.get_model("complaints", "Case").objects.order_by("pk").iterator(2000))
    while batch := list(islice(rows, 2000)):
        remember(batch)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE complaints_words")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_for_office")]
    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
