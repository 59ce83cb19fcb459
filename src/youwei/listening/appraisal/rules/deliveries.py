"""Raw data of a third party: a row for each respondent and organ, a column for each question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youwei.kernel.refusal import gettext_noop as _
from youwei.kernel.workbook import Row
from youwei.listening.appraisal.rules.ballots import SKIPPED, says_something
from youwei.listening.appraisal.rules.frames import SERIAL, STRATUM
from youwei.listening.appraisal.rules.tables import (
    NO_ANSWER,
    TWICE,
    UNKNOWN,
    Fault,
    Heading,
    Table,
)

ORGAN = ("被评单位", "organ")
TWO_STRATA = _("“%(value)s” stands in two strata.")


@dataclass(frozen=True, slots=True)
class Known:
    """By folded word: `organs` on the roster; `levels` to the letter of a ballot. `questions`: the
    headings under which each may stand, in the order of the instrument.
    """

    organs: Mapping[str, int]
    levels: Mapping[str, str]
    questions: Sequence[tuple[str, ...]]
    strata: frozenset[str]
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Raw:
    """By respondent: the stratum, and the letters for each organ. `left_out`: rows about organs in
    which the third party declared an interest.
    """

    respondents: Mapping[str, tuple[str, dict[int, str]]]
    left_out: int
    answers: int
    by_stratum: Mapping[str, int]
    faults: tuple[Fault, ...]


def read_raw(rows: Sequence[Row], known: Known) -> Raw:
    keys = [f"q{place}" for place in range(len(known.questions))]
    table = Table(
        rows,
        [
            Heading("serial", SERIAL),
            Heading("stratum", STRATUM),
            Heading("organ", ORGAN),
            *(Heading(key, names) for key, names in zip(keys, known.questions, strict=True)),
        ],
    )
    found: dict[str, tuple[str, dict[int, str]]] = {}
    left_out = answers = 0
    for row in () if table.faults else table.rows:
        serial, stratum = table.text(row, "serial"), table.text(row, "stratum")
        if stratum and stratum not in known.strata:
            table.fault(row, UNKNOWN, value=stratum, column=STRATUM[0])
        organ = _organ(table, row, known)
        letters = "".join(_letter(table, row, key, known) for key in keys)
        if organ in known.barred:
            left_out += 1
            continue
        if not says_something(letters):
            table.fault(row, NO_ANSWER)
        home, given = found.setdefault(serial, (stratum, {}))
        if home != stratum:
            table.fault(row, TWO_STRATA, value=serial)
        if organ in given:
            table.fault(row, TWICE, value=f"{serial} · {row.text(table.columns['organ'])}")
        given[organ] = letters
        answers += sum(letter != SKIPPED for letter in letters)
    return Raw(
        respondents=found,
        left_out=left_out,
        answers=answers,
        by_stratum=Counter(stratum for stratum, _ in found.values()),
        faults=tuple(table.faults),
    )


def _organ(table: Table, row: Row, known: Known) -> int:
    value = table.text(row, "organ", limit=100)
    organ = known.organs.get(value.casefold(), 0)
    if value and not organ:
        table.fault(row, UNKNOWN, value=value, column=ORGAN[0])
    return organ


def _letter(table: Table, row: Row, key: str, known: Known) -> str:
    value = table.text(row, key, needed=False)
    if not value:
        return SKIPPED
    letter = known.levels.get(value.casefold(), "")
    if not letter:
        table.fault(row, UNKNOWN, value=value, column=table.names[key])
    return letter or SKIPPED
