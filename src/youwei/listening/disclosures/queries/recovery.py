"""The offline recovery keys of a body, what they do not open yet, and their uses."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotFound
from youwei.listening.disclosures.access import check_audits
from youwei.listening.disclosures.models import (
    Disclosure,
    RecipientKey,
    Recovery,
    RecoveryKey,
    RecoveryWrap,
    ReportKey,
)


@dataclass(frozen=True, slots=True)
class Recoverable:
    """`missing`: disclosures that the actor's key opens and the recovery key does not yet."""

    key: RecoveryKey | None
    waiting: RecoveryKey | None
    running: Recovery | None
    missing: int


def recovery_key(organ_id: int) -> RecoveryKey | None:
    """The one in use."""
    found = RecoveryKey.objects.filter(organ=organ_id, removed_on=None, confirmed_on__isnull=False)
    return found.select_related("registered_by", "confirmed_by").first()


def recoverable(organ_id: int, own: RecipientKey | None) -> Recoverable:
    key = recovery_key(organ_id)
    waits = RecoveryKey.objects.filter(organ=organ_id, removed_on=None, confirmed_on=None)
    running = Recovery.objects.filter(key=key, ended_on=None)
    return Recoverable(
        key=key,
        waiting=waits.select_related("registered_by").first(),
        running=running.select_related("asked_by", "to__account").first() if key else None,
        missing=not_wrapped(key, own).count() if key and own else 0,
    )


def recoverable_bodies(actor: Actor, own: RecipientKey | None) -> list[tuple[Organ, Recoverable]]:
    """Of each body in which the actor holds the role; most hold it in one."""
    organs = Organ.objects.filter(pk__in=actor.organs_as(Role.DISCIPLINE)).order_by("pk")
    mine = own.organ_id if own else None
    return [(one, recoverable(one.pk, own if one.pk == mine else None)) for one in organs]


def not_wrapped(key: RecoveryKey, own: RecipientKey) -> QuerySet[Disclosure]:
    mine = ReportKey.objects.filter(recipient=own).order_by().values("disclosure")
    done = RecoveryWrap.objects.filter(key=key).order_by().values("disclosure")
    return Disclosure.objects.filter(pk__in=mine, erased_on=None).exclude(pk__in=done)


def key_of_body(actor: Actor, pk: int) -> RecoveryKey:
    """Of a body in which the actor holds the role. Raises NotFound."""
    organs = actor.organs_as(Role.DISCIPLINE)
    key = RecoveryKey.objects.filter(pk=pk, organ__in=organs, removed_on=None).first()
    if key is None:
        raise NotFound
    return key


def recovery_of_body(actor: Actor, pk: int) -> Recovery:
    """Raises NotFound."""
    organs = actor.organs_as(Role.DISCIPLINE)
    found = Recovery.objects.filter(pk=pk, key__organ__in=organs)
    recovery = found.select_related("key", "to__account", "asked_by").first()
    if recovery is None:
        raise NotFound
    return recovery


def possible_recipients(key: RecoveryKey) -> QuerySet[RecipientKey]:
    """Keys of the body, also those that wait: after a loss nobody may be left to admit them."""
    found = RecipientKey.objects.filter(organ=key.organ_id, removed_on=None)
    return found.select_related("account").order_by("pk")


def recoveries_for_audit(actor: Actor) -> QuerySet[Recovery]:
    """Of the places whose journal the audit administrator reads."""
    check_audits(actor)
    places = actor.jurisdictions_as(Role.AUDIT_ADMIN)
    found = Recovery.objects.filter(key__organ__jurisdiction__in=places)
    return found.select_related("key", "to__account", "asked_by", "decided_by").order_by("-pk")


def lapsed() -> Iterator[Recovery]:
    yield from Recovery.objects.filter(Q(ended_on=None) & Q(until__lt=clock.today())).order_by("pk")
