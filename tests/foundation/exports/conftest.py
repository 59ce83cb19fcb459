from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.foundation.duties.parties import Parties


@pytest.fixture
def parties(db: None, still: object) -> "Parties":
    """Monday, 23 November 2026."""
    from tests.foundation.duties.parties import build_parties

    return build_parties()
