"""Who receives what: by what it is about, before anything is stored (Rules of 2020, Art. 15)."""

from enum import StrEnum


class Step(StrEnum):
    """Which body of a place receives: the place's own, or the one above it."""

    OWN = "own"
    ABOVE = "above"


class Part(StrEnum):
    """Which of two keys to identities a recipient holds. Nobody holds both."""

    FIRST = "first"
    SECOND = "second"


def step_for(chosen: Step, *, organ: int | None, receivers: frozenset[int]) -> Step:
    """`chosen` by the reporter; one level up all the same where the organ that they name is one of
    those who would receive: the body itself, the office or the leading group.
    """
    return Step.ABOVE if organ is not None and organ in receivers else chosen


def part_for(firsts: int, seconds: int) -> Part:
    """The half that a new recipient gets: the one that fewer hold."""
    return Part.FIRST if firsts <= seconds else Part.SECOND
