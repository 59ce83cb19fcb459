from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.feedback.scene import Feedback


@pytest.fixture
def scene(db: None, still: object) -> "Feedback":
    from tests.listening.feedback.scene import play

    return play()
