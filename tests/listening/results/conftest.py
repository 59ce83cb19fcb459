from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness.province import Province
    from tests.listening.results.scene import Scene


@pytest.fixture
def own_data(tmp_path: Path, settings: object) -> Path:
    """Keys and sealed files lie in a folder of the test."""
    settings.YOUWEI_DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def scene(province: "Province", still: datetime, own_data: Path) -> "Iterator[Scene]":
    from tests.listening.results.scene import sealed_scene

    with sealed_scene(province) as built:
        yield built
