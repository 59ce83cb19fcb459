import hashlib
import io
import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from tests.foundation.files import samples
from tests.foundation.files.test_working_copy import damaged
from youwei.foundation.files import jobs, operations, queries
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.rules.refusals import (
    FileMissing,
    FileTooLarge,
    FileTypeNotTaken,
    FileWithdrawn,
    TooManyFiles,
)
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event, type_names
from youwei.kernel.refusal import NotFound, Refusal

Capture = Callable[..., AbstractContextManager[list[Any]]]
pytestmark = pytest.mark.django_db


class OuterStepDone(Event):
    kind = "files.test_outer_step"
    title = "A step of another app"


type_names.pop(OuterStepDone.kind, None)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    place = tmp_path / "store"
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": place, "base_url": None}}
    }
    return place


def attach(
    name: str = "a.jpg",
    content: bytes | WorkingCopy | None = None,
    *,
    origin: str = "case:5",
    at_most: int | None = None,
) -> EvidenceFile:
    given = samples.jpeg() if content is None else content
    return operations.attach(
        actor=SYSTEM,
        origin=origin,
        trail="case:5",
        campaign_id=1,
        name=name,
        content=io.BytesIO(given) if isinstance(given, bytes) else given,
        at_most=at_most,
    )


def withdraw(file: EvidenceFile) -> EvidenceFile:
    return operations.withdraw(actor=SYSTEM, file=file, trail="case:5", campaign_id=1)


def stored_in(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def test_what_is_stored_is_the_clean_copy_under_a_random_name(store: Path) -> None:
    file = attach("窗口照片.jpg")
    (path,) = stored_in(store)
    content = path.read_bytes()
    assert samples.TRACE not in content
    assert (file.name, file.media_type) == ("窗口照片.jpg", "image/jpeg")
    assert file.size == len(content)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert len(path.name) == 64
    assert path.parent.name == path.name[:2]
    assert str(path.relative_to(store)) == file.stored
    assert attach().stored != file.stored


def test_the_file_is_ours_alone_and_its_time_tells_the_day(store: Path, still: datetime) -> None:
    attach()
    (path,) = stored_in(store)
    facts = path.stat()
    assert stat.S_IMODE(facts.st_mode) == 0o600
    midnight = still.replace(hour=0, minute=0)
    assert facts.st_mtime == midnight.timestamp()


def test_the_event_holds_type_size_and_digest_and_no_name() -> None:
    file = attach("张三的照片.jpg")
    event = JournalEvent.objects.get()
    assert (event.kind, event.subject, event.trail) == (
        "files.attached",
        f"file:{file.pk}",
        "case:5",
    )
    assert event.campaign_id == 1
    assert event.data == {
        "media_type": "image/jpeg",
        "size": file.size,
        "sha256": file.sha256,
        "original": "dropped",
    }


def test_a_prepared_copy_is_stored_as_it_is(store: Path) -> None:
    copy = queries.prepared(name="a.png", content=io.BytesIO(samples.png()))
    file = attach("other name.pdf", copy)
    assert file.name == "a.png"
    assert stored_in(store)[0].read_bytes() == copy.content


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jpg", b"<html>"), ("a.docx", b"PK\x03\x04nonsense"), ("a.pdf", b"%PDF-1.7 cut")],
)
def test_a_refused_file_leaves_nothing(store: Path, name: str, content: bytes) -> None:
    with pytest.raises(Refusal):
        attach(name, content)
    assert stored_in(store) == []
    assert not EvidenceFile.objects.exists()
    assert not JournalEvent.objects.exists()


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_damage_of_any_sort_leaves_a_row_with_its_file_or_nothing(
    store: Path, given_file: tuple[str, bytes]
) -> None:
    with suppress(Refusal):
        attach(*given_file)
    rows = EvidenceFile.objects.values_list("stored", flat=True)
    assert {str(path.relative_to(store)) for path in stored_in(store)} == set(rows)


def test_more_than_the_bound_is_not_even_read(settings: Any) -> None:
    settings.YOUWEI_UPLOAD_BYTES = 1024
    stream = io.BytesIO(b"\xff\xd8\xff" + b"\0" * 9_000)
    with pytest.raises(FileTooLarge):
        queries.prepared(name="a.jpg", content=stream)
    assert stream.tell() == 1025


def test_the_owner_bounds_the_number_and_withdrawn_files_do_not_count() -> None:
    first = attach(at_most=2)
    attach(at_most=2)
    with pytest.raises(TooManyFiles) as refused:
        attach(at_most=2)
    assert refused.value.params["limit"] == 2
    attach(at_most=2, origin="case:6")
    withdraw(first)
    attach(at_most=2)


