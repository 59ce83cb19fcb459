"""The index of words that queries/search.py reads and writes; what is stored already enters it."""

from itertools import islice

from django.db import migrations

# `detail=none`, `columnsize=0`: which cases hold a pair, not where or how often, and no text.
# Pairs come folded and apart; 'ascii' takes every character beyond ASCII for a part of a word,
# where 'unicode61' drops those that are younger than its tables.
_MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE complaints_words USING fts5("
        "pairs, content='', columnsize=0, detail=none, tokenize='ascii')"
    ],
    "postgresql": [
        "CREATE TABLE complaints_words (case_id bigint PRIMARY KEY REFERENCES complaints_case"
        " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, pairs integer[] NOT NULL)",
        "CREATE INDEX complaints_words_pairs ON complaints_words USING gin (pairs)",
    ],
}


def make(apps, schema_editor):
    for statement in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    from youwei.listening.complaints.queries.search import remember

    rows = iter(apps.get_model("complaints", "Case").objects.order_by("pk").iterator(2000))
    while batch := list(islice(rows, 2000)):
        remember(batch)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE complaints_words")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_kept_from")]
    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
