"""What is left out on the second engine asks no database, and what asks one is kept."""

from unittest.mock import Mock

import pytest

from tests.harness.engine import asks_the_database, keep_what_asks_the_database


def test_pure(request: pytest.FixtureRequest) -> None:
    assert not asks_the_database(request.node)


@pytest.mark.django_db
def test_marked(request: pytest.FixtureRequest) -> None:
    assert asks_the_database(request.node)


def test_by_fixture(request: pytest.FixtureRequest, province: object) -> None:
    assert asks_the_database(request.node)


def test_what_is_the_same_on_both_runs_on_the_first_only(request: pytest.FixtureRequest) -> None:
    node = request.node
    assert kept_on_the_second(node) == []
    node.add_marker("django_db")
    assert kept_on_the_second(node) == [node]
    node.add_marker("first_engine")
    assert kept_on_the_second(node) == []


def kept_on_the_second(node: pytest.Item) -> list[pytest.Item]:
    items = [node]
    keep_what_asks_the_database(Mock(), items)
    return items
