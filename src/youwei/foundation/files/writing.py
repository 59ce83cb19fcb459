"""How bytes leave the store: for good, once the transaction that says so is committed."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from youwei.foundation.files.models import EvidenceFile, SealedOriginal
from youwei.kernel import clock


def destroy(file: EvidenceFile) -> None:
    """The bytes of the working copy and of a sealed original; the row of the copy stays."""
    file.withdrawn_at = clock.now()
    file.save(update_fields=["withdrawn_at"])
    _delete(file.stored)
    drop_original(file)


def drop_original(file: EvidenceFile) -> None:
    for original in SealedOriginal.objects.filter(file=file):
        original.delete()  # with the keys to it
        _delete(original.stored)


def _delete(stored: str) -> None:
    # What fails here is found by `orphans`; it must not keep other callbacks from running.
    transaction.on_commit(partial(default_storage.delete, stored), robust=True)
