"""Who may read a case and who may do what with it. The rule of C-08 stands in `visible_to`."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import led_by
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.queries import dependants
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal, WrongState, gettext_noop
from youwei.listening.complaints.models import Case, Handling, KeptFrom, Statement, Writer
from youwei.listening.complaints.rules.dispatching import Route, refusal_of
from youwei.listening.complaints.rules.refusals import NoConsentToContact
from youwei.listening.complaints.rules.states import CASE, ENDED, SETTLED, Party, State

_WORKING = (Role.HANDLER, Role.LEAD)


class TriageOnly(NotAllowed):
    code = "triage_only"
    message = gettext_noop("Only the rectification office sorts and sends complaints.")
    remedy = gettext_noop("What was sent to your organ stands in “My duties”.")


class Recused(NotAllowed):
    code = "recused"
    message = gettext_noop(
        "You serve the organ that this case is about, or declared an interest in it."
    )
    remedy = gettext_noop("A colleague without such a tie decides; you need do nothing.")


def visible_to(actor: Actor, **one: object) -> QuerySet[Case]:
    """Cases that the actor may read at all: in lists, search, export, counts and files. `one` names
    a single case (`number="…"`) or some, so that they are not looked for among all that were sent.

    The office triages; the leading group does where the office is bound up with the organ that
    the case is about. Handlers and checkers read the cases that were sent to them. Whoever serves
    the organ, or declared an interest in it, never reads a complaint about its conduct, nor any
    case about it whose kind nobody has settled yet; nor one that was about its conduct before it
    was sorted anew.
    """
    named = Case.objects.filter(**one)
    if actor.kind is ActorKind.SYSTEM:
        return named
    if actor.kind is ActorKind.CITIZEN and actor.receipt:
        return named.filter(number=actor.receipt)
    working = actor.organs_as(*_WORKING)
    sent = Handling.objects.filter(
        Q(duty__owner__in=working)
        | Q(duty__offered_to__in=working)
        | Q(duty__verifier__in=working),
        purpose=Handling.MATTER,
        **{f"case__{name}": value for name, value in one.items()},
    ).exclude(duty__state=DutyState.RECALLED)
    readable = _triaged_by(actor) | Q(pk__in=sent.values("case_id"))
    return named.filter(readable).exclude(_shielded(actor))


def _triaged_by(actor: Actor) -> Q:
    """Campaigns by their keys, asked first: with a join neither engine walks an index of cases in
    the order of a list.
    """
    if not can_triage(actor):
        return Q(pk__in=())
    # `_triages_in` says the same of one campaign.
    return Q(campaign__in=led_by(actor))


def _triages_in(actor: Actor, campaign: Campaign) -> bool:
    return campaign.office_organ_id in actor.organs_as(
        Role.OFFICE
    ) or campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP)


def _shielded(actor: Actor) -> Q:
    unsettled = Q(kept_from_organ=True) | Q(state=State.RECEIVED)
    once = KeptFrom.objects.filter(organ__in=actor.conflicts).order_by().values("case")
    return (
        Q(about_organ__in=actor.organ_ids) & unsettled
        | Q(about_organ__in=actor.recused_from)
        | Q(pk__in=once)
    )


def kept_from(actor: Actor) -> QuerySet[Case]:
    """Cases that this person must not know of, whatever their role."""
    return Case.objects.filter(_shielded(actor))


def triage_scope(actor: Actor) -> QuerySet[Case]:
    """The cases that the actor may sort and send: those of `visible_to` that the actor triages."""
    if actor.kind is not ActorKind.STAFF:
        return Case.objects.none()
    return Case.objects.filter(_triaged_by(actor)).exclude(_shielded(actor))


def sorts_case_of(actor: Actor, case: str = "case") -> Exists:
    """The same of rows that hang on a case, asked row by row: of a list to be compared with, SQLite
    gathers every case there is before it looks at the first row.
    """
    return Exists(triage_scope(actor).filter(pk=OuterRef(case)))


def can_triage(actor: Actor) -> bool:
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP)


def check_triages(actor: Actor) -> None:
    if not can_triage(actor):
        raise TriageOnly


def check_reads(actor: Actor, case: Case) -> None:
    """NotFound, whether the case does not exist or is not the actor's to know."""
    if not visible_to(actor, pk=case.pk).exists():
        raise NotFound


def check_triages_case(actor: Actor, case: Case) -> None:
    """One case of `triage_scope`, asked of the case at hand: a page asks a dozen times."""
    if actor.kind is ActorKind.SYSTEM:
        return
    check_triages(actor)
    if kept_organs(case) & actor.conflicts:
        raise Recused
    if not _triages_in(actor, case.campaign):
        raise NotFound


