"""Who protects: the office, or the leading group where the office is bound up with the organ. Never
anybody of an organ that handled the matter or that it is about (C-08, C-10, C-13).
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from youwei.foundation.duties.models import Duty
from youwei.foundation.organs.queries import circle
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.complaints.access import check_writer, kept_organs
from youwei.listening.complaints.models import Case, Handling, KeptFrom
from youwei.listening.followup.models import Report, ReportShield
from youwei.listening.followup.rules.protection import RETALIATION, Party, State
from youwei.listening.followup.rules.refusals import NobodyToProtect


def visible_to(actor: Actor) -> QuerySet[Report]:
    reports = Report.objects.all()
    if actor.kind is ActorKind.SYSTEM:
        return reports
    if actor.kind is ActorKind.CITIZEN and actor.receipt:
        return reports.filter(case__number=actor.receipt)
    office, leading = actor.organs_as(Role.OFFICE), actor.organs_as(Role.LEADING_GROUP)
    told = Q(only_leading=True) | Q(escalated_at__isnull=False)
    return reports.filter(
        Q(case__campaign__office_organ__in=office, only_leading=False)
        | Q(case__campaign__leading_organ__in=leading) & told
    ).exclude(_concerns(actor))


def kept_from(actor: Actor) -> QuerySet[Report]:
    """Reports of which nobody bound up with the organs concerned learns."""
    return Report.objects.filter(_concerns(actor))


def _concerns(actor: Actor) -> Q:
    """Organs of the day of the report, and those that the case has gone to or been set about since:
    nobody waits for the writer to report again before these are shut out.
    """
    organs = actor.conflicts
    shields = ReportShield.objects.filter(organ__in=organs).order_by()
    kept = KeptFrom.objects.filter(case=OuterRef("case"), organ__in=organs)
    handled = Handling.objects.filter(
        Q(case=OuterRef("case")) | Q(case=OuterRef("case__merged_into")),
        Q(duty__owner__in=organs) | Q(duty__offered_to__in=organs),
    )
    about = Q(case__about_organ__isnull=False, case__about_organ__in=organs)
    return Q(pk__in=shields.values("report")) | about | Exists(kept) | Exists(handled)


def check_protects(actor: Actor) -> None:
    if not actor.holds(Role.OFFICE, Role.LEADING_GROUP):
        raise NotAllowed


def can_protect(actor: Actor) -> bool:
    try:
        check_protects(actor)
    except Refusal:
        return False
    return True


def check_reads(actor: Actor, report: Report) -> None:
    if not visible_to(actor).filter(pk=report.pk).exists():
        raise NotFound


def check_move(actor: Actor, report: Report, move: str) -> State:
    if actor.kind is ActorKind.CITIZEN:
        check_writer(actor, report.case)
        return RETALIATION.after(State(report.state), move, Party.WRITER)
    check_reads(actor, report)
    return RETALIATION.after(State(report.state), move, Party.PROTECTOR)


def moves_for(actor: Actor, report: Report) -> tuple[str, ...]:
    try:
        check_reads(actor, report)
    except Refusal:
        return ()
    return tuple(m.name for m in RETALIATION.moves_for(State(report.state), Party.PROTECTOR))


def concerned(case: Case) -> frozenset[int]:
    """Organs that the case is or was about, and all that had it in hand, recalled or not."""
    duties = Duty.objects.filter(handling__case__in=[case.pk, case.merged_into_id or case.pk])
    owners = duties.order_by().values_list("owner_id", "offered_to_id")
    return kept_organs(case) | {pk for row in owners for pk in row if pk is not None}


def goes_to_leading(case: Case, organs: frozenset[int]) -> bool:
    """Raises NobodyToProtect where office and leading group are both bound up with an organ."""
    bound_up = circle(organs)
    if case.campaign.office_organ_id not in bound_up:
        return False
    if case.campaign.leading_organ_id in bound_up:
        raise NobodyToProtect
    return True
