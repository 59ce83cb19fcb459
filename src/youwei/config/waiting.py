"""How long a request waits for a row that somebody else holds."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def limit_waits() -> None:
    """PostgreSQL would wait for ever, and so would every request behind this one. For processes
    that serve requests: jobs and commands may wait. SQLite has its own limit.
    """
    connection_created.connect(_limit, dispatch_uid="config.waiting")


def wait_as_usual() -> None:
    connection_created.disconnect(dispatch_uid="config.waiting")


def _limit(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            limit = f"{round(settings.YOUWEI_LOCK_SECONDS * 1000)}ms"
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [limit])
