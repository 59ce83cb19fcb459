"""The store is full, locked or gone: the person is told so and gets no receipt, nothing is
half-made, and the same form sent again afterwards is taken in once.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import build_cast
from tests.listening.complaints.sender import act, fill_in, form_of, look_up, send
from tests.listening.disclosures import pages
from tests.listening.disclosures.scene import build_scene
from tests.review.test_acknowledged import photograph

from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.journal.models import JournalEvent
from youwei.listening.complaints.models import Case, Message
from youwei.listening.disclosures.models import Disclosure, Entry, ReportKey

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "窗口两次让我重填，还要我交复印费。" * 110  # more than the rest of a page holds
TOLD = "没有登记，也没有回执"
AGAIN = "几分钟后再次提交：您填写的内容还在"
Trouble = Callable[[], AbstractContextManager[None]]


def stored() -> tuple[int, ...]:
    models = (Case, Message, EvidenceFile, Disclosure, Entry, ReportKey, JournalEvent)
    return tuple(model._default_manager.count() for model in models)


@contextmanager
def full() -> Iterator[None]:
    """SQLite is really full. PostgreSQL answers a new event with the code of a full disk."""
    if connection.vendor == "sqlite":
        with _full_file():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON journal_journalevent"
            " FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER full_disk ON journal_journalevent")
            cursor.execute("DROP FUNCTION refuse")


@contextmanager
def _full_file() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filling (words BLOB)")
        (pages_now,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages_now}")
        for size in (1_000_000, 50_000, 5_000, 500):  # to the last free page
            with pytest.raises(OperationalError, match="full"):
                _fill(cursor, size)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {2**30}")
            cursor.execute("DROP TABLE filling")


def _fill(cursor: Any, size: int) -> None:
    while True:
        cursor.execute("INSERT INTO filling VALUES (zeroblob(%s))", [size])


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes for longer than anybody waits."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        patience = ("PRAGMA busy_timeout = 30", "PRAGMA busy_timeout = 20000")
        other.execute("BEGIN EXCLUSIVE")
    else:
        other = _another()
        patience = ("SET lock_timeout = '30ms'", "RESET lock_timeout")
        other.execute("LOCK TABLE journal_journalevent IN EXCLUSIVE MODE")
    with connection.cursor() as cursor:
        cursor.execute(patience[0])
    try:
        yield
    finally:
        other.rollback()
        other.close()
        with connection.cursor() as cursor:
            cursor.execute(patience[1])


@contextmanager
def gone_before_the_end() -> Iterator[None]:
    """The server ends the session when all is written but the end of the transaction."""
    with _ended_at(lambda sql: 'INSERT INTO "journal_journalevent"' in sql):
        yield


@contextmanager
def gone_at_once() -> Iterator[None]:
    with _ended_at(lambda sql: sql.startswith(("INSERT", "UPDATE")) and "cache_entry" not in sql):
        yield


@contextmanager
def _ended_at(wanted: Callable[[str], bool]) -> Iterator[None]:
    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if wanted(sql):
            with _another() as other:
                session = connection.connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [session])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield


def _another() -> Any:
    import psycopg

    given = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{name: given[name] for name in names if given.get(name)})


@dataclass(frozen=True)
class Sending:
    """What a person sends: `send` gives the page and its status, `taken` how often it is stored."""

    send: Callable[[], tuple[str, int]]
    taken: Callable[[], int]


def complaint(client: StrictClient) -> Sending:
    build_cast()
    form = {**form_of(client), "text": LONG}

    def hand_in() -> tuple[str, int]:
        sent = send(client, form)
        return sent.page, sent.status

    return Sending(hand_in, Case.objects.count)


def addition(client: StrictClient) -> Sending:
    build_cast()
    page = look_up(client, fill_in(client).got)
    return Sending(lambda: act(client, page, "add", text=LONG), Message.objects.count)


def disclosure(client: StrictClient) -> Sending:
    build_scene()
    form = {**pages.form_of(client), "text": LONG}

    def hand_in() -> tuple[str, int]:
        answer = client.post(pages.NEW, form)
        return html_of(answer), answer.status_code

    return Sending(hand_in, Disclosure.objects.count)


LOST = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connection")


@pytest.mark.parametrize(
    "trouble",
    [
        full,
        locked,
        pytest.param(gone_at_once, marks=LOST),
        pytest.param(gone_before_the_end, marks=LOST),
    ],
)
@pytest.mark.parametrize("made", [complaint, addition, disclosure])
def test_is_told_and_can_be_sent_again(
    client: StrictClient, made: Callable[[StrictClient], Sending], trouble: Trouble
) -> None:
    sending = made(client)
    before = stored()
    with trouble():
        page, status = sending.send()
    assert status == 503
    assert TOLD in page
    assert AGAIN in page
    assert 'id="receipt-number"' not in page
    assert stored() == before, "nothing is half-made"
    for _ in range(2):
        page, status = sending.send()
        assert status == 200, page
    assert sending.taken() == 1


def test_a_full_disk_under_the_files(client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two photographs finds no room: the first is taken back, too."""
    build_cast()
    form = {**form_of(client), "text": LONG}
    before, real, calls = stored(), default_storage.save, []

    def save(*given: Any, **more: Any) -> str:
        calls.append(given)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "save", save)
        answer = send(client, {**form, "files": [photograph("red"), photograph("blue")]})
    assert (answer.status, answer.receipt, TOLD in answer.page) == (503, None, True)
    assert stored() == before
    assert not default_storage.exists(real_name(calls))
    assert send(client, {**form, "files": [photograph("red"), photograph("blue")]}).receipt
    assert EvidenceFile.objects.count() == 2


def real_name(calls: list[Any]) -> str:
    name: str = calls[0][0]
    return name
