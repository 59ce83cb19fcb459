"""C-02, C-50: what reaches the log and the disk says nothing of visitors and nothing they wrote."""

import io
import logging
import logging.config
import os
import tempfile
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.files import samples
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast
from tests.listening.complaints.sender import fill_in, look_up

from youwei.config.uploads import VeiledFile
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case

MARK = b"MARKED-HIDDEN-DATA-51c9"
SECRET = "张三在窗口索要好处"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the configured handlers write."""
    stream = io.StringIO()
    made = logging.config.DictConfigurator(settings.LOGGING)
    wanted = made.config["handlers"]["console"]
    handler = logging.StreamHandler(stream)
    names = settings.LOGGING
    formatter = dict(names["formatters"][wanted["formatter"]])  # type: ignore[index]
    handler.setFormatter(made.configure_formatter(formatter))
    for name in wanted["filters"]:
        handler.addFilter(made.configure_filter(dict(names["filters"][name])))  # type: ignore[index]
    loggers = [logging.getLogger(name) for name in ("", *names["loggers"])]  # type: ignore[misc]
    for one in loggers:
        one.addHandler(handler)
    yield stream
    for one in loggers:
        one.removeHandler(handler)


@pytest.mark.usefixtures("cast")
class TestTheLog:
    @pytest.mark.parametrize("fault", [IntegrityError, DataError, ValueError, KeyError])
    def test_never_quotes_what_a_fault_quotes(
        self,
        client: StrictClient,
        log: io.StringIO,
        monkeypatch: pytest.MonkeyPatch,
        fault: type[Exception],
    ) -> None:
        """PostgreSQL prints the whole row of a report that breaks a constraint."""
        page = look_up(client, fill_in(client).got)
        assert page

        def broken(**given: object) -> None:
            try:
                raise fault(f"Failing row contains ({SECRET})")
            except fault as error:
                raise RuntimeError(SECRET) from error

        monkeypatch.setattr("youwei.listening.complaints.web.public_intake.receive", broken)
        client.raise_request_exception = False
        assert fill_in(client, text=SECRET).status == 500
        told = log.getvalue()
        assert SECRET not in told
        assert fault.__name__ in told
        assert "public_intake.py" in told, "where it happened is still told"

    def test_names_no_case_when_a_form_has_no_token(
        self, cast: Cast, log: io.StringIO, desk: Callable[[Actor], StrictClient]
    ) -> None:
        answer = desk(cast.office).post("/desk/cases/SF16-ABCD-EFGH/move/accept/")
        assert answer.status_code == 403
        assert "SF16" not in log.getvalue()

    def test_names_no_case_when_an_address_is_unknown(
        self, cast: Cast, log: io.StringIO, desk: Callable[[Actor], StrictClient]
    ) -> None:
        desk(cast.office).get("/desk/cases/SF16-ABCD-EFGH/")
        assert "SF16" not in log.getvalue()

    def test_keeps_no_word_of_a_job_that_fails(self, log: io.StringIO) -> None:
        try:
            raise IntegrityError(f"Failing row contains ({SECRET})")
        except IntegrityError:
            logging.getLogger("django-q").exception("a job failed")
            logging.getLogger("youwei.anything").exception("an action failed")
        assert SECRET not in log.getvalue()
        assert "a job failed" in log.getvalue()


class TestUploads:
    """One too large for memory: an original with its place and device."""

    def test_wait_in_no_folder_that_others_read_and_leave_nothing_there(self) -> None:
        folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
        assert str(folder).startswith(str(settings.YOUWEI_DATA))
        assert folder.stat().st_mode & 0o077 == 0
        with VeiledFile() as file:
            file.put(MARK)
            assert list(folder.iterdir()) == [], "without a name it ends with its process"

    @given(st.lists(st.binary(max_size=100)), st.integers(0, 300), st.integers(0, 100))
    def test_read_as_they_were_written_from_anywhere(
        self, chunks: list[bytes], start: int, size: int
    ) -> None:
        whole = b"".join(chunks)
        with VeiledFile() as raw:
            for chunk in chunks:
                raw.put(chunk)
            file = BufferedReader(raw)
            assert file.read() == whole
            file.seek(start)
            assert file.read(size) == whole[start : start + size]
            assert file.seek(0, os.SEEK_END) == len(whole)

    @pytest.mark.usefixtures("cast")
    def test_reach_the_disk_veiled(
        self, client: StrictClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Every byte that is written to a temporary file is looked at."""
        opened: list[IO[bytes]] = []
        real = tempfile.TemporaryFile

        def kept(**given: Any) -> IO[bytes]:
            opened.append(real(**given))
            opened.append(os.fdopen(os.dup(opened[-1].fileno()), "rb"))
            return opened[-2]

        monkeypatch.setattr(tempfile, "TemporaryFile", kept)
        for name in ("NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
            monkeypatch.setattr(tempfile, name, None)
        large = samples.jpeg() + MARK * 200_000
        sent = fill_in(client, files=SimpleUploadedFile("a.jpg", large, "image/jpeg"))
        assert sent.receipt is not None, sent.page
        _, seen = opened
        seen.seek(0)
        written = seen.read()
        seen.close()
        assert len(written) == len(large)
        assert MARK not in written
        for path in Path(settings.YOUWEI_DATA).rglob("*"):
            assert not path.is_file() or MARK not in path.read_bytes(), path


@pytest.mark.usefixtures("cast")
def test_reading_and_writing_as_a_citizen_leaves_no_session(client: StrictClient) -> None:
    receipt = fill_in(client, text=SECRET).got
    look_up(client, receipt)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_desksession")
        assert cursor.fetchone()[0] == 0
    assert "sessionid" not in client.cookies
    assert Case.objects.filter(text=SECRET).exists()
