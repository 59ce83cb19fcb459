"""The offline recovery key of a body: one recipient registers it, another confirms it.

Its secret halves were made elsewhere and are on paper: nothing here ever has both.
"""

from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.disclosures.access import own_key
from youwei.listening.disclosures.models import (
    Disclosure,
    RecipientKey,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
)
from youwei.listening.disclosures.queries.recovery import not_wrapped, recovery_key
from youwei.listening.disclosures.queries.thread import report_secret
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.recovery import halves_of
from youwei.listening.disclosures.rules.refusals import (
    NotARecoveryKey,
    RecoveryKeyGone,
    RecoveryKeyWaits,
    SecondPerson,
)
from youwei.listening.disclosures.writing.wrapping import keep_for_recovery, seal_anew


@operation
def register(*, actor: Actor, public: str) -> RecoveryKey:
    """By a recipient whose key is in use. Nothing is wrapped for it before it is confirmed."""
    own = own_key(actor)
    halves = halves_of(public)
    if halves is None:
        raise NotARecoveryKey(field="public")
    outer, inner = halves
    waiting = RecoveryKey.objects.filter(organ=own.organ, removed_on=None, confirmed_on=None)
    known = RecoveryKey.objects.filter(outer__in=halves) | RecoveryKey.objects.filter(
        inner__in=halves
    )
    if waiting.exists() or known.exists():
        raise RecoveryKeyWaits(field="public")
    key = RecoveryKey.objects.create(
        organ=own.organ,
        outer=outer,
        inner=inner,
        registered_by=own.account,
        registered_on=clock.today(),
    )
    record(actor=actor, event=events.RecoveryKeyRegistered(key=key.short), subject=key.subject)
    return key


@operation
def confirm(*, actor: Actor, key: RecoveryKey, secret: str) -> RecoveryKey:
    """By another recipient, who compared it with the paper: what they can open with their own
    `secret` is wrapped for it. It takes the place of a former one, as if that were removed.
    """
    own, key = _own_and_locked(actor, key)
    if key.confirmed_on is not None:
        raise RecoveryKeyGone
    if key.registered_by_id == actor.account_id:
        raise SecondPerson
    former = recovery_key(key.organ_id)
    if former is not None:
        _take_out(former, own, secret)
    key.confirmed_by, key.confirmed_on = own.account, clock.today()
    key.save(update_fields=["confirmed_by", "confirmed_on"])
    event = events.RecoveryKeyConfirmed(
        key=key.short,
        replaced=former.short if former else "",
        wrapped=_wrap_missing(key, own, secret),
    )
    record(actor=actor, event=event, subject=key.subject)
    return key


@operation
def extend(*, actor: Actor, key: RecoveryKey, secret: str) -> int:
    """By any recipient: what only they can open is wrapped for it, too. Returns how many."""
    own, key = _own_and_locked(actor, key)
    if key.confirmed_on is None:
        raise RecoveryKeyGone
    wrapped = _wrap_missing(key, own, secret)
    event = events.RecoveryKeyExtended(key=key.short, wrapped=wrapped)
    record(actor=actor, event=event, subject=key.subject)
    return wrapped


@operation
def remove(*, actor: Actor, key: RecoveryKey, secret: str) -> RecoveryKey:
    """By one recipient: what they can open is sealed anew, so that the paper opens nothing of what
    is stored from then on; of the rest only the wrapped keys go. It does not reach older copies.
    """
    own, key = _own_and_locked(actor, key)
    event = events.RecoveryKeyRemoved(key=key.short, renewed=_take_out(key, own, secret))
    record(actor=actor, event=event, subject=key.subject)
    return key


def _own_and_locked(actor: Actor, key: RecoveryKey) -> tuple[RecipientKey, RecoveryKey]:
    own = own_key(actor)
    key = RecoveryKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.organ_id != own.organ_id or key.removed_on is not None:
        raise RecoveryKeyGone
    return own, key


def _wrap_missing(key: RecoveryKey, own: RecipientKey, secret: str) -> int:
    found = list(not_wrapped(key, own))
    for disclosure in found:
        keep_for_recovery(disclosure, report_secret(disclosure, own, secret), key)
    return len(found)


def _take_out(key: RecoveryKey, own: RecipientKey, secret: str) -> int:
    wraps = RecoveryWrap.objects.filter(key=key)
    shared = list(
        Disclosure.objects.filter(
            erased_on=None,
            pk__in=wraps.values("disclosure"),
            report_keys__recipient=own,
        )
    )
    wraps.delete()
    RecoveryPiece.objects.filter(recovery__key=key).delete()
    key.recoveries.filter(ended_on=None).update(ended_on=clock.today())
    for disclosure in shared:
        seal_anew(disclosure, own, secret)
    key.removed_on = clock.today()
    key.save(update_fields=["removed_on"])
    return len(shared)
