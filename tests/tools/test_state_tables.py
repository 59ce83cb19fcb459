from importlib import import_module
from pathlib import Path

import state_tables

import youwei
from youwei.kernel.states import StateTable

SOURCE = Path(youwei.__file__).parent


def test_the_page_of_states_is_what_the_code_says() -> None:
    assert state_tables.PAGE.read_text("utf-8") == state_tables.page()


def test_every_state_table_is_on_the_page() -> None:
    """A new table would otherwise be documented nowhere."""
    in_code = {
        thing.name
        for path in (*SOURCE.rglob("rules/states.py"), *SOURCE.rglob("rules/proposals.py"))
        for thing in vars(
            import_module(".".join(["youwei", *path.relative_to(SOURCE).with_suffix("").parts]))
        ).values()
        if isinstance(thing, StateTable)
    }
    assert in_code == {table.name for table in state_tables.TABLES}
