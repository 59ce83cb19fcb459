from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.figures.course import Course


@pytest.fixture
def course(db: None) -> "Course":
    from tests.listening.figures.course import Course

    return Course()
