"""The queue, one report as its protectors read it, and what its writer sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext

from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Deadline
from youwei.kernel.sealing import SealBroken, derive, seal, unseal
from youwei.listening.complaints.models import Case as Complaint
from youwei.listening.followup.access.retaliation import visible_to
from youwei.listening.followup.models import CheckBack, Entry, Report
from youwei.listening.followup.rules.protection import OPEN, State, Word

_PURPOSE = "retaliation"
OPEN_STATES = tuple(sorted(state.value for state in OPEN))


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, opened. `author` is empty for the writer."""

    from_writer: bool
    move: str
    text: str
    author: str
    at: datetime
    told: bool


@dataclass(frozen=True, slots=True)
class Opened:
    contact: str
    entries: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class WriterView:
    """What the status page shows: state, who is responsible, by when, what the writer was told.
    `escalated`: nobody took it up in time, and the leading group was told.
    """

    report: Report
    state: State
    responsible: str
    due: Deadline | None
    late: bool
    escalated: bool
    told: tuple[Said, ...]
    asked: CheckBack | None
    next_on: date | None


def queue(actor: Actor) -> QuerySet[Report]:
    """Not taken up first, then by date; ended ones last."""
    order = Case(
        When(state=State.REPORTED, then=Value(0)),
        When(state=State.CLOSED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    asked = Q(check_backs__asked_at__isnull=False, check_backs__answered_at__isnull=True)
    return (
        visible_to(actor)
        .select_related("case")
        .annotate(order=order, unanswered=Count("check_backs", filter=asked))
        .order_by("order", "due_on", "id")
    )


def one_report(actor: Actor, pk: int) -> Report | None:
    found = visible_to(actor).select_related("case__campaign", "case__about_organ")
    return found.filter(pk=pk).first()


def waiting(actor: Actor) -> int:
    """Reports that nobody has taken up."""
    return visible_to(actor).filter(state=State.REPORTED).count()


def opened(report: Report) -> Opened:
    """Only the operation that records the opening calls this. Raises SealBroken."""
    return Opened(
        contact=unsealed(report, bytes(report.sealed_contact)),
        entries=tuple(_said(report, entry) for entry in report.entries.all()),
    )


def _said(report: Report, entry: Entry) -> Said:
    return Said(
        from_writer=entry.from_writer,
        move=entry.move,
        text=unsealed(report, bytes(entry.sealed_text)),
        author=entry.author,
        at=entry.at,
        told=entry.told,
    )


def _told(report: Report) -> Iterator[Said]:
    """What the writer was told. A word that was damaged closes nobody's page: its place says so."""
    for entry in report.entries.filter(told=True):
        try:
            yield _said(report, entry)
        except SealBroken:
            lost = gettext(
                "This was damaged and cannot be shown. Say under “I suffer retaliation” that "
                "you want to be told again."
            )
            yield Said(entry.from_writer, entry.move, lost, entry.author, entry.at, told=True)


def for_writer(case: Complaint) -> WriterView | None:
    report = (
        Report.objects.filter(case=case)
        .select_related("case__campaign__office_organ", "case__campaign__leading_organ")
        .first()
    )
    if report is None:
        return None
    campaign = report.case.campaign
    planned = report.check_backs.filter(asked_at__isnull=True).first()
    waits = report.state == State.REPORTED
    return WriterView(
        report=report,
        state=State(report.state),
        responsible=(campaign.leading_organ if report.only_leading else campaign.office_organ).name,
        due=report.due if waits else None,
        late=waits and report.due_on < clock.today(),
        escalated=waits and report.escalated_at is not None,
        told=tuple(_told(report)),
        asked=asked_now(report),
        next_on=planned.due_on if planned else None,
    )


def asked_now(report: Report) -> CheckBack | None:
    """The last question that waits for a word."""
    return report.check_backs.filter(asked_at__isnull=False, answered_at__isnull=True).last()


def last_word(report: Report) -> Word | None:
    answered = report.check_backs.filter(answered_at__isnull=False).last()
    return Word(answered.word) if answered else None


def late_to_take_up() -> QuerySet[Report]:
    return Report.objects.filter(
        state=State.REPORTED, due_on__lt=clock.today(), escalated_at=None, only_leading=False
    )


def with_the_office() -> QuerySet[Report]:
    """Open ones that the office reads, to be asked whether it still may."""
    return Report.objects.filter(state__in=OPEN_STATES, only_leading=False).order_by("id")


def check_backs_due() -> QuerySet[CheckBack]:
    return CheckBack.objects.filter(asked_at=None, due_on__lte=clock.today())


def sealed(case: Complaint, text: str) -> bytes:
    return seal(text, key=derive(settings.SECRET_KEY, _PURPOSE), context=_context(case))


def unsealed(report: Report, data: bytes) -> str:
    """Tries the key in force, then former ones. Raises SealBroken when none opens it."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return unseal(data, key=derive(secret, _PURPOSE), context=_context(report.case))
        except SealBroken:
            continue
    raise SealBroken


def _context(case: Complaint) -> str:
    return f"{case.number}:{_PURPOSE}"
