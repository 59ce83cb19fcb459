"""Two results of one round give no few people away."""

import json
from typing import Any

import pytest

from youwei.listening.results.rules.releases import too_close


def export_with(*means: Any) -> str:
    told = [None if one is None else {"ballots": list(one)} for one in means]
    return json.dumps({"panels": [{"means": told}]})


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param((30, 30), (30, 30), 0, id="the same people"),
        pytest.param((30, 30), (29, 29), 1, id="one fewer"),
        pytest.param((30, 30), (30, 21), 1, id="nine fewer, in one dimension"),
        pytest.param((30, 30), (20, 20), 0, id="ten fewer"),
        pytest.param(None, (29, 29), 0, id="hidden before"),
        pytest.param((12, 12), None, 0, id="hidden now"),
    ],
)
def test_pairs_whose_difference_would_tell(before: Any, after: Any, found: int) -> None:
    pairs = too_close(export_with((50, 50), before), export_with((50, 50), after), least=10)
    assert pairs == ((0, 1),) * found
