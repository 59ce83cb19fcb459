"""State tables of an opened box and of a file that came from another body."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class BoxState(StrEnum):
    DRAFT = "draft"
    CONFIRMED = "confirmed"


class BoxParty(StrEnum):
    OPENER = "opener"
    SECOND = "second"  # the other person who was present


class FileState(StrEnum):
    PREVIEW = "preview"
    TAKEN = "taken"
    DROPPED = "dropped"


class FileParty(StrEnum):
    OFFICE = "office"
    CALENDAR = "calendar"  # the job that drops what nobody came back to


class Fate(StrEnum):
    """What became of one item in a box."""

    CASE = "case"
    SEALED = "sealed"  # an allegation: forwarded unopened to the discipline body
    VOID = "void"  # empty, or advertising


BOX = StateTable(
    name="box",
    initial=BoxState.DRAFT,
    moves=(
        Move(
            "account",
            frozenset({BoxState.DRAFT}),
            BoxState.DRAFT,
            frozenset({BoxParty.OPENER}),
            ("fate",),
        ),
        Move(
            "recount",
            frozenset({BoxState.DRAFT}),
            BoxState.DRAFT,
            frozenset({BoxParty.OPENER}),
            ("count",),
        ),
        Move(
            "confirm",
            frozenset({BoxState.DRAFT}),
            BoxState.CONFIRMED,
            frozenset({BoxParty.SECOND}),
        ),
    ),
    holder={BoxState.DRAFT: BoxParty.OPENER, BoxState.CONFIRMED: None},
)
FILE = StateTable(
    name="file",
    initial=FileState.PREVIEW,
    moves=(
        Move(
            "take",
            frozenset({FileState.PREVIEW}),
            FileState.TAKEN,
            frozenset({FileParty.OFFICE}),
        ),
        Move(
            "drop",
            frozenset({FileState.PREVIEW}),
            FileState.DROPPED,
            frozenset({FileParty.OFFICE, FileParty.CALENDAR}),
        ),
    ),
    holder={FileState.PREVIEW: FileParty.OFFICE, FileState.TAKEN: None, FileState.DROPPED: None},
)
