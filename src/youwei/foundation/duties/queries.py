"""What is read of duties: rules in force, inbox, ledger, counts. A fixed number of queries each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.access import (
    assigned_in,
    not_kept_from,
    others_owing,
    sees_campaigns,
    visible_list,
    visible_to,
)
from youwei.foundation.duties.models import Duty, Escalation, Extension, Recheck
from youwei.foundation.duties.rules.dates import climbs_on
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import OPEN, State
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle, present_organs
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.rulebook.queries import calendar
from youwei.foundation.rulebook.rules.duties import DutyRules, Recipient, Rung
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import Deadline, due
from youwei.ui.paging import Among, not_walked

OPEN_STATES = tuple(sorted(state.value for state in OPEN))
LOOK_AHEAD = timedelta(days=40)  # no rung stands earlier than this before a due date

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Lit(TypedDict):
        shown_light: str

    LitDuties = QuerySet[WithAnnotations[Duty, _Lit]]


def rules_for(duty: Duty) -> DutyRules:
    """What the campaign's rulebook says for this duty."""
    return rules_of(duty.campaign).duty_rules(duty.rule_kind or None)


def waits_until(duty: Duty) -> Deadline | None:
    """By when the next step is taken: signing, handling, the check. None where nothing is awaited
    by a day.
    """
    rules, work_calendar = rules_for(duty), calendar()
    if duty.state == State.ASSIGNED:
        received = max(duty.starts_on, clock.day_of(duty.assigned_at))
        return due(received, rules.signing, work_calendar)
    if duty.state == State.HANDLING:
        return duty.due
    if duty.state == State.REPORTED and duty.reported_on is not None:
        return due(duty.reported_on, rules.check, work_calendar)
    return None


_LATE = Q(reported_on__gt=F("due_on"))
_ENDED = {
    Light.RECALLED.value: Q(state=State.RECALLED),
    Light.DONE_LATE.value: Q(state=State.VERIFIED) & _LATE,
    Light.DONE.value: Q(state=State.VERIFIED)
    & (Q(reported_on__isnull=True) | Q(reported_on__lte=F("due_on"))),
}


def _open(today: date) -> dict[str, Q]:
    """Of duties that have not ended. No two fit one duty; what fits none is as it should be."""
    reported, waits = Q(state=State.REPORTED), ~Q(state=State.REPORTED)
    in_time = waits & Q(due_on__gte=today)
    returned = Q(state=State.HANDLING, times_sent_back__gt=0)
    return {
        Light.OVERDUE.value: reported & _LATE | waits & Q(due_on__lt=today),
        Light.NEAR.value: in_time & Q(near_from__lte=today),
        Light.BEHIND.value: in_time
        & Q(near_from__gt=today)
        & (Q(behind_from__lte=today) | returned),
    }


