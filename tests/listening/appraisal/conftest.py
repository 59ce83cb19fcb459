from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.harness.province import Province
from tests.listening.appraisal.cast import Cast, build_cast


@pytest.fixture
def cast(province: Province, still: datetime, own_data: Path) -> Cast:
    return build_cast(province)


@pytest.fixture
def own_data(tmp_path: Path, settings: object) -> Iterator[Path]:
    """Keys and sealed files lie in a folder of the test."""
    settings.YOUWEI_DATA = tmp_path  # type: ignore[attr-defined]
    yield tmp_path
