"""Tables that others send: frames, counts, designs and raw data, checked row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from youwei.kernel.refusal import gettext_noop as _
from youwei.kernel.workbook import Row

LABEL = 60  # characters
FAULTS_SHOWN = 200
MISSING = _("“%(column)s” is missing.")
NO_COLUMN = _("There is no column “%(column)s”.")
TOO_LONG = _("“%(column)s” is longer than %(limit)d characters.")
TWICE = _("“%(value)s” stands there twice.")
UNKNOWN = _("“%(value)s” is not known as “%(column)s”.")
NO_NUMBER = _("“%(value)s” is not a whole number.")
NOBODY = _("There is nobody in this row.")
NO_ANSWER = _("No answer in this row.")


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` as a person sees it; 1 is the heading. `message` is an English source string."""

    row: int
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column. Any of `names` may stand above it, without regard to case."""

    key: str
    names: tuple[str, ...]
    required: bool = True


class Table:
    """Rows by column keys. Faults gather in `faults`."""

    def __init__(self, rows: Sequence[Row], headings: Iterable[Heading]) -> None:
        self.faults: list[Fault] = []
        self.columns: dict[str, int] = {}
        head = rows[0] if rows else None
        width = len(head.cells) if head else 0
        found = {head.text(n).casefold(): n for n in range(width)} if head else {}
        self.names: dict[str, str] = {}
        for heading in headings:
            self.names[heading.key] = heading.names[0]
            places = [found[n.casefold()] for n in heading.names if n.casefold() in found]
            if places:
                self.columns[heading.key] = places[0]
            elif heading.required:
                self.faults.append(Fault(1, NO_COLUMN, {"column": heading.names[0]}))
        self.rows = list(rows[1:])

    def text(self, row: Row, key: str, *, limit: int = LABEL, needed: bool = True) -> str:
        column = self.columns.get(key)
        value = "" if column is None else row.text(column)
        if not value and needed:
            self.fault(row, MISSING, column=self.names[key])
        if len(value) > limit:
            self.fault(row, TOO_LONG, column=self.names[key], limit=limit)
            return value[:limit]
        return value

    def number(self, row: Row, key: str) -> int:
        value = self.text(row, key)
        if value.isdecimal():
            return int(value)
        if value:
            self.fault(row, NO_NUMBER, value=value)
        return 0

    def one_of(self, row: Row, key: str, known: Mapping[str, str]) -> str:
        """The code that the value stands for; `known` by folded word."""
        value = self.text(row, key)
        code = known.get(value.casefold(), "")
        if value and not code:
            self.fault(row, UNKNOWN, value=value, column=self.names[key])
        return code

    def fault(self, row: Row, message: str, **params: object) -> None:
        if len(self.faults) < FAULTS_SHOWN:
            self.faults.append(Fault(row.number, message, params))
