"""docs/access.md is true: every address and every operation of the API × everybody.

The rows about one case are those of a complaint about conduct, which the organ concerned must
never find; tests/matrix/test_conduct_matrix.py follows it through its states and reads the answers.
"""

import os
from typing import TYPE_CHECKING

import pytest

from tests.harness.environment import ENGINE_VARIABLE

if TYPE_CHECKING:
    from tests.matrix.asking import Asking

pytestmark = pytest.mark.skipif(
    os.environ.get(ENGINE_VARIABLE) == "postgresql", reason="the same on every engine"
)


@pytest.fixture
def asking(db: None, still: object) -> "Asking":
    from tests.matrix.asking import Asking
    from tests.matrix.stores import cheap_locks
    from tests.matrix.world import build_world

    with cheap_locks():
        return Asking(build_world())


def test_everybody_gets_what_the_table_says(asking: "Asking") -> None:
    from tests.matrix import table
    from tests.matrix.addresses import addresses, operations
    from tests.matrix.asking import briefly
    from tests.matrix.stores import cheap_locks
    from youwei.config.api import api

    rows = table.by_address(table.FILE.read_text())
    document = api.get_openapi_schema()
    pages = list(addresses(asking.world))
    programs = list(operations(asking.world, document))
    with briefly(), cheap_locks():
        faults = [
            fault
            for address in (*pages, *programs)
            for fault in asking.faults_of(address, rows.get(address.shown, ()))
        ]
    known = {address.shown for address in (*pages, *programs)}
    faults += [
        f"docs/access.md tells of {old}, which is no address" for old in rows if old not in known
    ]
    faults += asking.lacking
    assert not faults, "\n".join(["", *faults])
    assert asking.cells > 5_000


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("| `/a/` | GET | rest | – | – |", "5 cells instead of 7"),
        ("| `/a/` | GET | office | office.own | rest | – | – |", "office.own stands in two cells"),
        ("| `/a/` | GET | chief | – | – | rest | – |", "'chief' is no role"),
        ("| `/a/` | GET | office | – | – | – | – |", "nothing is said of anonymous"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, fault: str) -> None:
    from tests.matrix import table

    with pytest.raises(ValueError, match=f"access.md:1: .*{fault}"):
        table.by_address(line)


def test_a_line_says_what_it_was_made_of() -> None:
    from tests.matrix import table
    from tests.matrix.people import EVERYBODY

    people = dict.fromkeys(EVERYBODY, "403") | {
        "anonymous": "sign in",
        "office.own": "opens",
        **{f"lead.{place}": "opens" for place in ("own", "other", "concerned")},
    }
    line = table.line_of("/a/", ("GET", "POST"), people)
    assert line == "| `/a/` | GET POST | lead, office.own | – | rest | – | anonymous |"
    assert table.by_address(line)["/a/"][0].people == people
