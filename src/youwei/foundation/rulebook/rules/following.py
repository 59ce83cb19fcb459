"""What comes after an answer, and beside it: call-backs, retaliation, silence, transfers."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from youwei.foundation.rulebook.rules.kinds import Door
from youwei.foundation.rulebook.rules.words import Code, Coded, Part, Rule, TermText, Timed, Words


class Caller(StrEnum):
    OFFICE = "office"
    LEADING_GROUP = "leading_group"


class CallBacks(Rule):
    """Who asks the writers that `closing.call_back` draws: the first of `by` that neither handled
    nor checked the matter and is not bound up with it. `term`: to reach the person; `attempts`:
    before somebody counts as not reached.
    """

    by: Annotated[tuple[Caller, ...], Field(min_length=1)]
    attempts: Annotated[StrictInt, Field(ge=2, le=10)]
    term: TermText


class CheckBacks(Rule):
    """The writer is asked again, `every` so often as they choose, for the whole `period`."""

    period: TermText
    every: Annotated[tuple[TermText, ...], Field(min_length=1, max_length=5)]


class Retaliation(Part):
    """`take_up`: somebody outside the organ begins to protect the writer."""

    take_up: Timed
    check_backs: CheckBacks


class Unanswered(Rule):
    """An organ with `at_least` duties from complaints that are later than `overdue_by` is warned,
    and published if nothing changes (publication.warning). `correction`: how long a wrong listing
    is put right in the same place.
    """

    overdue_by: TermText
    at_least: Annotated[StrictInt, Field(ge=1, le=1_000)]
    correction: TermText
    warned_first: Literal[True] = True


class Carries(StrEnum):
    """What of a matter goes to the other body."""

    NOTHING = "nothing"  # number, day and organ
    STATEMENT = "statement"  # the exact words that the writer agreed to pass on
    TEXT = "text"  # what the writer wrote, with the writer's consent to this body


class TransferDoor(Rule):
    """A body outside that takes a matter over. `confirm`: to confirm that it has it; `answer`: to
    tell the person, counted from then; `tells`: what the writer is told. Where `keeps_content` is
    false, only number, days and body stay here afterwards (C-09).
    """

    code: Code
    name: Words
    door: Door
    may_carry: Annotated[tuple[Carries, ...], Field(min_length=1)]
    confirm: TermText
    answer: TermText
    tells: Words
    keeps_content: StrictBool = True


class Followup(Part):
    call_backs: CallBacks
    retaliation: Retaliation
    unanswered: Unanswered
    transfers: Annotated[tuple[TransferDoor, ...], Coded(), Field(min_length=1)]

    def transfer(self, code: str) -> TransferDoor:
        """KeyError for a door that this rulebook does not have."""
        return {door.code: door for door in self.transfers}[code]
