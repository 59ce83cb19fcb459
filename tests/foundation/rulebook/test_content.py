"""What is stored of a rulebook comes back as it was, and changes are seen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.foundation.rulebook.conftest import RULEBOOKS, SHELF
from youwei.foundation.rulebook.rules import Rulebook, RulebookError, digest_of, load

BOOKS = [load(RULEBOOKS / "hebei-2016"), load(SHELF / "demo-county", shelves=[RULEBOOKS])]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_content_survives_a_database_that_sorts_keys(book: Rulebook) -> None:
    stored = json.dumps(book.to_json(), sort_keys=True)
    again = Rulebook.from_json(json.loads(stored))
    assert again == book
    assert again.digest == book.digest
    assert again.to_json() == book.to_json()


def test_a_digest_covers_the_order_of_rules() -> None:
    content = BOOKS[0].to_json()
    content["themes"] = content["themes"][::-1]
    assert digest_of(content) != BOOKS[0].digest


def test_reading_twice_gives_one_digest() -> None:
    assert load(RULEBOOKS / "hebei-2016").digest == BOOKS[0].digest


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_content_that_is_no_rulebook_is_refused(value: object) -> None:
    with pytest.raises(RulebookError):
        Rulebook.from_json({**BOOKS[0].to_json(), "kinds": value})


def test_a_rulebook_does_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        BOOKS[0].about.version = "2.0"  # type: ignore[misc]


def test_a_copy_with_other_rules_finds_its_own() -> None:
    book = BOOKS[0]
    assert book.kind("request")
    copy = book.model_copy(update={"kinds": book.kinds[:1]})
    assert copy.digest != book.digest
    with pytest.raises(KeyError):
        copy.kind("request")
