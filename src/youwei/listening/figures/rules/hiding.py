"""Which cells of a release are hidden: numbers of cases with all that is counted among them.

Those answered in time are some of those to be answered: where a release says that all of one
channel were and none of another, it says how many of a group came through which. So whoever could
read a small number must find no trace of it in the parts either: they are layers of one family.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from youwei.listening.figures.rules.counting import FIELDS, FIRST_LEVEL, Sums
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.facts import NOBODY, Facts, Mask
from youwei.listening.figures.rules.measures import BLOCKS, Scale
from youwei.listening.figures.rules.plan import FINEST, ORGANS, Plan
from youwei.listening.figures.rules.tables import Layout, Table, table
from youwei.stats.suppression import Counts, Family, Insider, family, hide


@dataclass(frozen=True, slots=True)
class Layer:
    """`whole`: the position of the layer that it is a part of."""

    code: str
    whole: int | None = None


LAYERS = (
    (Layer("received"),),
    (Layer("to_accept"), Layer("accepted_in_time", 0)),
    (Layer("to_answer"), Layer("answered_in_time", 0)),
    (
        Layer("answered"),
        Layer("sent_back", 0),
        Layer("reopened", 0),
        Layer("rated", 0),
        Layer("satisfied", 3),
        Layer("timed", 0),
    ),
)
_BLOCK = {code: block for block, codes in BLOCKS.items() for code in codes}


def hidden_cells(
    tables: Mapping[Layout, Table],
    drawn: Plan,
    own: Sequence[Sums],
    threshold: int,
    scale: Scale,
) -> dict[str, Mask]:
    """For each block of figures which cells of the family are hidden. `own`: what each organ knows
    of itself, by atoms.
    """
    sums = np.concatenate([tables[one].cells.sums for one in FINEST])
    found: dict[str, Mask] = {}
    for layers in LAYERS:
        hidden = hide(
            layered(drawn, layers),
            counts(sums, layers, scale),
            threshold,
            judged=np.repeat([one.code in BLOCKS for one in layers], len(drawn.cells)),
            together=_together(drawn, layers),
            insiders=list(insiders(tables, drawn, own, layers, scale)),
        )
        for at, one in enumerate(layers):
            if one.code in BLOCKS:
                found[one.code] = hidden[at * len(drawn.cells) :][: len(drawn.cells)]
    # A part of a hidden number of answers would be shown without what it is a part of.
    for part in ("rated", "timed"):
        found[part] = found[part] | found["answered"]
    return found


def layered(drawn: Plan, layers: Sequence[Layer]) -> Family:
    """Atoms of each layer, then of what each part leaves of its whole; cells of each layer."""
    size, rests = drawn.atoms, [one for one in layers if one.whole is not None]
    cells = [
        tuple(at * size + atom for atom in cell)
        for at in range(len(layers))
        for cell in drawn.cells
    ]
    ties = [
        {at * size + atom: sign for atom, sign in tie.items()}
        for at in range(len(layers))
        for tie in drawn.ties
    ]
    for number, one in enumerate(rests, len(layers)):
        assert one.whole is not None
        whole, part, rest = one.whole * size, layers.index(one) * size, number * size
        ties += [{whole + atom: 1, part + atom: -1, rest + atom: -1} for atom in range(size)]
    return family(size * (len(layers) + len(rests)), cells, ties)


def counts(sums: Sums, layers: Sequence[Layer], scale: Scale) -> Counts:
    """`sums`: what the finest cells hold. In the order of `layered`."""
    found = [_layer(sums, one.code, scale) for one in layers]
    rests = [
        found[one.whole] - part
        for one, part in zip(layers, found, strict=True)
        if one.whole is not None
    ]
    return np.concatenate([*found, *rests]).astype(float)


def _layer(sums: Sums, code: str, scale: Scale) -> Sums:
    levels = {"rated": scale.counted, "satisfied": scale.good}
    if code in levels:
        return np.asarray(sums[:, [FIRST_LEVEL + one for one in levels[code]]].sum(axis=1))
    return np.asarray(sums[:, FIELDS.index(code)])


def _together(drawn: Plan, layers: Sequence[Layer]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """A number and what is counted among it stand and fall together, cell by cell."""
    blocks, size = list(BLOCKS), len(drawn.cells)
    places = [blocks.index(_BLOCK[one.code]) * size for one in layers]
    return np.concatenate([np.arange(place, place + size) for place in places]).astype(np.intp)


def insiders(
    tables: Mapping[Layout, Table],
    drawn: Plan,
    own: Sequence[Sums],
    layers: Sequence[Layer],
    scale: Scale,
) -> Iterator[Insider]:
    """An organ knows its own cases, and so what is left of every sum that they are in: the others
    of its group stay hidden from it, too.
    """
    first, size = drawn.place[ORGANS], len(drawn.cells)
    for at, organ in enumerate(tables[ORGANS].rows):
        if organ == str(NOBODY):
            continue
        beside = [
            first + other
            for other, group in enumerate(drawn.groups)
            if group == drawn.groups[at] and other != at
        ]
        yield Insider(
            knows=tuple(layer * size + first + at for layer in range(len(layers))),
            kept_out=tuple(layer * size + one for layer in range(len(layers)) for one in beside),
            own=counts(own[at], layers, scale),
        )


def own_sums(facts: Facts, chosen: Mask, tables: Mapping[Layout, Table], drawn: Plan) -> list[Sums]:
    """For each organ how much of each finest cell is its own."""
    organs = tables[ORGANS]
    crossed = [
        organs.cells.sums
        if one == ORGANS
        else table(facts, chosen, Layout(Dimension.ORGAN, one.across or one.by), {}).cells.sums
        for one in FINEST
    ]
    return [
        np.concatenate(
            [
                _alone(sums, organs.rows, at, tables[one], drawn.groups[at])
                for one, sums in zip(FINEST, crossed, strict=True)
            ]
        )
        for at in range(len(organs.rows))
    ]


def _alone(sums: Sums, organs: Sequence[str], at: int, one: Table, group: int) -> Sums:
    """The cells of a table with one organ's part: in its own row, in that of its group, or in all
    rows.
    """
    found = np.zeros_like(one.cells.sums)
    width = len(sums) // len(organs)
    start = {Dimension.ORGAN: at, Dimension.GROUP: group * width}.get(one.layout.by, 0)
    found[start : start + width] = sums[at * width : (at + 1) * width]
    return found
