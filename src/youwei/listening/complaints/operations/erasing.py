"""What is kept no longer than needed (C-46): the page that collects it says for how long."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from youwei.foundation.duties.operations.following import empty as empty_duty
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.operations import erase_original
from youwei.foundation.files.operations import withdraw as withdraw_file
from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.complaints.models import Case, Statement, Writer
from youwei.listening.complaints.queries.search import forget
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.writing import locked, track

NOT_KEPT = gettext_lazy("Handed over; nothing of what was written is kept here")


@operation
def erase_writer(*, actor: Actor, case: Case) -> Case:
    """Name and contact are gone for good, and with them original files, whose hidden data may tell
    the same; the case stays, as one of an unknown writer.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    case = locked(case)
    Writer.objects.filter(case=case).delete()
    for file in _files(case).filter(original__isnull=False):
        erase_original(actor=actor, file=file, trail=case.subject, campaign_id=case.campaign_id)
    track(actor, case, events.WriterErased())
    return case


@operation
def erase_files(*, actor: Actor, case: Case) -> Case:
    """The files that the writer attached are gone for good; their digests stay in the journal."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    case = locked(case)
    track(actor, case, events.FilesErased(count=_withdraw_files(actor, case)))
    return case


@operation
def empty(*, actor: Actor, case: Case) -> Case:
    """Of a matter that a discipline body took over nothing is kept but number, days and body
    (C-09): no words either way, no file, no place, no writer, nothing to search it by.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    case = locked(case)
    if case.state != State.FORWARDED:
        raise WrongState
    Writer.objects.filter(case=case).delete()
    Statement.objects.filter(case=case).delete()
    case.messages.all().delete()
    for handling in case.handlings.select_related("duty"):
        empty_duty(actor=actor, duty=handling.duty, title=str(NOT_KEPT))
    case.themes.all().delete()
    _withdraw_files(actor, case)
    forget(case)
    case.summary, case.text, case.place, case.happened_on = str(NOT_KEPT), "", "", None
    case.category = ""
    case.save(update_fields=["summary", "text", "place", "happened_on", "category"])
    track(actor, case, events.CaseEmptied())
    return case


def _withdraw_files(actor: Actor, case: Case) -> int:
    files = list(_files(case))
    for file in files:
        withdraw_file(actor=actor, file=file, trail=case.subject, campaign_id=case.campaign_id)
    return len(files)


def _files(case: Case) -> QuerySet[EvidenceFile]:
    origins = [case.subject, case.office_subject]
    return EvidenceFile.objects.filter(origin__in=origins, withdrawn_at=None).order_by("pk")
