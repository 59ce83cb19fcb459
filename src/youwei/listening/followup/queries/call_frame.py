"""Who could be called back about one month, and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.queries import circle, dependants, present_organs
from youwei.foundation.rulebook.rules.following import Caller
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.complaints.rules.states import State
from youwei.listening.followup.queries.rulebook import following


@dataclass(frozen=True, slots=True)
class Candidate:
    """`organ_id` handled the matter, under the name as which it goes on; `caller_id` is free."""

    case: Case
    duty: Duty
    organ_id: int
    caller_id: int


@dataclass(frozen=True, slots=True)
class Frame:
    candidates: tuple[Candidate, ...]
    left_out: int


def frame_of(campaign: Campaign, month: date) -> Frame:
    """Answered in the month and checked, not reopened since; the writer left a contact and agreed.

    Complaints about conduct are left out: their contact is opened by nobody (C-06).
    """
    rows = Handling.objects.filter(
        purpose=Handling.MATTER,
        duty__state=DutyState.VERIFIED,
        case__campaign=campaign,
        case__state__in=[State.ANSWERED, State.CLOSED],
        case__kept_from_organ=False,
        case__answered_at__gte=_start(month),
        case__answered_at__lt=_start(next_month(month)),
        case__writer__may_call_back=True,
    ).select_related("case", "duty")
    newest = {row.case_id: row for row in rows.order_by("id")}  # the last duty of each case
    return _with_callers(campaign, list(newest.values()))


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _start(month: date) -> datetime:
    return datetime.combine(month, time.min, tzinfo=clock.ZONE)


def _with_callers(campaign: Campaign, rows: Sequence[Handling]) -> Frame:
    present = present_organs({row.duty.owner_id for row in rows})
    bound: dict[int, frozenset[int]] = {}
    callers = tuple(_callers(campaign))
    found = []
    for row in rows:
        tied: frozenset[int] = frozenset()
        for pk in (row.duty.owner_id, row.case.about_organ_id):
            if pk is not None:
                bound[pk] = bound.get(pk) or dependants(pk)
                tied |= bound[pk]
        key = -row.duty.verifier_id
        bound[key] = bound.get(key) or circle([row.duty.verifier_id])
        free = next((pk for pk in callers if pk not in tied | bound[key]), None)
        if free is not None:
            organ = present[row.duty.owner_id]
            found.append(Candidate(row.case, row.duty, organ, free))
    return Frame(candidates=tuple(found), left_out=len(rows) - len(found))


def _callers(campaign: Campaign) -> Iterator[int]:
    for caller in following(campaign).call_backs.by:
        office = caller is Caller.OFFICE
        yield campaign.office_organ_id if office else campaign.leading_organ_id
