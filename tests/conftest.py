"""The test run: its environment stands before Django reads a setting, its guards before a test."""

import os
from pathlib import Path
from typing import Any

import pytest
import pytest_django

from tests.harness import engine, environment, guards, migrated, order

environment.prepare()
pytest_plugins = ("tests.harness.fixtures",)


def pytest_addoption(parser: pytest.Parser) -> None:
    order.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    order.choose_seed(config)
    environment.start_database()
    environment.settle()
    environment.compile_messages()
    guards.stand()


def pytest_unconfigure() -> None:
    environment.clear_away()


def pytest_report_header(config: pytest.Config) -> list[str]:
    engine = os.environ[environment.ENGINE_VARIABLE]
    return [f"database: {engine}", order.header(config)]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ[environment.ENGINE_VARIABLE] == "postgresql":
        engine.keep_what_asks_the_database(config, items)
    order.shuffle(config, items)


@pytest.fixture(scope="session")
def migrated_before() -> bool | None:
    """Whether the database comes from an earlier run; None where none is kept: PostgreSQL."""
    from django.conf import settings

    if os.environ[environment.ENGINE_VARIABLE] != "sqlite":
        return None
    database: Any = settings.DATABASES["default"]
    return migrated.begin_with(migrated.kept_file(), Path(database["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_before: bool | None) -> bool:
    return bool(migrated_before)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    migrated_before: bool | None,
) -> None:
    """Tests tamper with the record on purpose, and empty its tables."""
    from django.db import connection

    from youwei.foundation.journal.writing import guards

    with django_db_blocker.unblock():
        if migrated_before is False:
            connection.ensure_connection()
            migrated.keep(connection.connection, migrated.kept_file())
        guards.lift(connection)
