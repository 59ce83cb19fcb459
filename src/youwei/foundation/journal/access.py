"""Who reads the journal: the audit administrator, but nothing that is kept from their organ."""

from django.db.models import Q

from youwei.foundation.journal.models import EventQuerySet, JournalEvent
from youwei.foundation.journal.rules.shields import shields
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotAllowed


def check_audits(actor: Actor) -> None:
    if not can_audit(actor):
        raise NotAllowed


def can_audit(actor: Actor) -> bool:
    return actor.holds(Role.AUDIT_ADMIN)


def visible_to(actor: Actor) -> EventQuerySet:
    """Everything but what is about the audit administrator's own organs and kept from these (C-08):
    the journal names no words, but that something happened tells as well.
    """
    events = JournalEvent.objects.all()
    if not can_audit(actor):
        return events.none()
    for subjects in shields():
        hidden = subjects(actor)
        events = events.exclude(Q(subject__in=hidden) | Q(trail__in=hidden))
    return events
