"""Starts Django for a command, or says in one sentence why it cannot start."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from youwei.config.cli.exits import EnvironmentWrong, Refused

SETTINGS = "youwei.config.settings"


def django_ready() -> None:
    """Loads the settings and the apps. Raises EnvironmentWrong where the settings are nonsense."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # imported here: help and completion answer without it
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from youwei.config.environment import Misconfigured

    try:
        folder = settings.YOUWEI_DATA
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        django.setup()
    except (Misconfigured, ImproperlyConfigured) as error:
        raise EnvironmentWrong(str(error)) from None
    except OSError as error:
        raise EnvironmentWrong(f"YOUWEI_DATA: the data folder cannot be used: {error}") from None
    if not os.access(folder, os.W_OK):
        raise EnvironmentWrong(f"YOUWEI_DATA: the data folder {folder} cannot be written to.")


def pending_migrations() -> int:
    """How many steps of set-up the database lacks."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_database() -> None:
    """Raises EnvironmentWrong where the database is not of the state that the code expects."""
    if count := pending_migrations():
        raise EnvironmentWrong(f"The database lacks {count} migrations. Run `youwei setup` first.")
    check_record_hash()


def check_record_hash() -> None:
    """Raises EnvironmentWrong where the settings name another hash than the record began with."""
    from youwei.foundation.journal.queries.beginning import HashChanged, check_hash

    try:
        check_hash()
    except HashChanged as error:
        raise EnvironmentWrong(f"{error}.") from None


def check_durable() -> None:
    """Raises EnvironmentWrong where production would show receipts before they are on disk."""
    from django.conf import settings
    from django.db import connection

    if settings.DEMO or connection.vendor != "postgresql":
        return  # SQLite is told so by each connection
    with connection.cursor() as cursor:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {name}")
            (value,) = cursor.fetchone()
            if value == "off":
                raise EnvironmentWrong(
                    f"PostgreSQL has {name} = off: a receipt could be shown and lost. Switch it on."
                )


@contextmanager
def plain_failures() -> Iterator[None]:
    """Turns refusals and an unreachable database into messages with their exit codes."""
    try:
        yield
    except Exception as error:
        if readable := _readable(error):
            raise readable from None
        raise


def _readable(error: Exception) -> EnvironmentWrong | Refused | None:
    from youwei.kernel.refusal import Refusal

    if isinstance(error, Refusal):
        text = f"{error} {error.remedy % error.params if error.params else error.remedy}"
        return Refused(text, code=error.code)
    if type(error).__module__.startswith("django.db"):
        from django.db import OperationalError, ProgrammingError

        if isinstance(error, OperationalError | ProgrammingError):
            remedy = "Is it reachable (DATABASE_URL) and set up (`youwei setup`)?"
            return EnvironmentWrong(f"The database answered: {str(error).strip()}. {remedy}")
    return None
