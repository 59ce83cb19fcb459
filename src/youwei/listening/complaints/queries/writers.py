"""Opening what a writer said of themselves; only operations that record it call this."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models.functions import Coalesce

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.deadlines import due
from youwei.kernel.sealing import SealBroken, derive, unseal
from youwei.listening.complaints.models import Case, Writer


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


def overdue_for_erasure(day: date) -> tuple[Case, ...]:
    """Cases whose writer's name and contact were kept as long as the rulebook allows. A merged case
    ends with the one that it follows.
    """
    found = Writer.objects.annotate(
        ended=Coalesce("case__merged_into__ended_at", "case__ended_at")
    ).filter(ended__isnull=False, ended__lte=clock.now())
    rows = found.select_related("case__campaign").order_by("case_id")
    return tuple(
        writer.case
        for writer in rows
        if (keep := rules_of(writer.case.campaign).kept("case-identity").keep) is not None
        and due(clock.day_of(writer.ended), keep, calendar()).on < day
    )