def can_triage_case(actor: Actor, case: Case) -> bool:
    try:
        check_triages_case(actor, case)
    except Refusal:
        return False
    return True


def check_move(actor: Actor, case: Case, move: str) -> State:
    """The state that the move leads to; the case rows and rights are checked first."""
    party = _party(actor, case, move)
    return CASE.after(State(case.state), move, party)


def moves_for(actor: Actor, case: Case) -> frozenset[str]:
    """Names of the triage moves that this actor may make now."""
    if not can_triage_case(actor, case):
        return frozenset()
    return frozenset(m.name for m in CASE.moves_for(State(case.state), Party.TRIAGE))


def steps_for(actor: Actor, case: Case, statement: Statement | None) -> frozenset[str]:
    """Everything that the actor may do with the case now, moves of the table and others."""
    names = set(moves_for(actor, case))
    passable = statement is not None and statement.in_force and statement.passed_on_at is None
    if passable and case.state in SETTLED and can_triage_case(actor, case):
        names.add("statement")
    if names and case.state in {State.RECEIVED, State.ACCEPTED}:
        names.add("sort")
    if can_write_as_office(actor, case):
        names.add("write")
    return frozenset(names)


def writer_moves(case: Case) -> frozenset[str]:
    return frozenset(m.name for m in CASE.moves_for(State(case.state), Party.WRITER))


_code_guards: list[Callable[[Case], None]] = []


def guard_codes(guard: Callable[[Case], None]) -> None:
    """An app above says, by a refusal, which codes open nothing; called once, when it is ready."""
    _code_guards.append(guard)


def check_code_opens(case: Case) -> None:
    """Asked after the code was found right, and again of each form on its page."""
    for guard in _code_guards:
        guard(case)


def check_writer(actor: Actor, case: Case) -> None:
    if actor.receipt != case.number:
        raise NotFound


def kept_organs(case: Case) -> frozenset[int]:
    """The organ that the case is about, and those that it was about as a complaint on conduct."""
    before = {one.organ_id for one in case.kept_from.all()}
    return frozenset(before | ({case.about_organ_id} if case.about_organ_id is not None else set()))


def closed_organs(case: Case) -> frozenset[int]:
    """These with all that they were, became and lead: no way for a complaint about conduct."""
    return frozenset().union(*map(dependants, kept_organs(case)))


def check_route(case: Case, *, owner_id: int, verifier_id: int) -> None:
    refusal = refusal_of(
        Route(
            kind=case.kind,
            kept=case.kept_from_organ,
            circle=closed_organs(case) if case.about_organ_id is not None else frozenset(),
            owner_id=owner_id,
            verifier_id=verifier_id,
        )
    )
    if refusal is not None:
        raise refusal


def check_opens_contact(actor: Actor, case: Case) -> None:
    """Handlers of the organ in charge, where the writer agreed; not even the office otherwise."""
    check_reads(actor, case)
    writer = Writer.objects.filter(case=case).first()
    if writer is None or not writer.may_contact or case.is_conduct:
        raise NoConsentToContact
    owned = case.handlings.filter(
        purpose=Handling.MATTER, duty__owner__in=actor.organs_as(*_WORKING)
    )
    if not owned.exclude(duty__state=DutyState.RECALLED).exists():
        raise NotAllowed


def can_open_contact(actor: Actor, case: Case) -> bool:
    try:
        check_opens_contact(actor, case)
    except Refusal:
        return False
    return True


def check_writes_as_office(actor: Actor, case: Case) -> None:
    """Those who triage the case, as long as its writer can read it."""
    check_triages_case(actor, case)
    if case.state in ENDED - {State.MERGED, State.CLOSED}:
        raise WrongState


def can_write_as_office(actor: Actor, case: Case) -> bool:
    try:
        check_writes_as_office(actor, case)
    except Refusal:
        return False
    return True


def check_imports(actor: Actor, campaign: Campaign) -> None:
    """The office of the campaign, or the installation's own command line."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if campaign.office_organ_id not in actor.organs_as(Role.OFFICE):
        raise TriageOnly


def check_issues_tokens(actor: Actor, campaign: Campaign) -> None:
    """The system administrator of the campaign's place, or the installation's own command line."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if campaign.jurisdiction_id not in actor.jurisdictions_as(Role.SYSTEM_ADMIN):
        raise NotAllowed


def _party(actor: Actor, case: Case, move: str) -> Party:
    if actor.kind is ActorKind.SYSTEM:
        return next(party for m in CASE.moves if m.name == move for party in m.by)
    if actor.kind is ActorKind.CITIZEN:
        check_writer(actor, case)
        return Party.WRITER
    check_triages_case(actor, case)
    return Party.TRIAGE
