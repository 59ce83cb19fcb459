"""Which tests a second engine has to run: those that ask a database at all."""

import pytest

DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


def keep_what_asks_the_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Rules, words and layout are the same on every engine; they run once, on the first. So does
    what is marked `first_engine`: the same queries over other rows.
    """
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        again = asks_the_database(item) and item.get_closest_marker("first_engine") is None
        (kept if again else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def asks_the_database(item: pytest.Item) -> bool:
    fixtures = DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None
