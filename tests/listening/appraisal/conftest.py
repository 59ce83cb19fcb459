from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.harness.province import Province
    from tests.listening.appraisal.cast import Cast


@pytest.fixture
def cast(province: "Province", still: datetime, own_data: Path) -> "Cast":
    from tests.listening.appraisal.cast import build_cast

    return build_cast(province)


@pytest.fixture
def own_data(tmp_path: Path, settings: Any) -> Path:
    """Keys and sealed files lie in a folder of the test."""
    settings.YOUWEI_DATA = tmp_path
    return tmp_path
