"""Cases are prepared for comparison a little after they came in: intake never waits for it."""

from collections.abc import Sequence

from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.matters.models import Sketch
from youwei.listening.matters.queries.alike import sketch_of
from youwei.listening.matters.queries.store import RECIPE, packed
from youwei.listening.matters.rules.events import CasesSketched, SketchDropped


@operation
def sketch(*, actor: Actor, cases: Sequence[Case]) -> int:
    """Two workers may meet at the same case: the second leaves what the first wrote."""
    rows = [Sketch(case=case, recipe=RECIPE, pairs=packed(sketch_of(case))) for case in cases]
    Sketch.objects.bulk_create(rows, ignore_conflicts=True)
    record(actor=actor, event=CasesSketched(cases=len(rows)), subject="sketches")
    return len(rows)


@operation
def drop_sketch(*, actor: Actor, case: Case) -> int:
    """Of a case whose words are not kept any more; returns how many were there. A process that has
    it in memory compares what it finds with the rows before it shows anything.
    """
    count, _ = Sketch.objects.filter(case=case).delete()
    record(actor=actor, event=SketchDropped(), subject=case.subject, campaign_id=case.campaign_id)
    return count
