"""From the sealed file to a result. Nothing is computed from the database."""

import hashlib
import json
from pathlib import Path

from django.db.models import Max

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.operations.rounds import move_on
from youwei.listening.appraisal.queries.sealing import left_out
from youwei.listening.appraisal.writing.held import held_round
from youwei.listening.appraisal.writing.parquet import folder
from youwei.listening.results.models import Estimate
from youwei.listening.results.queries.figures import figures_of
from youwei.listening.results.queries.plan import plan_of, sealed_plan
from youwei.listening.results.rules import events
from youwei.listening.results.rules.hiding import Pair, hidden_pairs, hidden_panels
from youwei.listening.results.rules.refusals import SealedFileGone
from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.writing import person, track
from youwei.stats.survey import Plan, Result, estimate, export


@operation
def estimate_round(*, actor: Actor, round_: Round) -> Estimate:
    """The result that stands. Where a recorded decision leaves ballots out, the result of all
    ballots is made beside it and kept. Also after an objection was upheld, or a publication taken
    down. Raises SealedFileGone.
    """
    round_ = held_round(round_)
    check_move(actor, round_, "estimate")
    path = _sealed_file(round_)
    withheld, excluded = _withheld(round_), left_out(round_)
    plan = plan_of(round_, withheld=withheld)
    Estimate.objects.filter(round=round_, stands=True).update(stands=False)
    made = _make(actor, round_, path, plan, excluded, withheld)
    if excluded:
        keep_beside(actor=actor, round_=round_, withheld=withheld)
    move_on(actor=actor, round_=round_, move="estimate")
    _track(actor, round_, made)
    return made


@operation
def keep_beside(*, actor: Actor, round_: Round, withheld: frozenset[int]) -> Estimate:
    """The result with all ballots, kept inside to be compared; it is never published."""
    check_move(actor, round_, "estimate")
    plan = plan_of(round_, withheld=withheld)
    made = _make(actor, round_, _sealed_file(round_), plan, frozenset(), withheld, stands=False)
    _track(actor, round_, made)
    return made


def _make(
    actor: Actor,
    round_: Round,
    path: Path,
    plan: Plan,
    excluded: frozenset[int],
    withheld: frozenset[int],
    *,
    stands: bool = True,
) -> Estimate:
    seed = seed_of(round_)
    result = estimate(path, plan, seed=seed, without=excluded)
    hidden = hidden_in(round_, result, withheld)
    text = export_text(round_, result, hidden)
    highest = round_.estimates.aggregate(n=Max("number"))["n"] or 0
    return Estimate.objects.create(
        round=round_,
        number=highest + 1,
        figures=figures_of(result, hidden),
        export=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        seed=seed,
        ballots=int(result.respondents.sum()),
        left_out=len(excluded),
        withheld=sorted(withheld),
        stands=stands,
        made_by=person(actor),
        made_on=clock.today(),
    )


def seed_of(round_: Round) -> int:
    """From the fingerprint of the sealed file: nobody can choose it, everybody can repeat it."""
    return int(round_.sealed_sha256[:15], 16)


def hidden_in(round_: Round, result: Result, withheld: frozenset[int]) -> frozenset[Pair]:
    organs = sealed_plan(round_).organs
    return hidden_pairs(
        [one.ballots for one in result.means],
        threshold=round_.threshold,
        withheld=frozenset(place for place, organ in enumerate(organs) if organ in withheld),
    )


def export_text(round_: Round, result: Result, hidden: frozenset[Pair]) -> str:
    """What is hidden is not in it."""
    respondents = [result.respondents[one.cells].tolist() for one in result.calibrations]
    small = hidden_panels(respondents, threshold=round_.threshold)
    why = f"fewer than {round_.threshold} people in a cell"
    told = export(result, hidden=hidden, hide_cells=dict.fromkeys(sorted(small), why))
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sealed_file(round_: Round) -> Path:
    path = folder() / round_.sealed_file
    if not round_.sealed_file or not path.is_file():
        raise SealedFileGone
    if hashlib.sha256(path.read_bytes()).hexdigest() != round_.sealed_sha256:
        raise SealedFileGone
    return path


def _withheld(round_: Round) -> frozenset[int]:
    """Organs whose objection was upheld in this way, in any result of the round."""
    rows = round_.estimates.filter(
        objections__state=State.UPHELD, objections__remedy=Remedy.WITHHELD
    )
    return frozenset(rows.values_list("objections__organ_id", flat=True))


def _track(actor: Actor, round_: Round, made: Estimate) -> None:
    event = events.ResultEstimated(
        number=made.number,
        ballots=made.ballots,
        left_out=made.left_out,
        stands=made.stands,
        sha256=made.sha256,
    )
    track(actor, round_, event, subject=made.subject)
