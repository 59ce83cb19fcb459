"""A request waits for a row that somebody else holds, and not for ever."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.config.jobs.working import environment
from tests.harness.clients import StrictClient, html_of
from tests.review.test_store_fails import AGAIN, TOLD, complaint

from youwei.config import waiting

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has a limit always"),
]


@pytest.fixture
def served(settings: Any) -> Iterator[None]:
    """As in a process that serves requests; all else keeps its connection."""
    settings.YOUWEI_LOCK_SECONDS = 0.05
    waiting.limit_waits()
    connection.close()
    yield
    waiting.wait_as_usual()
    connection.close()


@pytest.mark.usefixtures("served")
def test_it_is_told_that_nothing_was_stored(client: StrictClient) -> None:
    sending = complaint(client)
    with psycopg.connect(**login()) as other:
        other.execute("LOCK TABLE journal_journalevent IN EXCLUSIVE MODE")
        page, status = sending.send()
        assert status == 503
        assert TOLD in page
        assert AGAIN in page
        answer = client.get("/")
        assert (answer.status_code, TOLD in html_of(answer)) == (200, False), "reading goes on"
        other.rollback()
    assert sending.send()[1] == 200
    assert sending.taken() == 1


@pytest.mark.parametrize(
    ("process", "limit"),
    [("import youwei.config.wsgi", "10s"), ("import django; django.setup()", "0")],
    ids=["requests", "jobs and commands"],
)
def test_only_requests_are_limited(process: str, limit: str) -> None:
    asks = (
        "from django.db import connection; print(connection.cursor().execute(SHOW).fetchone()[0])"
    )
    words = f"{process}; SHOW = 'SHOW lock_timeout'; {asks}"
    told = subprocess.run(
        [sys.executable, "-c", words],
        env={**environment(), "YOUWEI_FACE": "public"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == limit


def login() -> dict[str, Any]:
    given = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return {name: given[name] for name in names if given.get(name)}
