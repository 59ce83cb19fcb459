"""Run by the worker; what a database without an operator needs now and then."""

from django.db import connection

SEEN = 1_000  # entries of an index that are looked at: enough to tell ten from a million


def keep_statistics() -> int:
    """SQLite plans by what it was told of its tables: untold, it sorts the whole ledger of a large
    store for each page. PostgreSQL learns by itself. Changes no row, and says so.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={SEEN}")
            cursor.execute("ANALYZE")
    return 0
