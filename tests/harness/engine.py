"""Which tests a second engine has to run: those that ask a database at all."""

import pytest

DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


def keep_what_asks_the_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Rules, words and layout are the same on every engine; they run once, on the first."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if asks_the_database(item) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def asks_the_database(item: pytest.Item) -> bool:
    fixtures = DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None
