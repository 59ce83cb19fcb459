"""What a row of figures holds, by code, and which figures are shares of which number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youwei.listening.figures.rules.counting import Tally

Figures = Mapping[str, int | None]  # None: nothing to say (no days of nobody), or hidden


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, both codes of figures."""

    code: str
    part: str
    whole: str


# Populations and what rests on each: hidden together, since one would give the other away.
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "received": ("received",),
    "to_accept": ("to_accept", "accepted_in_time"),
    "to_answer": ("to_answer", "answered_in_time"),
    "answered": (
        "answered",
        "verified_first_time",
        "sent_back",
        "reopened",
    ),
    "rated": ("rated", "satisfied"),
    "timed": ("timed", "median_days", "ninth_days"),
}
ALONE = ("not_clear", "silent")  # counted for the office only, as are the levels one by one
LEVEL = "level."  # before the code of a level
SHARES = (
    Share("accepted_in_time", "accepted_in_time", "to_accept"),
    Share("answered_in_time", "answered_in_time", "to_answer"),
    Share("verified_first_time", "verified_first_time", "answered"),
    Share("sent_back", "sent_back", "answered"),
    Share("reopened", "reopened", "answered"),
    Share("response", "rated", "answered"),
    Share("satisfied", "satisfied", "rated"),
)
SHARE_BY_CODE = {share.code: share for share in SHARES}
COUNTS = ("received", "answered")
DAYS = ("median_days", "ninth_days")
# Those that the check passed at once are the rest of those that it sent back: in the files only.
SHOWN = (*COUNTS, *(one.code for one in SHARES if one.code != "verified_first_time"), *DAYS)


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels of satisfaction by position: which are counted, and which of these are good."""

    codes: tuple[str, ...]
    counted: tuple[int, ...]
    good: tuple[int, ...]


def figures(tally: Tally, scale: Scale) -> dict[str, int | None]:
    """Everything about one cell. Whoever was silent or not clear is no vote."""
    said = [tally.levels[level] for level in scale.counted]
    unclear = sum(tally.levels) - sum(said)
    return {
        "received": tally.received,
        "to_accept": tally.to_accept,
        "accepted_in_time": tally.accepted_in_time,
        "to_answer": tally.to_answer,
        "answered_in_time": tally.answered_in_time,
        "answered": tally.answered,
        "verified_first_time": tally.not_sent_back,
        "sent_back": tally.sent_back,
        "reopened": tally.reopened,
        "rated": sum(said),
        "satisfied": sum(tally.levels[level] for level in scale.good),
        "not_clear": unclear,
        "silent": tally.silent,
        "timed": tally.timed,
        "median_days": tally.median,
        "ninth_days": tally.ninth,
        **{LEVEL + scale.codes[level]: tally.levels[level] for level in scale.counted},
    }


def without(shown: Figures, hidden: Sequence[str]) -> dict[str, int | None]:
    """As it is released: nothing of a hidden population, and nothing that is the office's."""
    gone = {code for block in hidden for code in BLOCKS[block]}
    return {
        code: None if code in gone else value
        for code, value in shown.items()
        if code not in ALONE and not code.startswith(LEVEL)
    }
