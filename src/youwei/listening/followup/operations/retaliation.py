"""“I suffer retaliation”: from the writer's word to the end, with reasons (C-13)."""

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.kernel.words import clean_label
from youwei.listening.complaints.access import check_writer
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.writing import locked
from youwei.listening.followup.access.retaliation import (
    check_move,
    check_reads,
    concerned,
    goes_to_leading,
)
from youwei.listening.followup.models import Report, ReportShield
from youwei.listening.followup.queries.retaliation import Opened, opened, sealed
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules import events
from youwei.listening.followup.rules.protection import RETALIATION, Party, Source, State
from youwei.listening.followup.writing import enter, held_report, needed, track_report

CONTACT_LIMIT = 120


@operation
def report(*, actor: Actor, case: Case, words: str = "", contact: str = "") -> Report:
    """The writer says so on the status page, in any state of the case; saying it again starts the
    clock anew. Words and a safe contact are optional, and sealed.
    """
    case = locked(case)
    check_writer(actor, case)
    return _report(actor, case, Source.WRITER, words, contact)


@operation
def report_from_call(*, actor: Actor, case: Case, words: str = "") -> Report:
    """The writer told the body that called back."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    return _report(actor, locked(case), Source.CALL_BACK, words, "")


def _report(actor: Actor, case: Case, source: Source, words: str, contact: str) -> Report:
    found = Report.objects.select_for_update().filter(case=case).first()
    if found is None:
        found = Report(case=case, source=source, sealed_contact=sealed(case, ""))
    else:
        found.state = RETALIATION.after(State(found.state), "again", Party.WRITER)
    organs = concerned(case)
    found.only_leading = goes_to_leading(case, organs) or found.only_leading
    _start(found)
    shields = [ReportShield(report=found, organ_id=pk) for pk in organs]
    ReportShield.objects.bulk_create(shields, ignore_conflicts=True)
    if contact.strip():
        label = clean_label(contact, limit=CONTACT_LIMIT, field="contact")
        found.sealed_contact = sealed(case, label)
        found.save(update_fields=["sealed_contact"])
    enter(found, "report", words)
    track_report(actor, found, events.RetaliationReported(source=source, due_on=found.due_on))
    return found


def _start(found: Report) -> None:
    deadline = due(
        clock.today(), following(found.case.campaign).retaliation.take_up.term, calendar()
    )
    found.due_on, found.due_provisional = deadline.on, deadline.provisional
    found.escalated_at = found.ended_at = None
    found.save()


@operation
def open_report(*, actor: Actor, report: Report) -> Opened:
    """What was said, and the safe contact. Each opening is recorded."""
    report = held_report(report)
    check_reads(actor, report)
    found = opened(report)
    track_report(actor, report, events.RetaliationOpened())
    return found


@operation
def take_up(*, actor: Actor, report: Report) -> Report:
    return _step(actor, report, "take_up")


@operation
def record_measure(*, actor: Actor, report: Report, text: str, told: str = "") -> Report:
    """`text` is for those who protect, `told` for the writer."""
    return _step(actor, report, "measure", text=needed(text), told=told)


@operation
def pass_on(*, actor: Actor, report: Report, text: str) -> Report:
    """To the discipline body: to which, when, under which number. The writer is told that."""
    return _step(actor, report, "pass_on", told=needed(text))


@operation
def close(*, actor: Actor, report: Report, reasons: str) -> Report:
    """Only with reasons, which the writer reads. Those who chose to be asked again still are."""
    return _step(actor, report, "close", told=needed(reasons))


def _step(actor: Actor, report: Report, move: str, *, text: str = "", told: str = "") -> Report:
    report = held_report(report)
    report.state = check_move(actor, report, move)
    report.ended_at = clock.now() if report.state == State.CLOSED else None
    report.save(update_fields=["state", "ended_at"])
    enter(report, move, text, author=actor.label)
    enter(report, move, told, author=actor.label, told=True)
    track_report(actor, report, events.RetaliationMoved(move=move, state=report.state))
    return report


@operation
def escalate(*, actor: Actor, report: Report) -> Report:
    """Not taken up in time: from now on the leading group reads it, too."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    report = held_report(report)
    report.escalated_at = report.escalated_at or clock.now()
    report.save(update_fields=["escalated_at"])
    track_report(actor, report, events.RetaliationEscalated())
    return report


@operation
def hand_over(*, actor: Actor, report: Report) -> Report:
    """The office got bound up since: the leading group reads it in its place. WrongState where it
    did not, NobodyToProtect where both did.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    report = held_report(report)
    if report.only_leading or not goes_to_leading(report.case, concerned(report.case)):
        raise WrongState
    report.only_leading = True
    report.save(update_fields=["only_leading"])
    track_report(actor, report, events.RetaliationHandedOver())
    return report
