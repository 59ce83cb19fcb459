"""Organs that do not answer: counted from duties that they owe themselves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import open_on
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import OPEN_STATES
from youwei.foundation.duties.rules.dates import before
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.queries import present_organs
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.followup.access.listings import visible_to
from youwei.listening.followup.models import Listing
from youwei.listening.followup.queries.rulebook import following, threshold_of
from youwei.listening.followup.rules.lateness import Figures, Late, figures
from youwei.listening.followup.rules.listing import RUNNING, State

_OWES = [s for s in OPEN_STATES if s not in {DutyState.REPORTED.value, DutyState.OBJECTED.value}]


@dataclass(frozen=True, slots=True)
class Line:
    """A listing as everybody sees it."""

    listing: Listing
    figures: Figures
    corrected: bool


def late_by_organ(campaign: Campaign, *, since: date | None = None) -> dict[int, Late]:
    """Matters from complaints beyond the rulebook's days, by the organ as it goes on today; `since`
    leaves out what was beyond them on that day already.

    Duties that are kept from an organ are not counted: neither a number on this page nor its change
    tells anybody of a complaint about conduct (C-08). Two queries, and one for successions.
    """
    term = following(campaign).unanswered.overdue_by
    limit = before(clock.today(), term, calendar())
    late = Q(state__in=_OWES, due_on__lt=limit)
    if since is not None:
        late &= Q(due_on__gte=before(since, term, calendar()))
    rows = list(
        Duty.objects.filter(campaign=campaign, kind="complaint", shielded_from=None, shields=None)
        .exclude(state=DutyState.RECALLED)
        .order_by()
        .values_list("owner_id")
        .annotate(
            overdue=Count("pk", filter=late),
            total=Count("pk"),
            oldest=Min("due_on", filter=late),
        )
    )
    present = present_organs(row[0] for row in rows)
    gathered: defaultdict[int, list[Late]] = defaultdict(list)
    for owner, overdue, total, oldest in rows:
        gathered[present[owner]].append(Late(overdue=overdue, total=total, oldest=oldest))
    return {organ: _sum(parts) for organ, parts in gathered.items()}


def _sum(parts: list[Late]) -> Late:
    oldest: list[date] = [part.oldest for part in parts if part.oldest is not None]
    return Late(
        overdue=sum(part.overdue for part in parts),
        total=sum(part.total for part in parts),
        oldest=min(oldest, default=None),
    )


def running(campaign: Campaign) -> dict[int, Listing]:
    """By organ."""
    rows = Listing.objects.filter(campaign=campaign, state__in=sorted(RUNNING))
    return {row.organ_id: row for row in rows.select_related("organ", "campaign")}


def decided(campaign: Campaign) -> dict[int, date]:
    """Organs whose last listing was dropped or corrected, with the day of the decision."""
    rows = Listing.objects.filter(campaign=campaign).order_by("id")
    last = {row[0]: row for row in rows.values_list("organ_id", "state", "ended_at")}
    return {
        organ: clock.day_of(at)
        for organ, state, at in last.values()
        if at is not None and state in {State.DROPPED, State.CORRECTED}
    }


def listings(actor: Actor) -> QuerySet[Listing]:
    return visible_to(actor).select_related("organ", "campaign").order_by("-warned_at", "-id")


def one_listing(actor: Actor, pk: int) -> Listing | None:
    return listings(actor).filter(pk=pk).first()


def waiting(actor: Actor) -> int:
    """Listings in which this person has a step to take: while the organ's days run, its leads; then
    those who oversee, and never whoever proposed it.
    """
    warned, over = Q(state=State.WARNED), Q(object_until__lt=clock.today())
    own = Q(organ__in=actor.organs_as(Role.LEAD)) & warned & ~over
    proposed = Q(state=State.PROPOSED) & ~Q(proposed_by=actor.account_id)
    overseen = Q(state=State.OBJECTED) | proposed | warned & over
    return visible_to(actor).filter(own | overseen & ~Q(organ__in=actor.conflicts)).count()


def published() -> tuple[Line, ...]:
    """What stands on the public page today; organs, never persons."""
    today = clock.today()
    shown = Q(state=State.LISTED, expires_on__gte=today) | Q(
        state=State.CORRECTED, correction_until__gte=today
    )
    rows = (
        Listing.objects.filter(shown, campaign__in=open_on(today))
        .select_related("organ", "campaign")
        .order_by("organ__name", "id")
    )
    return tuple(
        Line(
            listing=row,
            figures=figures(row.late, threshold_of(row.campaign)),
            corrected=row.state == State.CORRECTED,
        )
        for row in rows
    )
