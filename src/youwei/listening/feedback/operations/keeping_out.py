from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import check_writer
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.writing import locked, track
from youwei.listening.feedback.models import ItemSource, KeptOut
from youwei.listening.feedback.rules import events
from youwei.listening.feedback.rules.refusals import AlreadySent
from youwei.listening.feedback.rules.states import OUT


@operation
def keep_out(*, actor: Actor, case: Case) -> KeptOut:
    """The writer's wish holds from now on; what has been sent cannot be called back."""
    case = locked(case)
    check_writer(actor, case)
    if ItemSource.objects.filter(case=case, item__batch__state__in=OUT).exists():
        raise AlreadySent
    kept, _new = KeptOut.objects.get_or_create(case=case)
    track(actor, case, events.CaseKeptOut())
    return kept
