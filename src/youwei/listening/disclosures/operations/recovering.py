"""Use of the offline recovery key: two people, each with a half and a reason.

The first takes the outer layer off each wrapped key, the second the inner one; what comes out is
wrapped at once for one recipient. No half is stored, and the two never meet in one process.
"""

from collections.abc import Callable
from typing import TypeVar

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.age import NotForThisKey, Stored, peel, public_of, unwrap
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed
from youwei.listening.disclosures.access import check_receives
from youwei.listening.disclosures.models import (
    Disclosure,
    RecipientKey,
    Recovery,
    RecoveryKey,
    RecoveryPiece,
)
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.recovery import WAIT, Why, secret_of
from youwei.listening.disclosures.rules.refusals import (
    DamagedWrap,
    NotToAdmit,
    RecipientsOnly,
    RecoveryKeyGone,
    RecoveryOver,
    RecoveryUnderWay,
    SecondPerson,
    WrongHalf,
)
from youwei.listening.disclosures.writing.wrapping import put_in_use, share

T = TypeVar("T", str, bytes)


@operation
def begin(*, actor: Actor, key: RecoveryKey, to: RecipientKey, half: str, why: Why) -> Recovery:
    """With half 1, by whoever holds the role in the body; a key of their own is not needed, as it
    may be what was lost.
    """
    _check_of_body(actor, key)
    key = RecoveryKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.confirmed_on is None or key.removed_on is not None:
        raise RecoveryKeyGone
    secret = _half(half, key.outer, number=1)
    _holder(key, to)
    if key.recoveries.filter(ended_on=None).exists():
        raise RecoveryUnderWay
    recovery = Recovery.objects.create(
        key=key,
        to=to,
        asked_by=_account(actor),
        asked_on=clock.today(),
        why=why,
        until=clock.today() + WAIT,
    )
    wraps = key.wraps.exclude(disclosure__report_keys__recipient=to).filter(
        disclosure__erased_on=None
    )
    pieces = RecoveryPiece.objects.bulk_create(
        RecoveryPiece(
            recovery=recovery,
            disclosure=one.disclosure,
            peeled=_opened(one.disclosure, peel, one.wrapped, secret),
        )
        for one in wraps.select_related("disclosure")
    )
    event = events.RecoveryBegun(key=key.short, to=to.short, why=why, disclosures=len(pieces))
    record(actor=actor, event=event, subject=recovery.subject)
    return recovery


@operation
def complete(*, actor: Actor, recovery: Recovery, half: str, why: Why) -> Recovery:
    """With half 2, by a second person. The recipient gets what is about no organ to which they are
    tied; a key that waits is admitted by it.
    """
    recovery = _running(actor, recovery)
    if recovery.asked_by_id == actor.account_id:
        raise SecondPerson
    key, to = recovery.key, recovery.to
    secret = _half(half, key.inner, number=2)
    holder = _holder(key, to)
    second = _account(actor)
    if to.admitted_on is None:
        put_in_use(to, by=second if to.account_id != second.pk else recovery.asked_by)
    recovery.recovered = sum(
        share(
            piece.disclosure,
            _opened(piece.disclosure, unwrap, piece.peeled, secret),
            to,
            holder.conflicts,
        )
        for piece in recovery.pieces.select_related("disclosure")
    )
    recovery.decided_by, recovery.decided_why = second, why
    _end(recovery)
    event = events.DisclosuresRecovered(
        key=key.short,
        to=to.short,
        why=why,
        recovered=recovery.recovered,
        recovery=recovery.pk,
    )
    _track(actor, recovery, event)
    return recovery


@operation
def refuse(*, actor: Actor, recovery: Recovery) -> Recovery:
    """By anybody of the body, the first person included; also after its days."""
    recovery = _locked(recovery)
    _check_of_body(actor, recovery.key)
    recovery.decided_by_id = actor.account_id
    _end(recovery)
    _track(actor, recovery, events.RecoveryStopped(key=recovery.key.short))
    return recovery


@operation
def lapse(*, actor: Actor, recovery: Recovery) -> Recovery:
    """By the system, when the second half did not come in time."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    recovery = _locked(recovery)
    if clock.today() <= recovery.until:
        raise RecoveryOver
    _end(recovery)
    _track(actor, recovery, events.RecoveryStopped(key=recovery.key.short))
    return recovery


def _check_of_body(actor: Actor, key: RecoveryKey) -> None:
    check_receives(actor)
    if key.organ_id not in actor.organs_as(Role.DISCIPLINE):
        raise RecipientsOnly


def _account(actor: Actor) -> Account:
    assert actor.account_id is not None, "the role is held by an account"
    return Account.objects.get(pk=actor.account_id)


def _half(typed: str, public: str, *, number: int) -> str:
    secret = secret_of(typed)
    if public_of(secret) != public:
        raise WrongHalf(number=number, field="half")
    return secret


def _opened(
    disclosure: Disclosure, layer: Callable[[Stored, str], T], kept: Stored, secret: str
) -> T:
    """Raises DamagedWrap."""
    try:
        return layer(kept, secret)
    except NotForThisKey:
        raise DamagedWrap(number=disclosure.number) from None


def _holder(key: RecoveryKey, to: RecipientKey) -> Actor:
    """Of a key of the body whose owner holds the role today. Raises NotToAdmit."""
    holder = actor_for(to.account, clock.today())
    fits = to.organ_id == key.organ_id and to.removed_on is None
    if not fits or not holder.holds(Role.DISCIPLINE, organ_id=key.organ_id):
        raise NotToAdmit(field="to")
    return holder


def _locked(recovery: Recovery) -> Recovery:
    found = Recovery.objects.select_for_update(of=("self",))
    recovery = found.select_related("key", "to__account", "asked_by").get(pk=recovery.pk)
    if recovery.ended_on is not None:
        raise RecoveryOver
    return recovery


def _running(actor: Actor, recovery: Recovery) -> Recovery:
    recovery = _locked(recovery)
    _check_of_body(actor, recovery.key)
    if clock.today() > recovery.until:
        raise RecoveryOver
    return recovery


def _end(recovery: Recovery) -> None:
    recovery.pieces.all().delete()
    recovery.ended_on = clock.today()
    recovery.save()


def _track(actor: Actor, recovery: Recovery, event: Event) -> None:
    record(actor=actor, event=event, subject=recovery.subject)
