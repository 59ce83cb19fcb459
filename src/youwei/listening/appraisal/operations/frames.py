"""Frames of people and counts of populations, brought as tables; the whole file or nothing."""

from collections import Counter
from collections.abc import Sequence

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.rules.appraisal import AppraisalPanel, Asks, FilledBy
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.workbook import Row
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.models import MarginCount, Member, Panel, Round, Stratum
from youwei.listening.appraisal.queries.contacts import sealed
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.drawing import digest_of_frame
from youwei.listening.appraisal.rules.frames import Person, read_frame, read_margins
from youwei.listening.appraisal.rules.refusals import FileRefused, PanelFilledOtherwise
from youwei.listening.appraisal.writing.held import held_panel, track

BATCH = 500  # rows of one statement


@operation
def take_frame(*, actor: Actor, panel: Panel, rows: Sequence[Row]) -> int:
    """Replaces the frame of the panel. Who serves an organ of the round is barred (C-10). Returns
    how many people stand in it. Raises FileRefused with every row that does not fit.
    """
    round_, panel = held_panel(panel)
    check_move(actor, round_, "prepare")
    kind = _kind(round_, panel, FilledBy.CODES)
    organs = _names(round_)
    read = read_frame(rows, kind, {name: stratum for name, (stratum, _) in organs.items()})
    if read.faults:
        raise FileRefused(read.faults)
    people = [one for one in read.people if one.serves.casefold() not in organs]
    panel.strata.all().delete()
    strata = _strata(panel, kind, people, organs)
    Member.objects.bulk_create(
        (
            Member(
                stratum=strata[one.stratum],
                serial=one.serial,
                margins=list(one.margins),
                sealed_contact=sealed(panel, one.serial, one.contact) if one.contact else None,
            )
            for one in people
        ),
        batch_size=BATCH,
    )
    panel.frame_digest = digest_of_frame((one.stratum, one.serial, *one.margins) for one in people)
    panel.save(update_fields=["frame_digest"])
    event = events.FrameTaken(
        panel=panel.code,
        strata=len(strata),
        people=len(people),
        barred=len(read.people) - len(people),
        digest=panel.frame_digest,
    )
    _changed(actor, round_, panel, event)
    return len(people)


@operation
def take_margins(*, actor: Actor, panel: Panel, rows: Sequence[Row]) -> int:
    """Replaces the counts of the population, where they are known better than the frame has them.
    Returns how many categories were counted.
    """
    round_, panel = held_panel(panel)
    check_move(actor, round_, "prepare")
    kind = _kind(round_, panel, FilledBy.CODES)
    counts, faults = read_margins(rows, kind)
    if faults:
        raise FileRefused(faults)
    panel.margins.all().delete()
    MarginCount.objects.bulk_create(
        MarginCount(panel=panel, variable=variable, category=category, population=population)
        for (variable, category), population in counts.items()
    )
    event = events.MarginsTaken(panel=panel.code, categories=len(counts))
    _changed(actor, round_, panel, event)
    return len(counts)


def _kind(round_: Round, panel: Panel, filled_by: FilledBy) -> AppraisalPanel:
    kind = balloting_of(round_).panel(panel.code)
    if kind.filled_by is not filled_by:
        raise PanelFilledOtherwise
    return kind


def _names(round_: Round) -> dict[str, tuple[str, int]]:
    """Organs that are rated, under every name that a table may use: name and key of each."""
    found = {}
    for entry in round_.roster.filter(left_out="").select_related("organ"):
        for name in (entry.name, entry.organ.name, entry.organ.short_name):
            if name:
                found[name.casefold()] = (entry.name, entry.organ_id)
    return found


def _strata(
    panel: Panel,
    kind: AppraisalPanel,
    people: Sequence[Person],
    organs: dict[str, tuple[str, int]],
) -> dict[str, Stratum]:
    by_name = dict(organs.values()) if kind.asks is Asks.USED else {}
    sizes = Counter(one.stratum for one in people)
    made = [
        Stratum(panel=panel, code=code, population=size, organ_id=by_name.get(code))
        for code, size in sorted(sizes.items())
    ]
    Stratum.objects.bulk_create(made)
    return {stratum.code: stratum for stratum in made}


def _changed(actor: Actor, round_: Round, panel: Panel, event: Event) -> None:
    """What was proposed was another frame."""
    if round_.proposed_by_id is not None:
        round_.proposed_by = None
        round_.save(update_fields=["proposed_by"])
    track(actor, round_, event, subject=panel.subject)
