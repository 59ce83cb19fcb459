"""Who may move a thing from which state to which: a table, and the one interpreter of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from youwei.kernel.states.refusals import MoveIncomplete, MoveNotPossible, MoveNotYours

S = TypeVar("S", bound=StrEnum)
P = TypeVar("P", bound=StrEnum)


class StateTableError(ValueError):
    """A table that contradicts itself; `faults` lists everything found wrong in it."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"state table {name}: " + "; ".join(faults))


@dataclass(frozen=True)
class Move(Generic[S, P]):
    """One step that a party can take.

    `needs` names what must be given with it, such as a reason. The same name may stand for
    several moves, as long as they start from different states.
    """

    name: str
    sources: frozenset[S]
    target: S
    by: frozenset[P]
    needs: tuple[str, ...] = ()

    def check_given(self, given: Mapping[str, object]) -> None:
        """Raises MoveIncomplete where something needed is missing, empty or only blanks."""
        missing = [need for need in self.needs if _is_empty(given.get(need))]
        if missing:
            raise MoveIncomplete(field=missing[0], move=self.name, missing=tuple(missing))


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ((), [], {})


@dataclass(frozen=True)
class StateTable(Generic[S, P]):
    """All states of a thing and the moves between them.

    `holder` says for each state who has to act next; None means that it has ended (from an ended
    state moves may still lead back, such as reopening). Run `check()` in a test of each table.
    """

    name: str
    initial: S
    moves: tuple[Move[S, P], ...]
    holder: Mapping[S, P | None] = field(hash=False)

    @property
    def states(self) -> tuple[S, ...]:
        return tuple(type(self.initial))

    def after(self, state: S, move_name: str, party: P) -> S:
        """The state that the move leads to. Raises MoveNotPossible or MoveNotYours."""
        return self.move(state, move_name, party).target

    def move(self, state: S, move_name: str, party: P) -> Move[S, P]:
        """The move itself, for its `needs`. Raises MoveNotPossible or MoveNotYours."""
        for move in self._from(state):
            if move.name == move_name:
                if party not in move.by:
                    raise MoveNotYours(move=move_name, state=state, party=party)
                return move
        raise MoveNotPossible(move=move_name, state=state)

    def moves_for(self, state: S, party: P) -> tuple[Move[S, P], ...]:
        """What the party can do now, in the order of the table."""
        return tuple(move for move in self._from(state) if party in move.by)

    def has_ended(self, state: S) -> bool:
        return self.holder[state] is None

    def check(self) -> None:
        """Raises StateTableError, listing every contradiction in the table."""
        faults = [*self._bad_moves(), *self._bad_holders(), *self._bad_ways()]
        if faults:
            raise StateTableError(self.name, faults)

    def _from(self, state: S) -> Iterator[Move[S, P]]:
        return (move for move in self.moves if state in move.sources)

    def _bad_moves(self) -> Iterator[str]:
        seen: set[tuple[S, str]] = set()
        for move in self.moves:
            if not move.sources:
                yield f"move {move.name!r} starts nowhere"
            if not move.by:
                yield f"move {move.name!r} belongs to nobody"
            for state in sorted({*move.sources, move.target}):
                if not self._knows(state):
                    yield f"move {move.name!r} names the unknown state {str(state)!r}"
            for state in sorted(move.sources):
                if (state, move.name) in seen:
                    yield f"move {move.name!r} stands twice for the state {str(state)!r}"
                seen.add((state, move.name))

    def _bad_holders(self) -> Iterator[str]:
        for state in self.holder:
            if not self._knows(state):
                yield f"the holders name the unknown state {str(state)!r}"
        for state in self.states:
            if state not in self.holder:
                yield f"the state {str(state)!r} has no holder entry"
                continue
            holder = self.holder[state]
            if holder is None:
                continue
            if not any(self._from(state)):
                yield f"the state {str(state)!r} is a dead end, but not an end"
            elif not self.moves_for(state, holder):
                yield f"the state {str(state)!r} waits for {str(holder)!r}, who can do nothing"

    def _bad_ways(self) -> Iterator[str]:
        reached = self._reached_from(self.initial)
        for state in self.states:
            if state not in reached:
                yield f"the state {str(state)!r} cannot be reached"
        ends = {state for state, holder in self.holder.items() if holder is None}
        for state in self.states:
            if ends and state in reached and not ends & self._reached_from(state):
                yield f"from the state {str(state)!r} there is no way to an end"

    def _knows(self, state: object) -> bool:
        return isinstance(state, type(self.initial))

    def _reached_from(self, start: S) -> set[S]:
        reached, open_states = {start}, [start]
        while open_states:
            state = open_states.pop()
            found = {move.target for move in self._from(state)} - reached
            reached |= found
            open_states.extend(found)
        return reached
