"""From the sealed file to a result. Nothing is computed from the database."""

import hashlib

from django.db.models import Max

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.operations.rounds import move_on
from youwei.listening.appraisal.queries.sealing import left_out
from youwei.listening.appraisal.rules.states import State as RoundState
from youwei.listening.appraisal.writing.held import held_round
from youwei.listening.results.models import Estimate, Objection
from youwei.listening.results.queries.exporting import export_text, sealed_file, seed_of
from youwei.listening.results.queries.plan import plan_of
from youwei.listening.results.rules import events
from youwei.listening.results.rules.refusals import NothingUpheld, ObjectionsOpen, TooCloseToEarlier
from youwei.listening.results.rules.releases import too_close
from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.writing import person, track
from youwei.stats.survey import estimate


@operation
def estimate_round(*, actor: Actor, round_: Round) -> Estimate:
    """The result that stands. Where a recorded decision leaves ballots out, the result of all
    ballots is made beside it and kept; it is never published. Also after an objection was upheld,
    or a publication taken down. Raises SealedFileGone, NothingSealed,
    ObjectionsOpen, NothingUpheld, TooCloseToEarlier.
    """
    round_ = held_round(round_)
    check_move(actor, round_, "estimate")
    _check_objections(round_)
    excluded = left_out(round_)
    Estimate.objects.filter(round=round_, stands=True).update(stands=False)
    made = _make(actor, round_, excluded)
    _check_releases(made)
    if excluded:
        keep_beside(actor=actor, round_=round_)
    move_on(actor=actor, round_=round_, move="estimate")
    return made


@operation
def keep_beside(*, actor: Actor, round_: Round) -> Estimate:
    """The result with all ballots, kept to be compared; it is never published."""
    check_move(actor, round_, "estimate")
    return _make(actor, round_, frozenset(), stands=False)


def _make(
    actor: Actor, round_: Round, excluded: frozenset[int], *, stands: bool = True
) -> Estimate:
    withheld = _withheld(round_)
    result = estimate(
        sealed_file(round_),
        plan_of(round_, withheld=withheld),
        seed=seed_of(round_),
        without=excluded,
    )
    text = export_text(round_, result, withheld)
    highest = round_.estimates.aggregate(n=Max("number"))["n"] or 0
    made = Estimate.objects.create(
        round=round_,
        number=highest + 1,
        export=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        seed=result.seed,
        ballots=int(result.respondents.sum()),
        left_out=len(excluded),
        withheld=sorted(withheld),
        stands=stands,
        made_by=person(actor),
        made_on=clock.today(),
    )
    event = events.ResultEstimated(
        number=made.number,
        ballots=made.ballots,
        left_out=made.left_out,
        stands=made.stands,
        sha256=made.sha256,
    )
    track(actor, round_, event, subject=made.subject)
    return made


def _check_objections(round_: Round) -> None:
    """While organs can object a result is made anew only after one of them was heard and upheld:
    else it would take the place of the one that they object to, and their objections with it.
    """
    if round_.state != RoundState.OBJECTION:
        return
    objections = Objection.objects.filter(estimate__round=round_, estimate__stands=True)
    undecided = objections.filter(state=State.FILED).count()
    if undecided:
        raise ObjectionsOpen(number=undecided)
    if not objections.filter(state=State.UPHELD).exists():
        raise NothingUpheld


def _check_releases(made: Estimate) -> None:
    """Against each result that somebody outside the office has read."""
    shown = made.round.estimates.filter(shown_on__isnull=False).exclude(pk=made.pk)
    for earlier in shown:
        if too_close(earlier.export, made.export, least=made.round.threshold):
            raise TooCloseToEarlier(number=made.round.threshold)


def _withheld(round_: Round) -> frozenset[int]:
    """Organs whose objection was upheld in this way, in any result of the round."""
    rows = round_.estimates.filter(
        objections__state=State.UPHELD, objections__remedy=Remedy.WITHHELD
    )
    return frozenset(rows.values_list("objections__organ_id", flat=True))
