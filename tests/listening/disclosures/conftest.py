from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.disclosures.scene import Scene


@pytest.fixture(autouse=True)
def _cheap_locks() -> Iterator[None]:
    """Dozens of keys are locked here; the strength of Argon2 has no part in what they show."""
    from youwei.listening.disclosures.rules import locks

    cheap = locks.Cost(kib=32, iterations=1, lanes=1)
    kept = locks.RECEIPT, locks.RECIPIENT
    locks.RECEIPT = locks.RECIPIENT = cheap
    yield
    locks.RECEIPT, locks.RECIPIENT = kept


@pytest.fixture
def scene(db: None) -> "Scene":
    from tests.listening.disclosures.scene import build_scene

    return build_scene()
