"""What anyone reads of a public request: service, state, days and organ; no word of its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.open311.access import CLOSED, readable
from youwei.listening.open311.models import PublicRequest
from youwei.listening.open311.rules.arguments import Range
from youwei.listening.open311.rules.refusals import RequestUnknown

AT_MOST = 1_000  # as the protocol says


@dataclass(frozen=True, slots=True)
class Shown:
    """Days, not moments: the hour at which somebody wrote may be enough to know them."""

    public_id: str
    closed: bool
    kind: Kind
    agency: str
    requested: date
    updated: date
    expected: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """`ids` overrides everything else, as the protocol says."""

    ids: tuple[str, ...]
    services: tuple[str, ...]
    statuses: frozenset[str]
    days: Range


def requests(campaign: Campaign, wanted: Wanted) -> tuple[Shown, ...]:
    """The newest first; two queries whatever the rows."""
    found = readable().filter(case__campaign=campaign)
    if wanted.ids:
        return _shown(campaign, found.filter(public_id__in=wanted.ids))
    found = found.filter(
        case__received_at__gte=_begin(wanted.days.first),
        case__received_at__lt=_begin(wanted.days.last + timedelta(days=1)),
    )
    if wanted.services:
        found = found.filter(case__kind__in=wanted.services)
    if len(wanted.statuses) == 1:
        done = Q(case__state__in=CLOSED) | Q(case__merged_into__state__in=CLOSED)
        found = found.filter(done) if "closed" in wanted.statuses else found.exclude(done)
    return _shown(campaign, found)


def request(campaign: Campaign, public_id: str) -> Shown:
    found = _shown(campaign, readable().filter(case__campaign=campaign, public_id=public_id))
    if not found:
        raise RequestUnknown(field="service_request_id")
    return found[0]


def _shown(campaign: Campaign, found: QuerySet[PublicRequest]) -> tuple[Shown, ...]:
    rows = found.select_related("case__merged_into").order_by("-case__received_at", "-id")[:AT_MOST]
    kinds = {kind.code: kind for kind in rules_of(campaign).kinds}
    leads = {row.pk: row.case.merged_into or row.case for row in rows}
    duties = _duties(leads.values())
    return tuple(
        _one(row, leads[row.pk], duties.get(leads[row.pk].pk), kinds[row.case.kind]) for row in rows
    )


def _duties(leads: Iterable[Case]) -> Mapping[int, Duty]:
    """The duty about each matter that counts now."""
    rows: Sequence[Handling] = list(
        Handling.objects.filter(case__in=[lead.pk for lead in leads], purpose=Handling.MATTER)
        .exclude(duty__state=DutyState.RECALLED)
        .select_related("duty__owner")
        .order_by("id")
    )
    return {row.case_id: row.duty for row in rows}


def _one(row: PublicRequest, lead: Case, duty: Duty | None, kind: Kind) -> Shown:
    closed = lead.state in CLOSED
    changed = lead.answered_at if closed else (duty.assigned_at if duty else None)
    return Shown(
        public_id=row.public_id,
        closed=closed,
        kind=kind,
        agency=duty.owner.name if duty else "",
        requested=clock.day_of(row.case.received_at),
        updated=clock.day_of(changed or row.case.received_at),
        expected=duty.due_on if duty else None,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.ZONE)
