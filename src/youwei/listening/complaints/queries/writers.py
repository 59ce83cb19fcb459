"""Opening what a writer said of themselves, and what is kept of it no longer; only operations that
record it call this.
"""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Coalesce, Concat

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.sealing import SealBroken, derive, unseal
from youwei.listening.complaints.access import visible_to
from youwei.listening.complaints.models import Case, Writer
from youwei.listening.complaints.rules.events import WriterErased


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)


def contact_of(case: Case) -> Contact:
    """Tries the key in force, then former ones. Raises SealBroken when none opens it."""
    writer = Writer.objects.get(case=case)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = derive(secret, "writer")
        try:
            return Contact(
                name=unseal(bytes(writer.sealed_name), key=key, context=f"{case.number}:name"),
                contact=unseal(
                    bytes(writer.sealed_contact), key=key, context=f"{case.number}:contact"
                ),
            )
        except SealBroken:
            continue
    raise SealBroken


def due_identities(campaign: Campaign | None, until: date, most: int) -> list[int]:
    """Cases that ended on that day or before and whose writer's name and contact are kept yet. A
    merged case ends with the one that it follows.
    """
    rows = Writer.objects.annotate(
        ended=Coalesce("case__merged_into__ended_at", "case__ended_at")
    ).filter(case__campaign=campaign, ended__lt=clock.after(until))
    return list(rows.order_by("case_id").values_list("case_id", flat=True)[:most])


def due_attachments(campaign: Campaign | None, until: date, most: int) -> list[int]:
    """Anonymous cases that ended on that day or before and hold files yet. One whose writer gave a
    name is none, also after the name was erased.
    """
    files = EvidenceFile.objects.filter(withdrawn_at=None)
    cases = Case.objects.annotate(
        ended=Coalesce("merged_into__ended_at", "ended_at"),
        own=_named("case"),
        apart=_named("case_office"),
    ).filter(campaign=campaign, ended__lt=clock.after(until), writer__isnull=True)
    named = JournalEvent.objects.filter(kind=WriterErased.kind, subject=OuterRef("own"))
    held = Exists(files.filter(origin__in=[OuterRef("own"), OuterRef("apart")]))
    found = cases.filter(held).exclude(Exists(named))
    return list(found.order_by("pk").values_list("pk", flat=True)[:most])


def _named(prefix: str) -> Concat:
    return Concat(Value(f"{prefix}:"), Cast("pk", CharField()), output_field=CharField())


def case_named(actor: Actor, number: str) -> str | None:
    """What a hold names, where this person may read the case."""
    found = visible_to(actor).filter(number=number.strip().upper()).first()
    return found.subject if found else None
