"""The draw at freezing: strata by the frame, people by a recorded seed, organs by chance."""

import secrets
from collections import Counter

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.rules.appraisal import AppraisalPanel, Asks, FilledBy
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState
from youwei.listening.appraisal.models import (
    Invitation,
    MarginCount,
    Member,
    Panel,
    Round,
    Stratum,
)
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules import drawing, events
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.held import track

BATCH = 500  # rows of one statement


@operation
def draw(*, actor: Actor, round_: Round, panel: Panel) -> Panel:
    """Part of freezing a round. A third party draws its own sample: its design is counted."""
    if (
        round_.state != State.FROZEN
        or Invitation.objects.filter(member__stratum__panel=panel).exists()
    ):
        raise WrongState
    rules = balloting_of(round_)
    kind = rules.panel(panel.code)
    chosen = 0
    if kind.filled_by is FilledBy.CODES:
        chosen = _draw(round_, panel, kind, rules.ballot.organs)
    frame = sum(panel.strata.values_list("population", flat=True))
    event = events.SampleDrawn(
        panel=panel.code,
        frame=frame,
        drawn=chosen,
        commitment=drawing.commitment(round_.seed),
    )
    track(actor, round_, event, subject=panel.subject)
    return panel


def _draw(round_: Round, panel: Panel, kind: AppraisalPanel, most: int) -> int:
    strata = {stratum.code: stratum for stratum in panel.strata.all()}
    people: dict[str, dict[str, Member]] = {code: {} for code in strata}
    for member in Member.objects.filter(stratum__panel=panel).select_related("stratum"):
        people[member.stratum.code][member.serial] = member
    _count_margins(panel, kind, [one for found in people.values() for one in found.values()])
    sizes = drawing.allocated(
        {code: len(found) for code, found in people.items()}, panel.quota, panel.at_least
    )
    chosen: list[Member] = []
    for code, found in people.items():
        strata[code].quota = sizes[code]
        serials = drawing.drawn(round_.seed, code, found, sizes[code])
        chosen += [found[serial] for serial in serials]
    Stratum.objects.bulk_update(strata.values(), ["quota"], batch_size=BATCH)
    for start in range(0, len(chosen), BATCH):
        part = [one.pk for one in chosen[start : start + BATCH]]
        Member.objects.filter(pk__in=part).update(drawn=True)
    _invite(round_, kind, chosen, most)
    return len(chosen)


def _invite(round_: Round, kind: AppraisalPanel, chosen: list[Member], most: int) -> None:
    """Whom a ballot asks about comes from the system's own chance, not from the recorded seed, and
    is forgotten when the ballots are sealed: nobody can tell later who was asked about whom.
    """
    chance = secrets.SystemRandom()
    people = chance.sample(chosen, len(chosen))
    asked: list[tuple[int, ...]]
    if kind.asks is Asks.USED:
        asked = [(one.stratum.organ_id or 0,) for one in people]
    else:
        roster = list(round_.roster.filter(left_out="").values_list("organ_id", flat=True))
        chance.shuffle(roster)
        asked = list(drawing.dealt(roster, most, len(people)))
    Invitation.objects.bulk_create(
        (
            Invitation(member=one, organs=list(about))
            for one, about in zip(people, asked, strict=True)
        ),
        batch_size=BATCH,
    )


def _count_margins(panel: Panel, kind: AppraisalPanel, people: list[Member]) -> None:
    """Where nobody sent counts of the population, the frame itself is counted."""
    if panel.margins.exists():
        return
    counts = Counter(
        (margin.code, member.margins[place])
        for member in people
        for place, margin in enumerate(kind.margins)
    )
    MarginCount.objects.bulk_create(
        MarginCount(
            panel=panel,
            variable=margin.code,
            category=category.code,
            population=counts[margin.code, category.code],
        )
        for margin in kind.margins
        for category in margin.categories
    )
