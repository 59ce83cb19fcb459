"""The list of matters, and one matter, as far as the asker sees their cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.queries import Entry, history
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import triage_scope
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.matters.access import cases_of, sees_all, visible_to
from youwei.listening.matters.models import HotSpot, Matter, Membership
from youwei.listening.matters.rules.grouping import Group, group_of, may_join
from youwei.listening.matters.rules.states import HOT, LIVING, State

GONE = (CaseState.REFUSED, CaseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """Empty fields do not filter; without a state, what lives."""

    words: str = ""
    state: str = ""
    hot: bool = False


def matters(actor: Actor, wanted: MatterFilter) -> QuerySet[Matter]:
    """Those that are hot first, then the newest."""
    spots = HotSpot.objects.filter(matter=OuterRef("pk"), state__in=HOT)
    found = visible_to(actor).annotate(hot=Exists(spots)).select_related("campaign", "about_organ")
    found = found.filter(state=wanted.state) if wanted.state else found.filter(state__in=LIVING)
    if wanted.words:
        said = cases_with(actor, wanted.words)
        found = found.filter(Q(title__icontains=wanted.words) | Q(memberships__case__in=said))
    if wanted.hot:
        found = found.filter(hot=True)
    spots_now = HotSpot.objects.filter(state__in=HOT).select_related("acknowledged_by")
    return (
        found.distinct()
        .prefetch_related(Prefetch("hot_spots", queryset=spots_now, to_attr="hot_now"))
        .order_by("-hot", "-id")
    )


def cases_with(actor: Actor, words: str) -> QuerySet[Case]:
    scope = triage_scope(actor).filter(membership__isnull=False)
    return scope.filter(Q(summary__icontains=words) | Q(number__iexact=words))


@dataclass(frozen=True, slots=True)
class MatterCounts:
    living: int
    proposed: int
    hot: int
    closed: int


def matter_counts(actor: Actor) -> MatterCounts:
    """One query."""
    spots = HotSpot.objects.filter(matter=OuterRef("pk"), state__in=HOT)
    counted = (
        visible_to(actor)
        .annotate(is_hot=Exists(spots))
        .aggregate(
            living=Count("pk", filter=Q(state=State.OPEN)),
            proposed=Count("pk", filter=Q(state=State.PROPOSED)),
            hot=Count("pk", filter=Q(is_hot=True, state__in=LIVING)),
            closed=Count("pk", filter=Q(state=State.CLOSED)),
        )
    )
    return MatterCounts(**counted)


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one matter: cases that the asker sees, voices where none is hidden, the last arrival, and
    the summary of the first case for a matter without a title.
    """

    cases: int
    voices: int | None
    last: datetime | None
    first_summary: str


def sums_of(actor: Actor, page: Iterable[Matter]) -> Mapping[int, Sum]:
    """Three queries, however many matters."""
    keys = [matter.pk for matter in page]
    every = _voices_by(Case.objects.all(), keys)
    seen = _voices_by(triage_scope(actor), keys)
    firsts: dict[int, str] = {}
    shown = triage_scope(actor).filter(membership__matter__in=keys).order_by("-id")
    for matter, summary in shown.values_list("membership__matter", "summary"):
        firsts[matter] = summary
    found = {}
    for key in keys:
        cases, voices, last = seen.get(key, (0, 0, None))
        whole = cases == every.get(key, (0, 0, None))[0]
        found[key] = Sum(cases, voices if whole else None, last, firsts.get(key, ""))
    return found


def _voices_by(
    cases: QuerySet[Case], keys: Sequence[int]
) -> dict[int, tuple[int, int, datetime | None]]:
    """Cases, voices and the last arrival by matter; those merged into a member are its cases."""
    found: dict[int, tuple[int, int, datetime | None]] = {}
    for path in ("membership__matter", "merged_into__membership__matter"):
        rows = (
            cases.filter(**{f"{path}__in": keys})
            .order_by()
            .values_list(path)
            .annotate(n=Count("pk"), own=Count("pk", filter=VOICE), last=Max("received_at"))
        )
        for key, n, own, last in rows:
            before = found.get(key, (0, 0, None))
            latest = max(filter(None, (before[2], last)), default=None)
            found[key] = (before[0] + n, before[1] + own, latest)
    return found


# A voice is a case that nobody judged to be the same writer's again, and that was not refused or
# withdrawn. Sealed contacts are not compared, so one person who writes three times is three voices
# until somebody says otherwise: the number is an upper bound of the people.
VOICE = Q(repetition__isnull=True) & ~Q(state__in=GONE)


@dataclass(frozen=True, slots=True)
class MemberCase:
    case: Case
    duty: Duty | None
    merged: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class MatterPage:
    """`hidden`: there are cases that the asker may not see; then nothing is counted."""

    matter: Matter
    members: tuple[MemberCase, ...]
    hidden: bool
    voices: int | None
    hot_spots: tuple[HotSpot, ...]
    history: tuple[Entry, ...]


def matter_page(actor: Actor, matter: Matter) -> MatterPage:
    """A fixed number of queries."""
    handlings = (
        Handling.objects.filter(purpose=Handling.MATTER)
        .exclude(duty__state=DutyState.RECALLED)
        .select_related("duty__owner")
        .order_by("-id")
    )
    merged = triage_scope(actor).select_related("repetition").order_by("id")
    rows = (
        cases_of(actor, matter)
        .select_related("about_organ", "campaign", "repetition")
        .prefetch_related(
            Prefetch("handlings", queryset=handlings, to_attr="matters"),
            Prefetch("merged", queryset=merged, to_attr="others"),
        )
        .order_by("id")
    )
    members = tuple(_member(case) for case in rows)
    hidden = not sees_all(actor, matter)
    counted = [one for member in members for one in (member.case, *member.merged)]
    return MatterPage(
        matter=matter,
        members=members,
        hidden=hidden,
        voices=None if hidden else sum(is_voice(case) for case in counted),
        hot_spots=tuple(matter.hot_spots.select_related("acknowledged_by")),
        history=history(matter.subject),
    )


def _member(case: Case) -> MemberCase:
    matters = getattr(case, "matters", ())
    return MemberCase(
        case=case,
        duty=matters[0].duty if matters else None,
        merged=tuple(getattr(case, "others", ())),
    )


def is_voice(case: Case) -> bool:
    """The rule of VOICE for one case, whose `repetition` is at hand."""
    return not hasattr(case, "repetition") and case.state not in GONE


def found_matter(actor: Actor, pk: int) -> Matter | None:
    return visible_to(actor).select_related("campaign", "about_organ").filter(pk=pk).first()


def matter_numbered(actor: Actor, number: str) -> Matter | None:
    """By what a person types: M00012, m12 or 12."""
    digits = number.strip().upper().removeprefix("M")
    return found_matter(actor, int(digits)) if digits.isascii() and digits.isdigit() else None


def group_of_matter(matter: Matter, without: Case | None = None) -> Group:
    """What its members share; one is enough to tell, they were held to it when they joined."""
    others = Membership.objects.filter(matter=matter)
    if without is not None:
        others = others.exclude(case=without)
    first = others.select_related("case").first()
    if first is None:
        return Group(matter.campaign_id, matter.kept, matter.about_organ_id)
    return group_of(outline_of(first.case))


def still_fits(case: Case, matter: Matter) -> bool:
    group = group_of_matter(matter, without=case)
    apart = (matter.kept, matter.about_organ_id if matter.kept else None)
    outline = outline_of(case)
    mine = group_of(outline)
    return (mine.kept, mine.about_id) == apart and may_join(outline, group)
