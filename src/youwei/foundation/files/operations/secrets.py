"""A file may hold secrets (C-52): whoever reads it sets it aside, another person decides."""

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.access.owners import check_reads
from youwei.foundation.files.access.secrets import check_decides
from youwei.foundation.files.models import EvidenceFile, Quarantine
from youwei.foundation.files.queries import attached_in
from youwei.foundation.files.rules.events import FilePurged, FileReleased, FileWasSetAside
from youwei.foundation.files.rules.outcomes import REASON_LIMIT, Outcome
from youwei.foundation.files.rules.refusals import (
    DecidedAlready,
    FileWithdrawn,
    ReasonMissing,
    SetAsideAlready,
)
from youwei.foundation.files.writing import destroy
from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed
from youwei.kernel.words import clean_text


@operation
def set_aside(*, actor: Actor, file: EvidenceFile) -> Quarantine:
    """By whoever may read it, with one press; from then on nobody can, they included."""
    file = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if actor.account_id is None:
        raise NotAllowed
    check_reads(actor, file)
    if file.withdrawn_at is not None:
        raise FileWithdrawn
    if file.quarantines.filter(decided_at=None).exists():
        raise SetAsideAlready
    place = attached_in(file)
    made = Quarantine.objects.create(
        file=file, campaign_id=place.campaign_id, trail=place.trail, by_id=actor.account_id
    )
    _track(actor, made, FileWasSetAside(sha256=file.sha256))
    return made


@operation
def release(*, actor: Actor, quarantine: Quarantine, reason: str) -> Quarantine:
    """It holds no secret: whoever could read it can do so again."""
    held = _decided(actor, quarantine, Outcome.RELEASED, reason)
    _track(actor, held, FileReleased(sha256=held.file.sha256, rule=held.rule))
    return held


@operation
def purge(*, actor: Actor, quarantine: Quarantine, reason: str) -> Quarantine:
    """The bytes are destroyed once this is committed; record and digest stay."""
    held = _decided(actor, quarantine, Outcome.PURGED, reason)
    file = held.file
    destroy(file)
    event = FilePurged(
        media_type=file.media_type, size=file.size, sha256=file.sha256, rule=held.rule
    )
    _track(actor, held, event)
    return held


def _decided(actor: Actor, quarantine: Quarantine, outcome: Outcome, reason: str) -> Quarantine:
    file = EvidenceFile.objects.select_for_update().get(pk=quarantine.file_id)
    held = Quarantine.objects.select_related("campaign").get(pk=quarantine.pk)
    check_reads(actor, file)
    check_decides(actor, held)
    if held.decided_at is not None:
        raise DecidedAlready
    if file.withdrawn_at is not None:
        raise FileWithdrawn
    held.file = file
    held.reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    if not held.reason:
        raise ReasonMissing(field="reason")
    held.outcome, held.decided_by_id, held.decided_at = outcome, actor.account_id, clock.now()
    held.rule = f"evidence.secrets@{rules_of(held.campaign).version}"
    held.save(update_fields=["outcome", "decided_by", "decided_at", "reason", "rule"])
    return held


def _track(actor: Actor, quarantine: Quarantine, event: Event) -> None:
    record(
        actor=actor,
        event=event,
        subject=f"file:{quarantine.file_id}",
        trail=quarantine.trail,
        campaign_id=quarantine.campaign_id,
    )
