from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene


@pytest.fixture
def scene(db: None) -> "Scene":
    from tests.listening.channels.scene import build_scene

    return build_scene()
