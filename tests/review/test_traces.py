"""C-02, C-50: what reaches the log and the disk says nothing of visitors and nothing they wrote."""

import io
import logging
import logging.config
import os
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DataError, IntegrityError, connection
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast
from tests.listening.complaints.sender import fill_in, look_up

from youwei.foundation.files.jobs import sweep_orphans
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case

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
    def test_lie_in_no_folder_that_others_read(self) -> None:
        """An original with its place and device waits in the data folder, if it waits at all."""
        upload = TemporaryUploadedFile("a.jpg", "image/jpeg", 10, None)
        try:
            path = upload.temporary_file_path()
        finally:
            upload.close()
        assert path.startswith(str(settings.YOUWEI_DATA))
        assert os.stat(os.path.dirname(path)).st_mode & 0o077 == 0

    @pytest.mark.django_db
    def test_do_not_outlive_a_process_that_died(self) -> None:
        upload = TemporaryUploadedFile("a.jpg", "image/jpeg", 10, None)
        path = upload.temporary_file_path()
        sweep_orphans()
        assert os.path.exists(path), "it may still be under way"
        with clock.at(clock.now() + timedelta(hours=2)):
            sweep_orphans()
        assert not os.path.exists(path)
        upload.close()


@pytest.mark.usefixtures("cast")
def test_reading_and_writing_as_a_citizen_leaves_no_session(client: StrictClient) -> None:
    receipt = fill_in(client, text=SECRET).got
    look_up(client, receipt)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_desksession")
        assert cursor.fetchone()[0] == 0
    assert "sessionid" not in client.cookies
    assert Case.objects.filter(text=SECRET).exists()
