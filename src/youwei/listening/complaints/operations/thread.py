"""Words both ways, and what the writer consents to."""

from collections.abc import Sequence

from youwei.foundation.files.operations import attach
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.access import (
    check_opens_contact,
    check_writer,
    check_writes_as_office,
)
from youwei.listening.complaints.models import Case, Message, Statement
from youwei.listening.complaints.queries.originals import sealed_to
from youwei.listening.complaints.queries.progress import office_of
from youwei.listening.complaints.queries.writers import Contact, contact_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.refusals import NoStatement, StatementGone
from youwei.listening.complaints.rules.statements import digest
from youwei.listening.complaints.rules.states import ENDED, State
from youwei.listening.complaints.writing import locked, track, words

FILES_LIMIT = 30  # of one case over all its messages


@operation
def write(
    *,
    actor: Actor,
    case: Case,
    text: str,
    uploads: Sequence[WorkingCopy] = (),
    for_office: bool = False,
) -> Message:
    """The writer adds something, or the office asks or tells something. An organ's answer is a
    report on its duty, not a message: it is checked first.

    `for_office`: the organ in charge learns neither the words and files nor that there are any.
    """
    case = locked(case)
    from_writer = actor.kind is ActorKind.CITIZEN
    for_office = for_office and from_writer
    subject = case.office_subject if for_office else case.subject
    if from_writer:
        check_writer(actor, case)
        if case.state in ENDED - {State.MERGED, State.CLOSED}:
            raise WrongState
    else:
        check_writes_as_office(actor, case)
    message = Message.objects.create(
        case=case,
        from_writer=from_writer,
        for_office=for_office,
        sender="" if from_writer else office_of(case),
        text=words(text, field="text"),
        released_at=clock.now(),
    )
    seal_to = sealed_to(case) if from_writer and uploads else None
    for upload in uploads:
        attach(
            actor=actor,
            origin=subject,
            trail=subject,
            campaign_id=case.campaign_id,
            name=upload.name,
            content=upload,
            at_most=FILES_LIMIT,
            seal_to=seal_to,
        )
    case.writer_waits_since = (case.writer_waits_since or clock.now()) if from_writer else None
    case.save(update_fields=["writer_waits_since"])
    track(actor, case, events.MessageAdded(from_writer=from_writer), subject=subject)
    return message


@operation
def give_statement(*, actor: Actor, case: Case, text: str) -> Statement:
    """Consent to these exact words, or to a shorter form of them, until they are passed on."""
    case = locked(case)
    check_writer(actor, case)
    if not case.is_conduct or case.state in ENDED:
        raise WrongState
    if case.about_organ_id is None:
        raise NoStatement(field="statement")
    statement = Statement.objects.select_for_update().filter(case=case).first()
    if statement is not None and statement.passed_on_at is not None:
        raise StatementGone
    statement = statement or Statement(case=case)
    statement.text = words(text, field="statement")
    statement.consented_at, statement.taken_back_at, statement.lapsed_at = clock.now(), None, None
    statement.save()
    track(actor, case, events.StatementGiven(digest=digest(statement.text)))
    return statement


@operation
def take_statement_back(*, actor: Actor, case: Case) -> Statement:
    case = locked(case)
    check_writer(actor, case)
    statement = Statement.objects.select_for_update().filter(case=case).first()
    if statement is None or not statement.in_force:
        raise NoStatement
    if statement.passed_on_at is not None:
        raise StatementGone
    statement.taken_back_at = clock.now()
    statement.save(update_fields=["taken_back_at"])
    track(actor, case, events.StatementTakenBack())
    return statement


@operation
def open_contact(*, actor: Actor, case: Case) -> Contact:
    """Name and contact, for the handler of the organ in charge, where the writer agreed (C-06)."""
    case = locked(case)
    check_opens_contact(actor, case)
    contact = contact_of(case)
    track(actor, case, events.ContactOpened(organ=actor.label))
    return contact
