"""The interpreter of state tables: every from, move and party; every kind of broken table."""

from dataclasses import replace
from enum import StrEnum
from itertools import product

import pytest

from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.kernel.states import (
    Move,
    MoveIncomplete,
    MoveNotPossible,
    MoveNotYours,
    StateTable,
    StateTableError,
)
from youwei.kernel.states.diagram import mermaid, role_matrix


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"
    WALLED = "walled-up"


class Who(StrEnum):
    GUEST = "guest"
    HOST = "host"


def move(name: str, sources: set[Door], target: Door, by: set[Who], *needs: str) -> Move[Door, Who]:
    return Move(name, frozenset(sources), target, frozenset(by), needs)


BOTH = {Who.GUEST, Who.HOST}
SHUT = move("shut", {Door.OPEN}, Door.SHUT, BOTH)
OPEN = move("open", {Door.SHUT}, Door.OPEN, BOTH)
LOCK = move("lock", {Door.SHUT}, Door.LOCKED, {Who.HOST}, "key")
UNLOCK = move("open", {Door.LOCKED}, Door.OPEN, {Who.HOST}, "key", "reason")
WALL = move("wall up", {Door.OPEN, Door.LOCKED}, Door.WALLED, {Who.HOST})

TABLE = StateTable(
    name="door",
    initial=Door.OPEN,
    moves=(SHUT, OPEN, LOCK, UNLOCK, WALL),
    holder={
        Door.OPEN: Who.GUEST,
        Door.SHUT: Who.GUEST,
        Door.LOCKED: Who.HOST,
        Door.WALLED: None,
    },
)

# Written by hand, not derived: (from, move) → (to, who may).
EXPECTED: dict[tuple[Door, str], tuple[Door, set[Who]]] = {
    (Door.OPEN, "shut"): (Door.SHUT, BOTH),
    (Door.SHUT, "open"): (Door.OPEN, BOTH),
    (Door.SHUT, "lock"): (Door.LOCKED, {Who.HOST}),
    (Door.LOCKED, "open"): (Door.OPEN, {Who.HOST}),
    (Door.OPEN, "wall up"): (Door.WALLED, {Who.HOST}),
    (Door.LOCKED, "wall up"): (Door.WALLED, {Who.HOST}),
}
NAMES = ("shut", "open", "lock", "wall up", "paint", "")


@pytest.mark.parametrize(("state", "name", "party"), list(product(Door, NAMES, Who)))
def test_every_from_move_and_party(state: Door, name: str, party: Who) -> None:
    target, by = EXPECTED.get((state, name), (None, set()))
    offered = {each.name for each in TABLE.moves_for(state, party)}
    if target is None:
        assert name not in offered
        with pytest.raises(MoveNotPossible) as impossible:
            TABLE.after(state, name, party)
        assert impossible.value.status == 409
        assert impossible.value.params == {"move": name, "state": state}
    elif party not in by:
        assert name not in offered
        with pytest.raises(MoveNotYours) as foreign:
            TABLE.after(state, name, party)
        assert foreign.value.status == 403
        assert foreign.value.params["party"] == party
    else:
        assert name in offered
        assert TABLE.after(state, name, party) is target


def test_moves_are_offered_in_the_order_of_the_table() -> None:
    assert [each.name for each in TABLE.moves_for(Door.SHUT, Who.HOST)] == ["open", "lock"]
    assert TABLE.moves_for(Door.WALLED, Who.HOST) == ()


def test_a_state_kept_as_text_is_understood() -> None:
    assert TABLE.after("shut", "open", "guest") is Door.OPEN  # type: ignore[arg-type]


def test_an_ended_state_has_nobody() -> None:
    assert [state for state in Door if TABLE.has_ended(state)] == [Door.WALLED]


def test_refusals_belong_to_the_kinds_that_pages_know() -> None:
    assert issubclass(MoveNotPossible, WrongState)
    assert issubclass(MoveNotYours, NotAllowed)
    assert issubclass(MoveIncomplete, Invalid)
    for refusal in (MoveNotPossible, MoveNotYours, MoveIncomplete):
        assert refusal.message
        assert refusal.remedy


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ("key", "reason")),
        ({"key": "brass", "reason": " \n"}, ("reason",)),
        ({"key": None, "reason": "late"}, ("key",)),
        ({"key": [], "reason": "late"}, ("key",)),
        ({"key": "brass", "reason": "late"}, ()),
        ({"key": 0, "reason": "late", "more": 1}, ()),  # a zero is something given
    ],
)
def test_what_a_move_needs(given: dict[str, object], missing: tuple[str, ...]) -> None:
    needed = TABLE.move(Door.LOCKED, "open", Who.HOST)
    if not missing:
        needed.check_given(given)
        return
    with pytest.raises(MoveIncomplete) as caught:
        needed.check_given(given)
    assert caught.value.field == missing[0]
    assert caught.value.params["missing"] == missing


def test_a_sound_table_passes() -> None:
    TABLE.check()


