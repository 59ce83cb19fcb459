"""交办: the case becomes a duty of the competent organ, checked by another."""

from django.utils.translation import gettext_lazy

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations.assigning import Assignment, assign
from youwei.foundation.duties.operations.assigning import recall as recall_duty
from youwei.foundation.duties.queries import OPEN_STATES
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle, present_organs
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.access import check_move, check_route, check_triages_case
from youwei.listening.complaints.models import Case, Handling, Statement
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.kinds import REQUEST
from youwei.listening.complaints.rules.refusals import LeadsOthers, NoStatement, StatementGone
from youwei.listening.complaints.rules.statements import digest, neutral_title
from youwei.listening.complaints.rules.states import SETTLED
from youwei.listening.complaints.writing import locked, track, words

WITHDRAWN_REASON = gettext_lazy("The person withdrew the matter.")


@operation
def dispatch(*, actor: Actor, case: Case, owner: Organ, verifier: Organ, note: str = "") -> Duty:
    """The term of the case's kind starts with the acceptance (信访工作条例 Art. 34: from 受理).

    The owner reads the case; `note` is what the office adds. A complaint about conduct is refused
    on any route that leads to the organ concerned.
    """
    case = locked(case)
    after = check_move(actor, case, "dispatch")
    check_route(case, owner_id=owner.pk, verifier_id=verifier.pk)
    duty = assign(
        actor=actor,
        campaign=case.campaign,
        assignment=Assignment(
            kind="complaint",
            rule_kind=case.kind,
            origin=case.subject,
            title=case.summary,
            statement=words(note, field="note") if note.strip() else "",
            owner=owner,
            verifier=verifier,
            term=terms_of(case.campaign, case.kind).handling.term,
            starts_on=clock.day_of(case.accepted_at or clock.now()),
            shielded_from=case.about_organ if case.is_conduct else None,
            shields=[kept.organ for kept in case.kept_from.select_related("organ")]
            if case.is_conduct
            else [],
        ),
    )
    Handling.objects.create(case=case, duty=duty, purpose=Handling.MATTER)
    case.state = after
    case.save(update_fields=["state"])
    track(
        actor,
        case,
        events.CaseDispatched(owner=owner.name, verifier=verifier.name, due_on=duty.due_on),
    )
    return duty


@operation
def recall(*, actor: Actor, case: Case, reason: str) -> Case:
    """Takes the case back from the organ, to sort it anew."""
    case = locked(case)
    after = check_move(actor, case, "recall")
    case.state = after
    case.save(update_fields=["state"])
    _recall_duties(case, words(reason, field="reason"), Handling.MATTER)
    track(actor, case, events.CaseRecalled())
    return case


@operation
def forward(*, actor: Actor, case: Case, door: str) -> Case:
    """Another body confirmed that it has the matter: until then those who sort answer for it.

    `door` is a code of the rulebook. The app above has recorded the confirmation.
    """
    case = locked(case)
    after = check_move(actor, case, "forward")
    if case.merged.exists():
        raise LeadsOthers
    case.state, case.ended_at = after, clock.now()
    case.writer_waits_since = None
    case.save(update_fields=["state", "ended_at", "writer_waits_since"])
    track(actor, case, events.CaseForwarded(door=door))
    return case


@operation
def pass_on_statement(*, actor: Actor, case: Case) -> Duty:
    """The one exception of C-08: the exact words that the writer consented to, and nothing else,
    go to the organ concerned, so that the writer's own matter is solved.
    """
    case = locked(case)
    check_triages_case(actor, case)
    if case.state not in SETTLED:
        raise WrongState
    statement = Statement.objects.select_for_update().filter(case=case).first()
    if statement is None or not statement.in_force or not case.is_conduct:
        raise NoStatement
    if statement.passed_on_at is not None:
        raise StatementGone
    if case.about_organ is None:
        raise NoStatement(field="about_organ")
    campaign = case.campaign
    owner = Organ.objects.get(pk=present_organs([case.about_organ.pk])[case.about_organ.pk])
    checks_itself = campaign.office_organ_id in circle([owner.pk])
    duty = assign(
        actor=actor,
        campaign=campaign,
        assignment=Assignment(
            kind="own_matter",
            rule_kind=REQUEST,
            origin=statement.subject,
            title=neutral_title(statement.text),
            statement=statement.text,
            owner=owner,
            verifier=campaign.leading_organ if checks_itself else campaign.office_organ,
            term=terms_of(campaign, REQUEST).handling.term,
            starts_on=clock.today(),
            stays_with_owner=True,
        ),
    )
    Handling.objects.create(case=case, duty=duty, purpose=Handling.STATEMENT)
    statement.passed_on_at = clock.now()
    statement.save(update_fields=["passed_on_at"])
    track(
        actor,
        case,
        events.StatementPassedOn(digest=digest(statement.text), due_on=duty.due_on),
    )
    return duty


@operation
def withdraw(*, actor: Actor, case: Case) -> Case:
    """The writer takes the case back; whoever worked on it is told by the recall of its duties."""
    case = locked(case)
    after = check_move(actor, case, "withdraw")
    if case.merged.exists():
        raise LeadsOthers
    case.state, case.ended_at = after, clock.now()
    case.writer_waits_since = None
    case.save(update_fields=["state", "ended_at", "writer_waits_since"])
    _recall_duties(case, str(WITHDRAWN_REASON), Handling.MATTER, Handling.STATEMENT)
    track(actor, case, events.CaseWithdrawn())
    return case


def _recall_duties(case: Case, reason: str, *purposes: str) -> None:
    for handling in case.handlings.filter(
        duty__state__in=OPEN_STATES, purpose__in=purposes
    ).select_related("duty"):
        recall_duty(actor=SYSTEM, duty=handling.duty, reason=reason)
