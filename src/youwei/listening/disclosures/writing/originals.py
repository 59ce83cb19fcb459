"""Keys to originals follow their holders: shared with admission, gone with removal."""

from youwei.foundation.files.access.owners import closed_to
from youwei.foundation.files.models import OriginalKey
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.age import unwrap, wrap
from youwei.listening.disclosures.models import RecipientKey


def share_originals(own: RecipientKey, secret: str, newcomer: RecipientKey) -> None:
    """With admission: what one recipient can open, but nothing to which the other is tied."""
    actor = actor_for(newcomer.account, clock.today())
    mine = OriginalKey.objects.filter(public=own.public).select_related("original__file")
    OriginalKey.objects.bulk_create(
        OriginalKey(
            original=key.original,
            public=newcomer.public,
            wrapped=wrap(unwrap(key.wrapped, secret), to=newcomer.public),
        )
        for key in mine
        if not closed_to(actor, key.original.file.origin)
    )


def withdraw_originals(key: RecipientKey) -> None:
    OriginalKey.objects.filter(public=key.public).delete()
