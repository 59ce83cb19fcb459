"""Cases are prepared for comparison a little after they came in: intake never waits for it."""

from collections.abc import Sequence

from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.matters.models import ForgottenSketch, Sketch
from youwei.listening.matters.queries.alike import sketch_of
from youwei.listening.matters.queries.store import RECIPE
from youwei.listening.matters.rules.events import CasesSketched, SketchDropped


@operation
def sketch(*, actor: Actor, cases: Sequence[Case]) -> int:
    """Two workers may meet at the same case: the second leaves what the first wrote. The words are
    read anew under a lock, so that none of a case that is being emptied stays behind.
    """
    locked = Case.objects.select_for_update().only("pk", "summary", "text").order_by("pk")
    kept = locked.filter(pk__in=[case.pk for case in cases]).exclude(text="")
    rows = [Sketch(case=case, recipe=RECIPE, pairs=sketch_of(case).packed()) for case in kept]
    Sketch.objects.bulk_create(rows, ignore_conflicts=True)
    record(actor=actor, event=CasesSketched(cases=len(rows)), subject="sketches")
    return len(rows)


@operation
def drop_sketch(*, actor: Actor, case: Case) -> int:
    """Of a case whose words are not kept any more; returns how many were there. A process that has
    it in memory lets go of it before it answers the next question.
    """
    count, _ = Sketch.objects.filter(case=case).delete()
    ForgottenSketch.objects.get_or_create(case=case)
    record(actor=actor, event=SketchDropped(), subject=case.subject, campaign_id=case.campaign_id)
    return count