@operation
def outer_step(*, actor: Actor, fails: bool) -> EvidenceFile:
    """Another app's operation that attaches a file and may fail afterwards."""
    file = attach()
    record(actor=actor, event=OuterStepDone(), subject="case:5")
    if fails:
        raise FileTypeNotTaken
    return file


def test_a_rolled_back_operation_leaves_no_file(store: Path) -> None:
    with pytest.raises(FileTypeNotTaken):
        outer_step(actor=SYSTEM, fails=True)
    assert stored_in(store) == []
    assert not EvidenceFile.objects.exists()


def test_an_operation_that_ends_well_keeps_it(store: Path) -> None:
    outer_step(actor=SYSTEM, fails=False)
    assert len(stored_in(store)) == 1


def test_a_failed_row_takes_its_file_along(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "sha256", hashlib.md5)  # a digest that the database refuses
    with pytest.raises(IntegrityError), transaction.atomic():
        attach()
    assert stored_in(store) == []


def test_a_full_store_is_an_error_and_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        attach()
    assert not EvidenceFile.objects.exists()


def test_a_withdrawal_removes_the_bytes_and_keeps_the_digest(
    store: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    file = attach()
    with django_capture_on_commit_callbacks(execute=True):
        gone = withdraw(file)
        assert len(stored_in(store)) == 1  # until it is committed
    assert stored_in(store) == []
    assert gone.withdrawn_at is not None
    assert EvidenceFile.objects.get().sha256 == file.sha256
    event = JournalEvent.objects.order_by("id").last()
    assert event is not None
    assert (event.kind, event.data["sha256"]) == ("files.withdrawn", file.sha256)
    with pytest.raises(FileWithdrawn):
        withdraw(file)
    with pytest.raises(FileWithdrawn):
        queries.open_stream(gone)


def test_the_list_shows_living_files_in_order_in_one_query(
    django_assert_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    files = [attach(), attach("b.png", samples.png()), attach(origin="case:6")]
    withdraw(files[0])
    with django_assert_num_queries(1):
        found = queries.of_many(["case:5", "case:6", "case:7"])
    assert {key: [one.id for one in value] for key, value in found.items()} == {
        "case:5": [files[1].pk],
        "case:6": [files[2].pk],
    }
    assert [one.id for one in queries.of("case:5", with_withdrawn=True)] == [
        files[0].pk,
        files[1].pk,
    ]
    assert queries.of("case:5")[0].is_image
    assert queries.of("case:7") == ()


def test_a_file_is_found_through_its_origin_only() -> None:
    file = attach()
    assert queries.one("case:5", file.pk) == file
    with pytest.raises(NotFound):
        queries.one("case:6", file.pk)
    withdraw(file)
    with pytest.raises(FileWithdrawn):
        queries.one("case:5", file.pk)


def test_the_stream_gives_the_stored_bytes_or_says_that_they_are_missing(store: Path) -> None:
    file = attach()
    with queries.open_stream(file) as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == file.sha256
    stored_in(store)[0].unlink()
    with pytest.raises(FileMissing):
        queries.open_stream(file)


def test_files_without_a_living_row_are_found_and_swept(store: Path) -> None:
    assert queries.orphans(before=clock.now()) == ()
    kept, lost = attach(), attach()
    withdrawn = withdraw(attach())  # its deletion never ran, as after a crash
    EvidenceFile.objects.filter(pk=lost.pk).delete()
    later = clock.now() + timedelta(hours=2)
    assert set(queries.orphans(before=later)) == {lost.stored, withdrawn.stored}
    assert queries.orphans(before=clock.now() - timedelta(hours=1)) == ()  # still on its way
    with clock.at(later):
        assert jobs.sweep_orphans() == 2
        assert jobs.sweep_orphans() == 0
    assert [str(path.relative_to(store)) for path in stored_in(store)] == [kept.stored]
    events = JournalEvent.objects.filter(kind="files.orphans_discarded")
    assert [event.data for event in events] == [{"count": 2}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"media_type": "text/html"},
        {"sha256": "abc"},
        {"withdrawn_at": datetime(2000, 1, 1, tzinfo=clock.ZONE)},
    ],
)
def test_the_database_refuses_half_facts(wrong: dict[str, object]) -> None:
    file = attach()
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFile.objects.filter(pk=file.pk).update(**wrong)
