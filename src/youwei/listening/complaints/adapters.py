"""What of a case is erased after its time (C-46), as `foundation.retention` asks for it."""

from collections.abc import Callable, Sequence

from youwei.foundation.retention.offers import Kept, Key
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.erasing import erase_files, erase_writer
from youwei.listening.complaints.queries.writers import (
    case_named,
    due_attachments,
    due_identities,
)


def _each(erase: Callable[..., object]) -> Callable[[Actor, Sequence[Key]], int]:
    def run(actor: Actor, keys: Sequence[Key]) -> int:
        cases = list(Case.objects.filter(pk__in=keys).order_by("pk"))
        for case in cases:
            erase(actor=actor, case=case)
        return len(cases)

    return run


KEPT = (
    Kept(
        code="case-identity",
        by_campaign=True,
        due=due_identities,
        erase=_each(erase_writer),
        subject=lambda key: f"case:{key}",
        find=case_named,
    ),
    Kept(
        code="anonymous-attachment",
        by_campaign=True,
        due=due_attachments,
        erase=_each(erase_files),
        subject=lambda key: f"case:{key}",
    ),
)
