"""An adopted rulebook stays what it was."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext

from tests.foundation.rulebook.conftest import RULEBOOKS
from youwei.foundation.rulebook import queries
from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.rules import Rulebook, RulebookError


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    queries.rulebook.cache_clear()
    yield
    queries.rulebook.cache_clear()


def adopted(book: Rulebook) -> RulebookVersion:
    row = RulebookVersion.from_book(book)
    row.save()
    return row


def changed(book: Rulebook, **about: object) -> Rulebook:
    return book.model_copy(update={"about": book.about.model_copy(update=about)})


def test_it_comes_back_whole(db: None, hebei: Rulebook) -> None:
    row = adopted(hebei)
    assert queries.rulebook(row.pk) == hebei
    assert queries.rulebook(row.pk).digest == row.digest


def test_it_is_read_once(db: None, hebei: Rulebook) -> None:
    from django.db import connection

    row = adopted(hebei)
    queries.rulebook(row.pk)
    with CaptureQueriesContext(connection) as made:
        queries.rulebook(row.pk)
    assert len(made) == 0


def test_a_new_adoption_is_seen_under_an_id_that_was_rolled_back(
    db: None, hebei: Rulebook, county: Rulebook
) -> None:
    with transaction.atomic():
        row = adopted(hebei)
        queries.rulebook(row.pk)
        transaction.set_rollback(True)
    other = RulebookVersion.from_book(county)
    other.pk = row.pk
    other.save()
    assert queries.rulebook(row.pk) == county


def test_one_version_has_one_content(db: None, hebei: Rulebook) -> None:
    adopted(hebei)
    other = changed(hebei, valid_to=hebei.about.valid_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        adopted(other)
    adopted(changed(other, version="1.1"))


def test_one_content_is_kept_once(db: None, hebei: Rulebook) -> None:
    adopted(hebei)
    with pytest.raises(IntegrityError), transaction.atomic():
        adopted(hebei)


def test_it_cannot_be_changed_or_removed(db: None, hebei: Rulebook) -> None:
    row = adopted(hebei)
    row.version = "9"
    for attempt in (
        row.save,
        row.delete,
        RulebookVersion.objects.all().delete,
        lambda: RulebookVersion.objects.update(version="9"),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert RulebookVersion.objects.of(hebei).get() == row


def test_content_changed_behind_its_back_is_refused(db: None, hebei: Rulebook) -> None:
    row = RulebookVersion.from_book(hebei)
    row.content["publication"]["suppression"]["threshold"] = 5
    row.save()
    with pytest.raises(RulebookError, match="was changed after it was adopted"):
        queries.rulebook(row.pk)


def test_an_unknown_id_is_not_found(db: None) -> None:
    with pytest.raises(RulebookVersion.DoesNotExist):
        queries.rulebook(404)


def test_the_shelf_of_the_installation(hebei: Rulebook) -> None:
    assert queries.on_shelf("hebei-2016") == hebei
    for name in ("nowhere", "../rulebooks/hebei-2016", "", "..", str(RULEBOOKS)):
        with pytest.raises(RulebookError):
            queries.on_shelf(name)


def test_the_calendar_is_shipped_and_read_once() -> None:
    calendar = queries.calendar()
    assert calendar is queries.calendar()
    assert calendar.is_announced(2016)
    assert calendar.is_announced(2026)