NOT_A_STATE: Door = "ajar"  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (
            replace(TABLE, moves=(*TABLE.moves, replace(LOCK, target=NOT_A_STATE, name="x"))),
            "move 'x' names the unknown state 'ajar'",
        ),
        (
            replace(TABLE, moves=(*TABLE.moves, replace(LOCK, sources=frozenset({NOT_A_STATE})))),
            "move 'lock' names the unknown state 'ajar'",
        ),
        (
            replace(TABLE, holder={**TABLE.holder, NOT_A_STATE: None}),
            "the holders name the unknown state 'ajar'",
        ),
        (
            replace(TABLE, moves=(SHUT, OPEN, UNLOCK, WALL)),
            "the state 'locked' cannot be reached",
        ),
        (
            replace(TABLE, holder={k: v for k, v in TABLE.holder.items() if k != Door.SHUT}),
            "the state 'shut' has no holder entry",
        ),
        (
            replace(TABLE, moves=(*TABLE.moves, replace(LOCK, target=Door.OPEN))),
            "move 'lock' stands twice for the state 'shut'",
        ),
        (
            replace(TABLE, holder={**TABLE.holder, Door.WALLED: Who.HOST}),
            "the state 'walled-up' is a dead end, but not an end",
        ),
        (
            replace(TABLE, holder={**TABLE.holder, Door.LOCKED: Who.GUEST}),
            "the state 'locked' waits for 'guest', who can do nothing",
        ),
        (
            replace(
                TABLE,
                moves=(
                    replace(WALL, sources=frozenset({Door.OPEN})),
                    SHUT,
                    LOCK,
                    replace(UNLOCK, target=Door.SHUT),
                    replace(OPEN, target=Door.SHUT),
                ),
            ),
            "from the state 'locked' there is no way to an end",
        ),
        (
            replace(TABLE, moves=(*TABLE.moves, replace(LOCK, name="x", by=frozenset()))),
            "move 'x' belongs to nobody",
        ),
        (
            replace(TABLE, moves=(*TABLE.moves, replace(LOCK, name="x", sources=frozenset()))),
            "move 'x' starts nowhere",
        ),
    ],
)
def test_a_broken_table_says_what_is_wrong(table: StateTable[Door, Who], fault: str) -> None:
    with pytest.raises(StateTableError) as caught:
        table.check()
    assert fault in caught.value.faults
    assert "state table door" in str(caught.value)


def test_an_ended_state_may_be_left_again() -> None:
    tear_down = move("tear down", {Door.WALLED}, Door.OPEN, {Who.HOST}, "reason")
    table = replace(TABLE, moves=(*TABLE.moves, tear_down))
    table.check()
    assert table.after(Door.WALLED, "tear down", Who.HOST) is Door.OPEN


def test_a_table_without_any_end_is_allowed() -> None:
    class Light(StrEnum):
        ON = "on"
        OFF = "off"

    table = StateTable(
        name="light",
        initial=Light.OFF,
        moves=(
            Move("on", frozenset({Light.OFF}), Light.ON, frozenset({Who.HOST})),
            Move("off", frozenset({Light.ON}), Light.OFF, frozenset({Who.HOST})),
        ),
        holder={Light.ON: Who.HOST, Light.OFF: Who.HOST},
    )
    table.check()


def test_the_diagram() -> None:
    assert mermaid(TABLE) == (
        "stateDiagram-v2\n"
        '    state "open (guest)" as s1\n'
        '    state "shut (guest)" as s2\n'
        '    state "locked (host)" as s3\n'
        '    state "walled-up" as s4\n'
        "    [*] --> s1\n"
        "    s1 --> s2 : shut (guest, host)\n"
        "    s1 --> s4 : wall up (host)\n"
        "    s2 --> s1 : open (guest, host)\n"
        "    s2 --> s3 : lock (host)\n"
        "    s3 --> s1 : open (host)\n"
        "    s3 --> s4 : wall up (host)\n"
        "    s4 --> [*]\n"
    )


def test_labels_cannot_break_the_diagram() -> None:
    text = mermaid(TABLE, lambda word: f'{word}: "#1;"\n门')
    assert "\"open ' 1,' 门 (guest ' 1,' 门)\" as s1" in text
    assert len(text.splitlines()) == len(mermaid(TABLE).splitlines())


def test_the_role_matrix() -> None:
    assert role_matrix(TABLE) == (
        "| from | move | to | guest | host | needs |\n"
        "| --- | --- | --- | :-: | :-: | --- |\n"
        "| open | shut | shut | ● | ● |  |\n"
        "| open | wall up | walled-up |  | ● |  |\n"
        "| shut | open | open | ● | ● |  |\n"
        "| shut | lock | locked |  | ● | key |\n"
        "| locked | open | open |  | ● | key, reason |\n"
        "| locked | wall up | walled-up |  | ● |  |\n"
    )


def test_the_matrix_has_a_row_for_each_possible_step() -> None:
    rows = role_matrix(TABLE, lambda word: f"<{word}|>").splitlines()[2:]
    assert len(rows) == len(EXPECTED)
    assert rows[0].startswith("| <open\\|> | <shut\\|> | <shut\\|> | ● | ● |")
