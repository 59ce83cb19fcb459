"""A frame of people who could be asked, or counts of a population, as a table of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youwei.foundation.rulebook.rules.appraisal import AppraisalPanel, Asks, Margin
from youwei.kernel.workbook import Row
from youwei.listening.appraisal.rules.tables import NOBODY, TWICE, Fault, Heading, Table

CONTACT = 120  # characters
SERIAL = ("序号", "serial")
STRATUM = ("层", "stratum")
USED = ("办事单位", "organ")
SERVES = ("所在单位", "serves")
CONTACTS = ("联系方式", "contact")
POPULATION = ("人数", "population")
VARIABLE = ("变量", "variable")
CATEGORY = ("类别", "category")
QUOTA = ("配额", "quota")


@dataclass(frozen=True, slots=True)
class Person:
    """`stratum` is the organ's name where the panel asks about the organ that was used. `serves`:
    the organ for which the person works, as it was written.
    """

    serial: str
    stratum: str
    margins: tuple[str, ...]
    serves: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    people: tuple[Person, ...]
    faults: tuple[Fault, ...]


def headings_for(panel: AppraisalPanel) -> list[Heading]:
    stratum = USED if panel.asks is Asks.USED else STRATUM
    return [
        Heading("serial", SERIAL),
        Heading("stratum", stratum),
        *(Heading(margin.code, (margin.name.zh, margin.name.en)) for margin in panel.margins),
        Heading("serves", SERVES, required=False),
        Heading("contact", CONTACTS, required=False),
    ]


def read_frame(rows: Sequence[Row], panel: AppraisalPanel, used: Mapping[str, str]) -> Read:
    """`used`: names under which an organ may stand there, folded, to the name of its stratum."""
    table = Table(rows, headings_for(panel))
    if table.faults:
        return Read((), tuple(table.faults))
    categories = [(margin.code, _known(margin)) for margin in panel.margins]
    people, seen = [], set()
    for row in table.rows:
        serial = table.text(row, "serial")
        if panel.asks is Asks.USED:
            stratum = table.one_of(row, "stratum", used)
        else:
            stratum = table.text(row, "stratum")
        if (stratum, serial) in seen:
            table.fault(row, TWICE, value=serial)
        seen.add((stratum, serial))
        people.append(
            Person(
                serial=serial,
                stratum=stratum,
                margins=tuple(table.one_of(row, code, known) for code, known in categories),
                serves=table.text(row, "serves", limit=100, needed=False),
                contact=table.text(row, "contact", limit=CONTACT, needed=False),
            )
        )
    return Read(tuple(people), tuple(table.faults))


def read_margins(
    rows: Sequence[Row], panel: AppraisalPanel
) -> tuple[dict[tuple[str, str], int], tuple[Fault, ...]]:
    """Population by variable and category, and what does not fit."""
    table = Table(
        rows,
        [
            Heading("variable", VARIABLE),
            Heading("category", CATEGORY),
            Heading("population", POPULATION),
        ],
    )
    if table.faults:
        return {}, tuple(table.faults)
    variables = {
        word.casefold(): margin.code
        for margin in panel.margins
        for word in (margin.code, margin.name.zh, margin.name.en)
    }
    by_code = {margin.code: margin for margin in panel.margins}
    counts: dict[tuple[str, str], int] = {}
    for row in table.rows:
        variable = table.one_of(row, "variable", variables)
        known = _known(by_code[variable]) if variable else {}
        category = table.one_of(row, "category", known) if variable else ""
        if (variable, category) in counts:
            table.fault(row, TWICE, value=category)
        counts[variable, category] = table.number(row, "population")
    return counts, tuple(table.faults)


def read_design(rows: Sequence[Row]) -> tuple[dict[str, tuple[int, int]], tuple[Fault, ...]]:
    """A third party's strata: population and quota of each."""
    table = Table(
        rows,
        [
            Heading("stratum", STRATUM),
            Heading("population", POPULATION),
            Heading("quota", QUOTA),
        ],
    )
    if table.faults:
        return {}, tuple(table.faults)
    strata: dict[str, tuple[int, int]] = {}
    for row in table.rows:
        name = table.text(row, "stratum")
        if name in strata:
            table.fault(row, TWICE, value=name)
        population = table.number(row, "population")
        if population == 0:
            table.fault(row, NOBODY)
        strata[name] = (population, min(population, table.number(row, "quota")))
    return strata, tuple(table.faults)


def _known(margin: Margin) -> dict[str, str]:
    return {
        word.casefold(): category.code
        for category in margin.categories
        for word in (category.code, category.name.zh, category.name.en)
    }
