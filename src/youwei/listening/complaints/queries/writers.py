"""Opening what a writer said of themselves; only operations that record it call this."""

from dataclasses import dataclass, field

from django.conf import settings

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
