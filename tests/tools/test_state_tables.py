import state_tables


def test_the_page_of_states_is_what_the_code_says() -> None:
    assert state_tables.PAGE.read_text("utf-8") == state_tables.page()


def test_every_state_table_is_on_the_page() -> None:
    """A new table would otherwise be documented nowhere."""
    import gc

    from youwei.kernel.states import StateTable

    in_use = {
        thing.name
        for thing in gc.get_objects()
        if isinstance(thing, StateTable) and type(thing.initial).__module__.startswith("youwei.")
    }
    assert in_use == {table.name for table in state_tables.TABLES}
