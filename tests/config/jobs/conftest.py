from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_data(tmp_path: Path, settings: Any) -> Path:
    """Keys and sealed files lie in a folder of the test."""
    settings.YOUWEI_DATA = tmp_path
    return tmp_path
