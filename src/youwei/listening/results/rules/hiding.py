"""Which figures of a result are hidden (C-37).

An organ's figures from one panel are shown where each dimension rests on at least the threshold of
ballots, or on none. What is published beside them gives nothing away: no totals of ballots over
organs or panels are shown; an organ with a panel below the threshold has no composite; all three
dimensions of a pair are hidden together, so that a composite of other panels says nothing of one
dimension. A test derives what it can from the export and finds nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]  # panel, organ


def hidden_pairs(
    ballots: Sequence[NDArray[np.int64]], *, threshold: int, withheld: frozenset[int] = frozenset()
) -> frozenset[Pair]:
    """`ballots`: for each panel, ballots by organ and dimension. `withheld`: organs by position."""
    return frozenset(
        (panel, organ)
        for panel, counts in enumerate(ballots)
        for organ, row in enumerate(counts)
        if organ in withheld or bool(((row > 0) & (row < threshold)).any())
    )


def hidden_panels(respondents: Sequence[Sequence[int]], *, threshold: int) -> frozenset[int]:
    """Panels one of whose weighting cells holds too few people: they publish no cell."""
    return frozenset(
        panel
        for panel, cells in enumerate(respondents)
        if any(0 < count < threshold for count in cells)
    )
