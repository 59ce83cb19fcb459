"""Which cases are one matter: a person says so; the system only proposes."""

from collections.abc import Sequence

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.complaints.writing import words
from youwei.listening.matters.access import cases_of, check_groups, check_leads
from youwei.listening.matters.models import Matter, Membership, Repetition
from youwei.listening.matters.queries.matters import group_of_matter
from youwei.listening.matters.rules import events
from youwei.listening.matters.rules.grouping import group_of, may_join
from youwei.listening.matters.rules.refusals import InAnotherMatter, NotInMatter, NotOneMatter
from youwei.listening.matters.rules.states import ENDS_BY, LIVING, MATTER, Party, State
from youwei.listening.matters.writing import locked, locked_cases, track

TITLE_LIMIT = 80


@operation
def put_together(*, actor: Actor, case: Case, other: Case) -> Matter:
    """These two are one matter: that of one of them, or a new one. A case that was merged stands
    with the one that leads it.
    """
    first, second = (one.merged_into or one for one in (case, other))
    rows = locked_cases(first, second)
    for row in rows:
        check_groups(actor, row)
    if first == second or not may_join(outline_of(rows[1]), group_of(outline_of(rows[0]))):
        raise NotOneMatter
    held = {row.pk: _matter_of(row) for row in rows}
    matters = {matter for matter in held.values() if matter is not None}
    if len(matters) > 1:
        raise InAnotherMatter
    if matters:
        matter = matters.pop()
        for row in rows:
            if held[row.pk] is None:
                join(actor=actor, case=row, matter=matter)
    else:
        matter = _new(rows[0], State.OPEN)
        for row in rows:
            _stand(row, matter)
    track(actor, matter, events.PutTogether(), trail=case)
    return matter


@operation
def join(*, actor: Actor, case: Case, matter: Matter) -> Membership:
    """A proposal gives way: nobody has decided it."""
    (case,) = locked_cases(case.merged_into or case)
    matter = locked(matter)
    check_groups(actor, case)
    check_leads(actor, matter)
    if matter.state not in LIVING or not may_join(outline_of(case), group_of_matter(matter)):
        raise NotOneMatter(field="number")
    if _matter_of(case) is not None:
        raise InAnotherMatter(field="number")
    membership = _stand(case, matter)
    track(actor, matter, events.CaseJoined(matter=matter.number), trail=case)
    return membership


@operation
def part(*, actor: Actor, case: Case, matter: Matter) -> Matter:
    """The last one to leave ends the matter."""
    (case,) = locked_cases(case)
    matter = locked(matter)
    check_leads(actor, matter)
    if not cases_of(actor, matter).filter(pk=case.pk).exists():
        raise NotInMatter
    _leave(case, matter)
    track(actor, matter, events.CaseParted(matter=matter.number), trail=case)
    return matter


@operation
def step_out(*, actor: Actor, case: Case, matter: Matter) -> Matter:
    """The case was sorted anew, or merged into another: it stands in this matter no longer."""
    matter = locked(matter)
    _leave(case, matter)
    track(actor, matter, events.CaseParted(matter=matter.number), trail=case)
    return matter


@operation
def propose(*, actor: Actor, cases: Sequence[Case]) -> Matter:
    """Look-alikes that nobody has grouped, for somebody to say whether they are one matter."""
    rows = locked_cases(*cases)
    group = group_of(outline_of(rows[0]))
    if not all(may_join(outline_of(row), group) for row in rows):
        raise NotOneMatter
    if Membership.objects.filter(case__in=rows).exists():
        raise InAnotherMatter
    matter = _new(rows[0], State.PROPOSED)
    for row in rows:
        _stand(row, matter)
    track(actor, matter, events.MatterProposed(cases=len(rows)))
    return matter


@operation
def adopt(*, actor: Actor, matter: Matter, title: str) -> Matter:
    matter = locked(matter)
    check_leads(actor, matter)
    matter.state = MATTER.after(State(matter.state), "adopt", Party.TRIAGE)
    matter.title = words(title, field="title", limit=TITLE_LIMIT)
    matter.save(update_fields=["state", "title"])
    track(actor, matter, events.MatterAdopted())
    return matter


@operation
def dismiss(*, actor: Actor, matter: Matter) -> Matter:
    """Its cases are free again; the same proposal is not made twice (queries.clusters)."""
    matter = locked(matter)
    check_leads(actor, matter)
    matter.state = MATTER.after(State(matter.state), "dismiss", Party.TRIAGE)
    matter.ended_at = clock.now()
    matter.save(update_fields=["state", "ended_at"])
    track(actor, matter, events.MatterDismissed())
    return matter


@operation
def name(*, actor: Actor, matter: Matter, title: str) -> Matter:
    matter = locked(matter)
    check_leads(actor, matter)
    matter.title = words(title, field="title", limit=TITLE_LIMIT)
    matter.save(update_fields=["title"])
    track(actor, matter, events.MatterNamed())
    return matter


@operation
def close(*, actor: Actor, matter: Matter) -> Matter:
    """Ends the following together; every case goes its own way to its answer."""
    matter = locked(matter)
    check_leads(actor, matter)
    matter.state = MATTER.after(State(matter.state), "close", Party.TRIAGE)
    matter.ended_at = clock.now()
    matter.save(update_fields=["state", "ended_at"])
    track(actor, matter, events.MatterClosed())
    return matter


@operation
def resume(*, actor: Actor, matter: Matter) -> Matter:
    matter = locked(matter)
    check_leads(actor, matter)
    matter.state = MATTER.after(State(matter.state), "resume", Party.TRIAGE)
    matter.ended_at = None
    matter.save(update_fields=["state", "ended_at"])
    track(actor, matter, events.MatterResumed())
    return matter


@operation
def count_voice(*, actor: Actor, matter: Matter, case: Case, counted: bool) -> None:
    """A person judges by the words whether the case is a voice of its own. Who wrote stays sealed;
    nothing says with which other case it was compared.
    """
    (case,) = locked_cases(case)
    matter = locked(matter)
    check_leads(actor, matter)
    check_groups(actor, case)
    if matter.pk not in {_matter_id(case), _matter_id(case.merged_into)}:
        raise NotInMatter
    if counted:
        Repetition.objects.filter(case=case).delete()
    else:
        Repetition.objects.get_or_create(case=case)
    track(actor, matter, events.VoiceCounted(counted=counted))


def _new(first: Case, state: State) -> Matter:
    return Matter.objects.create(
        campaign=first.campaign,
        state=state,
        kept=first.kept_from_organ,
        about_organ=first.about_organ if first.kept_from_organ else None,
    )


def _stand(case: Case, matter: Matter) -> Membership:
    """In place of one in a proposal that was declined."""
    Membership.objects.filter(case=case, matter__state=State.DISMISSED).delete()
    return Membership.objects.create(case=case, matter=matter)


def _leave(case: Case, matter: Matter) -> None:
    Membership.objects.filter(case=case, matter=matter).delete()
    if not matter.memberships.exists() and matter.state in LIVING:
        state = State(matter.state)
        matter.state = MATTER.after(state, ENDS_BY[state], Party.TRIAGE)
        matter.ended_at = clock.now()
        matter.save(update_fields=["state", "ended_at"])


def _matter_of(case: Case) -> Matter | None:
    """One that counts: a declined proposal holds nobody."""
    held = Membership.objects.filter(case=case).exclude(matter__state=State.DISMISSED)
    membership = held.select_related("matter").first()
    return membership.matter if membership else None


def _matter_id(case: Case | None) -> int | None:
    matter = _matter_of(case) if case is not None else None
    return matter.pk if matter else None
