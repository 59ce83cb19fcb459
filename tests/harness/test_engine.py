"""What is left out on the second engine asks no database, and what asks one is kept."""

import pytest

from tests.harness.engine import asks_the_database


def test_pure(request: pytest.FixtureRequest) -> None:
    assert not asks_the_database(request.node)


@pytest.mark.django_db
def test_marked(request: pytest.FixtureRequest) -> None:
    assert asks_the_database(request.node)


def test_by_fixture(request: pytest.FixtureRequest, province: object) -> None:
    assert asks_the_database(request.node)
