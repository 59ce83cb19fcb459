"""What the office reads: the queue, and one case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.queries import Attached
from youwei.foundation.files.queries import of_many as files_of_many
from youwei.foundation.files.queries import one as one_file
from youwei.foundation.journal.queries import Entry, trail
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import (
    can_triage_case,
    closed_organs,
    triage_scope,
    visible_to,
)
from youwei.listening.complaints.models import Case, Handling, Message, Rating, Statement
from youwei.listening.complaints.models.case import IN_TURN
from youwei.listening.complaints.queries.search import Found, holding
from youwei.listening.complaints.rules.states import OPEN, State


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Empty fields do not filter. `waiting`: only cases whose writer waits for a reply;
    `for_office`: only what waits for the body that sorts, be it a first look, an organ or a reply;
    `more`: filters of apps above.
    """

    words: str = ""
    state: str = ""
    kind: str = ""
    channel: str = ""
    about_id: int | None = None
    waiting: bool = False
    for_office: bool = False
    more: Sequence[Callable[[QuerySet[Case]], QuerySet[Case]]] = ()


SORTING = (State.RECEIVED, State.ACCEPTED)
_ALL = 1_000_000


def queue(actor: Actor, wanted: QueueFilter) -> QuerySet[Case]:
    """Cases that the actor may sort: what is urgent first, then the longest waiting."""
    return found_in_queue(actor, wanted).cases


def found_in_queue(actor: Actor, wanted: QueueFilter) -> Found:
    """The queue; with words, whether all of it was searched for them."""
    cases = triage_scope(actor)
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.channel:
        cases = cases.filter(channel=wanted.channel)
    if wanted.about_id is not None:
        cases = cases.filter(about_organ_id=wanted.about_id)
    if wanted.waiting:
        cases = cases.filter(waits_for_office=True, writer_waits_since__isnull=False)
    if wanted.for_office:
        cases = cases.filter(waits_for_office=True)
    cases = cases.select_related("about_organ", "campaign").order_by(*IN_TURN)
    for narrow in wanted.more:
        cases = narrow(cases)
    return holding(cases, wanted.words)


def with_matters(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Each case with its duties about the matter as `matters`, the newest first: one query more."""
    matters = (
        Handling.objects.filter(purpose=Handling.MATTER)
        .exclude(duty__state=DutyState.RECALLED)
        .select_related("duty__owner")
        .order_by("-id")
    )
    return cases.prefetch_related(Prefetch("handlings", queryset=matters, to_attr="matters"))


def counted_to(state: State) -> int:
    """How many cases of a state are counted; beyond them a count says "more than". What waits for
    the office is counted to its end; nobody acts upon the number of the others, and that of what
    has ended grows with the years.
    """
    if state in SORTING:
        return _ALL
    return 10_000 if state in OPEN else 1_000


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Of the cases that the actor may sort. What waits for the office stands in the states, too.
    A state is counted to `counted_to` and one more.
    """

    for_office: int
    waiting: int
    states: Mapping[State, int]


def queue_counts(actor: Actor) -> QueueCounts:
    """A query for what waits, and one for each state in which nothing waits for a first look."""
    scope = triage_scope(actor).order_by()
    # Ordered, so that SQLite walks the index of what waits and not that of all cases.
    waits = scope.filter(waits_for_office=True).order_by(*IN_TURN)[:_ALL]
    found = waits.aggregate(
        all=Count("pk"),
        writers=Count("pk", filter=Q(writer_waits_since__isnull=False)),
        **{state.value: Count("pk", filter=Q(state=state)) for state in SORTING},
    )
    for state in State:
        if state not in SORTING:
            found[state.value] = scope.filter(state=state)[: counted_to(state) + 1].count()
    return QueueCounts(
        for_office=found["all"],
        waiting=found["writers"],
        states={state: found[state.value] for state in State},
    )


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case on one page. `others` are cases merged with it, whose writers get its answer."""

    case: Case
    themes: tuple[str, ...]
    files: tuple[Attached, ...]
    messages: tuple[Message, ...]
    duties: tuple[tuple[Duty, str], ...]
    ratings: tuple[Rating, ...]
    statement: Statement | None
    others: tuple[Case, ...]
    history: tuple[Entry, ...]


def case_page(actor: Actor, case: Case) -> CasePage:
    """A fixed number of queries. The statement's duty is shown to those who triage, not to the
    organ that handles the matter. Merged cases stand behind the same wall (rules/merging.py).
    """
    subjects = _subjects(actor, case)
    triages = case.office_subject in subjects
    handlings = case.handlings.select_related("duty__owner", "duty__verifier", "duty__campaign")
    if not triages:
        handlings = handlings.filter(purpose=Handling.MATTER)
    messages = case.messages.select_related("duty__owner")
    if not triages:
        messages = messages.exclude(duty__kind="own_matter").exclude(for_office=True)
    found = files_of_many(subjects)
    files = tuple(file for subject in subjects for file in found.get(subject, ()))
    if not triages:  # that an original is kept tells that its writer gave a name
        files = tuple(replace(file, original=None) for file in files)
    return CasePage(
        case=case,
        themes=tuple(theme.code for theme in case.themes.all()),
        files=files,
        messages=tuple(messages),
        duties=tuple((handling.duty, handling.purpose) for handling in handlings),
        ratings=tuple(case.ratings.all()),
        statement=Statement.objects.filter(case=case).first() if triages else None,
        others=tuple(case.merged.order_by("id")),
        history=trail(*subjects),
    )


def case_file(actor: Actor, case: Case, file_id: int) -> EvidenceFile:
    """The actor may read the case. Raises NotFound, FileWithdrawn."""
    return one_file(_subjects(actor, case), file_id)


def _subjects(actor: Actor, case: Case) -> tuple[str, ...]:
    """What the writer told the body that sorts stands apart, for that body only."""
    both = case.subject, case.office_subject
    return both if can_triage_case(actor, case) else both[:1]


def newest_rulebook() -> Rulebook | None:
    """That of the newest campaign; for the names of kinds and channels only."""
    campaign = Campaign.objects.filter(rulebook_version__isnull=False).order_by("-starts").first()
    return rules_of(campaign) if campaign else None


def competent_organs(case: Case, day: date) -> QuerySet[Organ]:
    """Organs to which the case may go; for conduct without the organ concerned and its circle."""
    organs = Organ.objects.in_force(day).of(case.campaign.jurisdiction)
    if case.is_conduct:
        organs = organs.exclude(pk__in=closed_organs(case))
    return organs.order_by("group", "name", "id")


def found_case(actor: Actor, number: str) -> Case | None:
    """A case that the actor may read, or None whether or not it exists."""
    return (
        visible_to(actor, number=number)
        .select_related("campaign__office_organ", "campaign__leading_organ", "about_organ")
        .select_related("merged_into", "campaign__jurisdiction")
        .prefetch_related("kept_from", "themes")
        .first()
    )


def number_for(actor: Actor, duty: Duty) -> str | None:
    """The number of the case that brought the duty about; None for whoever may not read the case,
    such as the organ that works on the writer's statement only.
    """
    numbers = visible_to(actor, handlings__duty=duty).values_list("number", flat=True)
    return numbers.first()
