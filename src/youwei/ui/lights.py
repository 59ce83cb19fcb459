"""Lights: a colour, a shape and a word, so that nobody depends on seeing colours."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Look:
    """`shape` is the path of a 10 by 10 drawing; `word` is what it means."""

    shape: str
    word: Promise


_DISC = "M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z"
_TRIANGLE = "M5 .6 9.9 9.3H.1z"
_DIAMOND = "M5 0l5 5-5 5-5-5z"
_SQUARE = "M.6.6h8.8v8.8H.6z"
_TICK = "M8.6.9 10 2.2 4 9.3 0 5.5l1.3-1.4 2.6 2.4z"
_BOXED_TICK = "M0 0h10v10H0zM8 2 4.2 6.5 2.3 4.8 1.4 5.8l3 2.7L9 3z"
_RING = "M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM5 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"

LOOKS = {
    "normal": Look(_DISC, pgettext_lazy("light", "On course")),
    "near": Look(_TRIANGLE, pgettext_lazy("light", "Due soon")),
    "behind": Look(_DIAMOND, pgettext_lazy("light", "Behind")),
    "overdue": Look(_SQUARE, pgettext_lazy("light", "Overdue")),
    "done": Look(_TICK, pgettext_lazy("light", "Closed")),
    "done_late": Look(_BOXED_TICK, pgettext_lazy("light", "Closed late")),
    "recalled": Look(_RING, pgettext_lazy("light", "Recalled")),
}
