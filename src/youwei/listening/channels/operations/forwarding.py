"""转送: tables of the petition office, the hotline and others become cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.operations import attach, withdraw
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.rulebook.rules.channels import Entry
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.refusal import Refusal
from youwei.kernel.words import clean_label
from youwei.listening.channels.models import ForwardedFile, Reception, Source
from youwei.listening.channels.queries.forwarded import Fault, Sifted
from youwei.listening.channels.rules import events
from youwei.listening.channels.rules.refusals import NotForFiles, SourceNameless
from youwei.listening.channels.rules.states import FILE, FileParty, FileState
from youwei.listening.complaints.access import check_imports
from youwei.listening.complaints.operations.importing import take_over
from youwei.listening.complaints.rules.messages import FIELDS, ForeignMessage
from youwei.listening.complaints.rules.refusals import UnknownKind

NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Came:
    """Whence a row comes: the channel, the kind until the office sorts, the forwarding body."""

    channel: str
    kind: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    taken: int
    known: int
    faults: tuple[Fault, ...]


@operation
def save_source(
    *, actor: Actor, campaign: Campaign, came: Came, columns: Mapping[str, str]
) -> Source:
    """Its columns are used the next time; saving again replaces them."""
    check_imports(actor, campaign)
    _check(campaign, came)
    name = clean_label(came.source, limit=NAME_LIMIT, field="source")
    if not name:
        raise SourceNameless(field="source")
    kept = {field: columns[field] for field in FIELDS if columns.get(field)}
    source, _ = Source.objects.update_or_create(
        campaign=campaign,
        name=name,
        defaults={
            "channel": came.channel,
            "kind": came.kind,
            "columns": kept,
            "saved_by_id": actor.account_id,
            "saved_at": clock.now(),
        },
    )
    event = events.SourceSaved(name=name, channel=came.channel, columns=len(kept))
    record(actor=actor, event=event, subject=source.subject, campaign_id=campaign.pk)
    return source


@operation
def bring_file(*, actor: Actor, source: Source, copy: WorkingCopy) -> ForwardedFile:
    """Kept for the preview; nothing is taken over yet."""
    check_imports(actor, source.campaign)
    assert actor.account_id is not None, "a person brings it; programs take over at once"
    file = ForwardedFile.objects.create(source=source, brought_by_id=actor.account_id)
    attach(
        actor=actor,
        origin=file.subject,
        trail=file.subject,
        campaign_id=source.campaign_id,
        name=copy.name,
        content=copy,
    )
    _record(actor, file, events.FileBrought(source=source.name))
    return file


@operation
def take_rows(
    *,
    actor: Actor,
    campaign: Campaign,
    came: Came,
    messages: Sequence[tuple[int, ForeignMessage]],
) -> Outcome:
    """Each row becomes a case or a fault; the others land all the same. 'Forwarded by, on' become
    facts of the case beside the number that it has there.
    """
    check_imports(actor, campaign)
    _check(campaign, came)
    taken, known, faults = 0, 0, []
    for row, message in messages:
        try:
            with transaction.atomic():
                _take(actor, campaign, came, message)
        except IntegrityError:  # somebody else took it over at the same moment
            known += 1
        except Refusal as refusal:
            params = {name: str(value) for name, value in refusal.params.items()}
            faults.append(Fault(row, refusal.message, params))
        else:
            taken += 1
    event = events.RowsTaken(
        source=came.source or came.channel, taken=taken, known=known, rejected=len(faults)
    )
    subject = f"channel:{came.channel}"
    record(actor=actor, event=event, subject=subject, campaign_id=campaign.pk)
    return Outcome(taken, known, tuple(faults))


@operation
def take_file(*, actor: Actor, file: ForwardedFile, sifted: Sifted) -> ForwardedFile:
    """Everything that fits; the bytes go, the report of what did not fit stays."""
    file = _locked(file)
    source = file.source
    check_imports(actor, source.campaign)
    file.state = FILE.after(FileState(file.state), "take", FileParty.OFFICE)
    came = Came(source.channel, source.kind, source.name)
    done = take_rows(actor=actor, campaign=source.campaign, came=came, messages=sifted.ready)
    faults = sorted((*sifted.faults, *done.faults), key=lambda fault: fault.row)
    file.taken, file.known = done.taken, done.known + len(sifted.known)
    file.faults = [[fault.row, fault.message, dict(fault.params)] for fault in faults]
    file.save(update_fields=["state", "taken", "known", "faults"])
    _forget_bytes(actor, file)
    _record(actor, file, events.FileTaken(source=source.name))
    return file


@operation
def drop_file(*, actor: Actor, file: ForwardedFile) -> ForwardedFile:
    """Nothing of it is taken over; the bytes go."""
    file = _locked(file)
    check_imports(actor, file.source.campaign)
    party = FileParty.OFFICE if actor.is_staff else FileParty.CALENDAR
    file.state = FILE.after(FileState(file.state), "drop", party)
    file.save(update_fields=["state"])
    _forget_bytes(actor, file)
    _record(actor, file, events.FileDropped(source=file.source.name))
    return file


def _take(actor: Actor, campaign: Campaign, came: Came, message: ForeignMessage) -> None:
    case = take_over(
        actor=actor, campaign=campaign, channel=came.channel, kind=came.kind, message=message
    )
    Reception.objects.create(
        case=case,
        organ_id=campaign.office_organ_id,
        taken_by_id=actor.account_id,
        source=came.source,
        source_on=message.forwarded,
    )


def _check(campaign: Campaign, came: Came) -> None:
    rulebook = rules_of(campaign)
    channel = next((one for one in rulebook.channels if one.code == came.channel), None)
    if channel is None or channel.entry is not Entry.FILE:
        raise NotForFiles(field="channel")
    if came.kind not in {kind.code for kind in rulebook.accepted_kinds}:
        raise UnknownKind(field="kind")


def _locked(file: ForwardedFile) -> ForwardedFile:
    return (
        ForwardedFile.objects.select_for_update(of=("self",))
        .select_related("source__campaign")
        .get(pk=file.pk)
    )


def _forget_bytes(actor: Actor, file: ForwardedFile) -> None:
    for stored in EvidenceFile.objects.filter(origin=file.subject, withdrawn_at=None):
        withdraw(
            actor=actor,
            file=stored,
            trail=file.subject,
            campaign_id=file.source.campaign_id,
        )


def _record(actor: Actor, file: ForwardedFile, event: Event) -> None:
    campaign = file.source.campaign_id
    record(actor=actor, event=event, subject=file.subject, campaign_id=campaign)
