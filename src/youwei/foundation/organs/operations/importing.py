from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.access import check_maintains
from youwei.foundation.organs.operations.arrival import Arrival
from youwei.foundation.organs.rules.events import OrgansImported
from youwei.foundation.organs.rules.parsing import tables
from youwei.foundation.organs.rules.sheets import HEADINGS, Fault
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Invalid, gettext_noop
from youwei.kernel.workbook import Row


class ImportRefused(Invalid):
    """`faults` says what is wrong, row by row."""

    code = "import_refused"
    message = gettext_noop("Nothing was imported: %(count)s entries of the workbook do not fit.")
    remedy = gettext_noop("Correct the rows listed below and send the whole workbook again.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(faults), field="file")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows of each sheet were new, and how many stood in the directory already."""

    jurisdictions: int
    organs: int
    successions: int
    units: int
    posts: int
    unchanged: int

    @property
    def added(self) -> int:
        return self.jurisdictions + self.organs + self.successions + self.units + self.posts


@operation
def import_organs(*, actor: Actor, sheets: Mapping[str, Sequence[Row]]) -> Imported:
    """Adds what the workbook holds and the directory does not; the whole file or nothing.

    What stands there already must stand in the file the same way, so that a second import changes
    nothing. Raises ImportRefused with every row that does not fit.
    """
    check_maintains(actor)
    read, faults = tables(sheets)
    arrival = Arrival(actor, read, faults)
    arrival.add_all()
    if arrival.faults:
        titles = list(HEADINGS)
        raise ImportRefused(sorted(arrival.faults, key=lambda fault: _place(fault, titles)))
    added = arrival.added
    event = OrgansImported(
        jurisdictions=added["places"],
        organs=added["organs"],
        successions=added["successions"],
        units=added["units"],
        posts=added["posts"],
    )
    record(actor=actor, event=event, subject="organs:directory")
    return Imported(
        jurisdictions=added["places"],
        organs=added["organs"],
        successions=added["successions"],
        units=added["units"],
        posts=added["posts"],
        unchanged=arrival.unchanged,
    )


def _place(fault: Fault, titles: Sequence[str]) -> tuple[int, int]:
    """Where the fault stands in the workbook, to list it as a person goes through it."""
    return (titles.index(fault.sheet) if fault.sheet in titles else -1, fault.row)
