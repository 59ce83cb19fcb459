"""A state table as people read it: a Mermaid diagram and a matrix of who may do what."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from youwei.kernel.states.table import Move, StateTable

S = TypeVar("S", bound=StrEnum)
P = TypeVar("P", bound=StrEnum)

Label = Callable[[str], str]


def mermaid(table: StateTable[S, P], label: Label = str) -> str:
    """A `stateDiagram-v2`. `label` names states, moves and parties, for example in Chinese."""
    return "\n".join(["stateDiagram-v2", *_diagram(table, label)]) + "\n"


def role_matrix(table: StateTable[S, P], label: Label = str) -> str:
    """A Markdown table: one row per source, move and target, one column per party."""
    parties = _parties(table)
    head = ["from", "move", "to", *(_cell(label(party)) for party in parties), "needs"]
    lines = [head, ["---", "---", "---", *(":-:" for _ in parties), "---"]]
    for source, move in _steps(table):
        marks = ["●" if party in move.by else "" for party in parties]
        names = [_cell(label(each)) for each in (source, move.name, move.target)]
        lines.append([*names, *marks, _cell(", ".join(map(label, move.needs)))])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _diagram(table: StateTable[S, P], label: Label) -> Iterator[str]:
    name = {state: f"s{number}" for number, state in enumerate(table.states, start=1)}
    for state in table.states:
        holder = table.holder[state]
        who = f" ({label(holder)})" if holder is not None else ""
        yield f'    state "{_words(label(state) + who)}" as {name[state]}'
    yield f"    [*] --> {name[table.initial]}"
    for source, move in _steps(table):
        parties = ", ".join(label(party) for party in _parties(table) if party in move.by)
        text = _words(f"{label(move.name)} ({parties})")
        yield f"    {name[source]} --> {name[move.target]} : {text}"
    for state in table.states:
        if table.has_ended(state):
            yield f"    {name[state]} --> [*]"


def _steps(table: StateTable[S, P]) -> Iterator[tuple[S, Move[S, P]]]:
    """Every source and move, in the order of the states and of the table."""
    for state in table.states:
        for move in table.moves:
            if state in move.sources:
                yield state, move


def _parties(table: StateTable[S, P]) -> tuple[P, ...]:
    """The parties that have a move, in the order of their enumeration."""
    named = {party for move in table.moves for party in move.by}
    kinds = {type(party): None for move in table.moves for party in sorted(move.by)}
    return tuple(party for kind in kinds for party in kind if party in named)


def _words(text: str) -> str:
    """Without what would end a Mermaid label: quotes, colons, semicolons and line breaks."""
    return " ".join(text.translate(str.maketrans('":;#', "' , ")).split())


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
