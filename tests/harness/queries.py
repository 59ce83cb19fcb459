"""A list asks the database as often for three rows as for one."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def same_queries(make_rows: Callable[[int], object], url: str, client: Client) -> int:
    """Gives the number of queries of the page; AssertionError where it grows with the rows.

    `make_rows(n)` adds n rows that the page shows.
    """
    make_rows(1)
    _asked(client, url)  # what is read once per process is read now
    one = _asked(client, url)
    make_rows(2)
    three = _asked(client, url)
    if len(one) != len(three):
        grown = "\n".join(sql for sql in three if three.count(sql) != one.count(sql))
        raise AssertionError(f"{url}: {len(one)} queries for 1 row, {len(three)} for 3:\n{grown}")
    return len(one)


def _asked(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        response: Any = client.get(url)
    assert response.status_code == 200, f"{url} answers {response.status_code}"
    return [query["sql"] for query in queries.captured_queries]