def lit(duties: QuerySet[Duty], today: date) -> "LitDuties":
    """Each duty with its light as `shown_light`: the pure rule of rules/lights.py, in the database
    (a test holds the two together).
    """
    return duties.annotate(
        shown_light=Case(
            *(
                When(fits, then=Value(name))
                for name, fits in [*_ENDED.items(), *_open(today).items()]
            ),
            default=Value(Light.NORMAL.value),
            output_field=CharField(),
        )
    )


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Empty fields do not filter."""

    words: str = ""
    light: str = ""
    state: str = ""
    kind: str = ""
    owner_id: int | None = None
    open_only: bool = False


def ledger(actor: Actor, wanted: LedgerFilter) -> "LitDuties":
    """整改台账: what the actor may see, by date."""
    today, few = clock.today(), not sees_campaigns(actor)
    duties = _shown(visible_list(actor), today)
    if wanted.light and few:
        duties = duties.filter(shown_light=wanted.light)
    elif wanted.light:
        duties = _by_light(duties, wanted.light, today)
    if wanted.state:
        # Of some organs' duties: no walk through everybody's in that state.
        in_state = Coalesce("state", "state") if few else F("state")
        duties = duties.alias(in_state=in_state).filter(in_state=wanted.state)
    if wanted.kind:
        duties = duties.filter(kind=wanted.kind)
    if wanted.owner_id is not None:
        duties = duties.filter(owner_id=wanted.owner_id)
    if wanted.open_only:
        duties = duties.filter(ended_at__isnull=True)
    duties = duties.order_by("due_on", "id")
    return _with_words(duties, wanted.words) if wanted.words else duties


def ledger_rows(actor: Actor) -> "LitDuties":
    """The same rows, to be asked by their keys."""
    return _shown(visible_to(actor), clock.today())


def _shown(duties: QuerySet[Duty], today: date) -> "LitDuties":
    return lit(duties, today).select_related("owner", "verifier", "assignee")


AMONG = 5_000  # duties of a filter whose titles are read for words


def _with_words(duties: "LitDuties", words: str) -> "LitDuties":
    """Titles are short: to read them here is quicker than to name thousands of keys to the
    database, and capitals are the same to both engines.
    """
    wanted = words.strip().casefold()
    titles = duties.values_list("pk", "title")[:AMONG]
    held = [pk for pk, title in titles if wanted in title.casefold()]
    numbered = Duty.objects.filter(number=words.strip().upper()).values_list("pk", flat=True)
    return not_walked(duties.filter(Among([*held, *numbered])))


def owners(actor: Actor) -> QuerySet[Organ]:
    """Organs that owe something that the actor may see, by name. Who sees all duties of a campaign
    is asked organ by organ, and so are one's own organs; other organs whose duties somebody checks
    are found by those.
    """
    owed = Exists(visible_to(actor).order_by().filter(owner=OuterRef("pk")))
    if sees_campaigns(actor):
        return Organ.objects.filter(owed).order_by("name", "id")
    own = Q(owed, pk__in=actor.organs_as(Role.HANDLER, Role.LEAD))
    return Organ.objects.filter(own | Q(pk__in=others_owing(actor))).order_by("name", "id")


COUNTED = 1_000  # duties that have ended; beyond them a count says "more than"


def _by_light(duties: "LitDuties", shown: str, today: date) -> "LitDuties":
    """Said of the columns, for the sake of indexes: of a light that has ended PostgreSQL else
    believes that hardly a duty has it, and sorts them all.
    """
    if shown in _ENDED:
        return duties.filter(_ENDED[shown])
    running = duties.filter(ended_at__isnull=True)
    fits = _open(today).get(shown)
    return running.filter(fits) if fits else running.filter(shown_light=shown)


def _counted(duties: "LitDuties", lights: Mapping[str, Q]) -> dict[str, int]:
    """How many fit each, and none. One walk that counts: to work out the light of each and to group
    by it takes three times as long.
    """
    counts = {name: Count("pk", filter=fits) for name, fits in lights.items()}
    found = duties.aggregate(whole=Count("pk"), **counts)
    return found | {Light.NORMAL.value: found.pop("whole") - sum(found.values())}


def light_counts(
    duties: "LitDuties", today: date, wanted: LedgerFilter | None = None, *, few: bool = False
) -> Mapping[Light, int]:
    """How many of these stand in each light: one query for what is open, and one for each light of
    what has ended, up to COUNTED + 1. A light that the filter leaves out is not counted. `few`:
    they are those of some organs; then all are counted at once.
    """
    shown, open_only = (wanted.light, wanted.open_only) if wanted else ("", False)
    plain, found = duties.order_by(), dict[str, int]()
    if few:
        found = {shown: plain.count()} if shown else _counted(plain, _ENDED | _open(today))
        return {light: found.get(light.value, 0) for light in Light}
    if shown not in _ENDED:
        running = plain.filter(ended_at__isnull=True)
        found = {shown: running.count()} if shown else _counted(running, _open(today))
    for light in _ENDED:
        if shown in {"", light} and not open_only:
            found[light] = _by_light(plain, light, today).values("pk")[: COUNTED + 1].count()
    return {light: found.get(light.value, 0) for light in Light}


@dataclass(frozen=True, slots=True)
class Inbox:
    """What somebody owes and must decide, by date. Lists are bounded; `ledger` shows all."""

    to_accept: tuple[Duty, ...]
    to_do: tuple[Duty, ...]
    offered: tuple[Duty, ...]
    to_check: tuple[Duty, ...]
    objections: tuple[Duty, ...]
    extensions: tuple[Extension, ...]
    rechecks: tuple[Recheck, ...]
    escalated: tuple[Escalation, ...]


INBOX_LIMIT = 50


def inbox(actor: Actor) -> Inbox:
    today = clock.today()
    # Each list below asks for a tie that opens its duties to the actor.
    seen = lit(not_kept_from(actor), today).order_by("due_on", "id")
    mine = seen.filter(owner__in=actor.organs_as(Role.HANDLER, Role.LEAD))
    checks = seen.filter(
        verifier__in=actor.organs_as(Role.HANDLER, Role.LEAD, Role.OFFICE, Role.LEADING_GROUP)
    ).exclude(owner__in=actor.conflicts)
    decides = seen.filter(campaign__in=assigned_in(actor)).exclude(owner__in=actor.conflicts)
    offered = seen.filter(offered_to__in=actor.organs_as(Role.HANDLER, Role.LEAD))
    to_accept, to_do, to_offer, to_check, objections = _first(
        seen,
        mine.filter(state=State.ASSIGNED),
        mine.filter(state=State.HANDLING),
        offered,
        checks.filter(state=State.REPORTED),
        decides.filter(state=State.OBJECTED),
    )
    return Inbox(
        to_accept=to_accept,
        to_do=to_do,
        offered=to_offer,
        to_check=to_check,
        objections=objections,
        extensions=tuple(
            Extension.objects.filter(
                _one_of(decides.filter(state__in=OPEN_STATES)), decided_at__isnull=True
            ).select_related("duty__owner")[:INBOX_LIMIT]
        ),
        rechecks=tuple(
            Recheck.objects.filter(
                _one_of(checks), done_at__isnull=True, due_on__lte=today
            ).select_related("duty__owner")[:INBOX_LIMIT]
        ),
        escalated=_escalated(actor, seen),
    )


def _first(seen: "LitDuties", *lists: "LitDuties") -> list[tuple[Duty, ...]]:
    """The first of each list: their keys, then all rows at once. Joined with its campaign, a list
    of many duties would be sorted whole.
    """
    keys = [list(one.values_list("pk", flat=True)[:INBOX_LIMIT]) for one in lists]
    rows = seen.filter(pk__in={key for found in keys for key in found})
    rows = rows.select_related("owner", "verifier", "assignee", "campaign")
    duties = {duty.pk: duty for duty in rows.order_by()}
    return [tuple(duties[key] for key in found if key in duties) for found in keys]


def _one_of(duties: "LitDuties") -> Exists:
    """Asked row by row: what hangs on a duty is little, the duties that somebody sees are many."""
    return Exists(duties.order_by().filter(pk=OuterRef("duty")))


def _escalated(actor: Actor, seen: "LitDuties") -> tuple[Escalation, ...]:
    """The last step of the ladder that reached this actor, for each open duty."""
    running = seen.filter(due_on=OuterRef("due_on"), state__in=OPEN_STATES)
    rows = Escalation.objects.filter(
        _reaches(actor),
        _one_of(running.exclude(state=State.REPORTED)),
        at__gte=clock.now() - timedelta(days=60),
    )
    newest = rows.order_by().values("duty").annotate(last=Max("id")).values("last")
    last = Escalation.objects.filter(pk__in=newest).select_related("duty__owner", "duty__campaign")
    return tuple(last.order_by("-id")[:INBOX_LIMIT])


def _reaches(actor: Actor) -> Q:
    """Steps of the ladder that tell this actor, by what the actor is to the duty."""
    leads, works = actor.organs_as(Role.LEAD), actor.organs_as(Role.HANDLER, Role.LEAD)
    office, leading = actor.organs_as(Role.OFFICE), actor.organs_as(Role.LEADING_GROUP)
    return (
        Q(to=Recipient.OWNER, duty__owner__in=works)
        | Q(to=Recipient.OWNER_LEAD, duty__owner__in=leads)
        | Q(to=Recipient.VERIFIER, duty__verifier__in=works | office | leading)
        | Q(to=Recipient.OFFICE, duty__campaign__office_organ__in=office)
        | Q(to=Recipient.LEADING_GROUP, duty__campaign__leading_organ__in=leading)
    )


def climbing(campaign: Campaign, today: date) -> tuple[tuple[Duty, Rung], ...]:
    """Every rung that an open duty of the campaign has reached and not climbed: two queries. What
    is reported waits for its check, and is not its owner's delay.
    """
    ladder, work_calendar = rules_of(campaign).ladder, calendar()
    duties = Duty.objects.filter(
        campaign=campaign, state__in=OPEN_STATES, due_on__lte=today + LOOK_AHEAD
    ).exclude(state=State.REPORTED)
    climbed: dict[int, set[str]] = {}
    rows = Escalation.objects.filter(duty__in=duties, due_on=F("duty__due_on"))
    for duty_id, code in rows.values_list("duty_id", "rung"):
        climbed.setdefault(duty_id, set()).add(code)
    return tuple(
        (duty, rung)
        for duty in duties.order_by("due_on", "id")
        for rung in ladder
        if rung.code not in climbed.get(duty.pk, ())
        and climbs_on(rung, duty.due_on, work_calendar) <= today
    )


def provisional(work_calendar: WorkCalendar) -> tuple[Duty, ...]:
    """Open duties whose date was provisional when it was computed and is settled now."""
    waiting = Duty.objects.filter(due_provisional=True, state__in=OPEN_STATES).order_by("id")
    return tuple(duty for duty in waiting if work_calendar.is_settled(duty.due_on))


def may_handle(account: Account, duty: Duty) -> bool:
    """Whether the account works on duties of the organ that owes, today."""
    return handlers(duty).filter(pk=account.pk).exists()


def handlers(duty: Duty) -> QuerySet[Account]:
    """Who works on duties of the organ that owes, also by a grant in what it was before it was
    renamed or merged, or in what it is now.
    """
    present = present_organs(circle([duty.owner_id]))
    organs = {former for former, now in present.items() if duty.owner_id in {former, now}}
    organs.add(present[duty.owner_id])
    grants = RoleGrant.objects.in_force(clock.today()).filter(
        organ__in=organs, role__in=[Role.HANDLER, Role.LEAD]
    )
    return Account.objects.filter(pk__in=grants.values("account"), is_active=True).order_by(
        "name", "id"
    )


def owed_by(account: Account) -> int:
    """Open duties that this person was named to handle."""
    return Duty.objects.filter(assignee=account, state__in=OPEN_STATES).count()
