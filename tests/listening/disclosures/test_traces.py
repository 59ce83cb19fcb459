"""C-02: one sending from a marked device with marked words; then everything on disk is searched."""

import io
import logging
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.foundation.files import samples
from tests.harness.clients import StrictClient
from tests.listening.disclosures.pages import act, come_back, fill_in, receipt_on
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import ActorKind
from youwei.listening.disclosures.operations.handling import accept

ADDRESS, AGENT = "203.0.113.77", "MarkedAgent/7.7"
WORDS, MORE, ANSWER = "白鹭洲标记线索", "青石巷标记补充", "紫藤苑标记答复"
NAME, CONTACT, FILE = "标记姓名", "13987654321", "标记文件名"
MARKS = (ADDRESS, AGENT, WORDS, MORE, ANSWER, NAME, CONTACT, FILE)


@pytest.fixture
def no_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of an upload reaches a disk, not for a moment."""

    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file was opened")

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", forbidden)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, forbidden)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_temporary_file")
def test_nothing_on_disk_tells_of_device_words_name_or_hour(
    client: StrictClient, scene: Scene, log: io.StringIO
) -> None:
    client.defaults |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    client.defaults |= {"HTTP_X_FORWARDED_FOR": ADDRESS}
    large = samples.jpeg() + b"\0" * 3_000_000  # beyond what Django keeps in memory by itself
    picture = SimpleUploadedFile(f"{FILE}.jpg", large, "image/jpeg")
    given = {"identity": "named", "name": NAME, "contact": CONTACT, "files": picture}
    page, status = fill_in(client, text=WORDS * 3, organ=str(scene.province.bureau.pk), **given)
    assert status == 200, page
    receipt = receipt_on(page)
    accept(
        actor=scene.first,
        disclosure=disclosure_of(receipt),
        secret=scene.secret(scene.first),
        text=ANSWER,
    )
    page, status = act(client, come_back(client, receipt), "add-form", text=MORE)
    assert status == 200
    assert ANSWER in page, "and the reporter reads it all the same"
    marks = [*MARKS, receipt.phrase, scene.secret(scene.first)]
    for mark in marks:
        for form in (mark.encode(), mark.encode("utf-16-le"), mark.encode("unicode_escape")):
            found = [where for where, content in everything() if form in content]
            assert found == [], mark
        assert mark not in log.getvalue()
    reporters = JournalEvent.objects.filter(
        kind__startswith="disclosures.", actor_kind=ActorKind.CITIZEN
    )
    assert reporters.count() == 2
    hours = {
        at.astimezone(clock.ZONE).strftime("%H%M%S%f")
        for at in reporters.values_list("at", flat=True)
    }
    assert hours == {"000000000000"}


def everything(*more: Path) -> Iterator[tuple[str, bytes]]:
    """The data folder with the SQLite file, its log and index, `more` folders, and each row of each
    table.
    """
    for folder in (Path(settings.YOUWEI_DATA), *more):
        for path in folder.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()
    yield from _rows()


def _rows() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview):
                        yield table, bytes(value)
                    elif value is not None:
                        yield table, str(value).encode()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing."""
    place = tmp_path / "a.sqlite3"
    with sqlite3.connect(place) as made:
        made.execute("CREATE TABLE t (words TEXT)")
        made.execute("INSERT INTO t VALUES (?)", (WORDS,))
    assert WORDS.encode() in place.read_bytes()
