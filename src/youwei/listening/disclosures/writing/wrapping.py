"""Whose keys open a disclosure: its secret key wrapped for more, or it sealed anew for fewer."""

from django.db.models import QuerySet

from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.age import new_pair, seal, unseal, wrap, wrap_twice
from youwei.listening.disclosures.models import (
    Disclosure,
    RecipientKey,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
    ReportKey,
    SealedFile,
)
from youwei.listening.disclosures.queries.receiving import recipients
from youwei.listening.disclosures.queries.thread import organ_named, report_secret
from youwei.listening.disclosures.rules.routing import Part, part_for
from youwei.listening.disclosures.rules.states import BY_REPORTER


def opened_by(key: RecipientKey) -> QuerySet[Disclosure]:
    mine = ReportKey.objects.filter(recipient=key).order_by().values("disclosure")
    return Disclosure.objects.filter(pk__in=mine, erased_on=None)


def share(disclosure: Disclosure, opened: str, key: RecipientKey, ties: frozenset[int]) -> bool:
    """`opened` is the disclosure's secret key. False where it is about an organ to which the holder
    of `key` is tied, or was wrapped for it before.
    """
    if organ_named(disclosure, opened) in ties:
        return False
    _, made = ReportKey.objects.get_or_create(
        disclosure=disclosure, recipient=key, defaults={"wrapped": wrap(opened, to=key.public)}
    )
    return made


def keep_for_recovery(disclosure: Disclosure, opened: str, key: RecoveryKey) -> None:
    RecoveryWrap.objects.create(
        disclosure=disclosure,
        key=key,
        wrapped=wrap_twice(opened, outer=key.outer, inner=key.inner),
    )


def seal_anew(disclosure: Disclosure, own: RecipientKey, secret: str) -> None:
    """Under a new key, wrapped for all for whom the former one is wrapped still."""
    former, pair = report_secret(disclosure, own, secret), new_pair()
    for entry in disclosure.entries.all():
        to = [pair.public]
        if entry.said not in BY_REPORTER:
            to.append(disclosure.reporter_public)
        entry.sealed = seal(unseal(entry.sealed, former), to=to)
        entry.save(update_fields=["sealed"])
    for file in SealedFile.objects.filter(entry__disclosure=disclosure):
        file.sealed = seal(unseal(file.sealed, former), to=[pair.public])
        file.save(update_fields=["sealed"])
    for wrapped in disclosure.report_keys.select_related("recipient"):
        wrapped.wrapped = wrap(pair.secret, to=wrapped.recipient.public)
        wrapped.save(update_fields=["wrapped"])
    _wrap_anew_for_recovery(disclosure, pair.secret)
    disclosure.public = pair.public
    disclosure.save(update_fields=["public"])


def _wrap_anew_for_recovery(disclosure: Disclosure, secret: str) -> None:
    for kept in disclosure.recovery_wraps.select_related("key"):
        kept.wrapped = wrap_twice(secret, outer=kept.key.outer, inner=kept.key.inner)
        kept.save(update_fields=["wrapped"])
    pieces = RecoveryPiece.objects.filter(disclosure=disclosure)
    for piece in pieces.select_related("recovery__key"):
        piece.peeled = wrap(secret, to=piece.recovery.key.inner)
        piece.save(update_fields=["peeled"])


def put_in_use(key: RecipientKey, *, by: Account) -> None:
    parts = [one.part for one in recipients(key.organ_id)]
    key.part = part_for(parts.count(Part.FIRST), parts.count(Part.SECOND))
    key.admitted_on, key.admitted_by = clock.today(), by
    key.save(update_fields=["part", "admitted_on", "admitted_by"])
