"""受理: the office sorts what came in. Nobody sorts a case about an organ that they serve."""

from collections.abc import Sequence

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.operations.assigning import keep_from
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import check_move, check_triages_case
from youwei.listening.complaints.models import (
    Case,
    CaseTheme,
    Handling,
    KeptFrom,
    Message,
    Statement,
)
from youwei.listening.complaints.offers import is_urgent
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.complaints.queries.progress import office_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.dispatching import OtherDoor
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.merging import may_merge
from youwei.listening.complaints.rules.refusals import (
    NotMergeable,
    UnknownKind,
    UnknownOrgan,
    UnknownTheme,
)
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.writing import locked, organ_label, track, words


@operation
def accept(*, actor: Actor, case: Case) -> Case:
    case = locked(case)
    case.state = check_move(actor, case, "accept")
    case.accepted_at = clock.now()
    case.save(update_fields=["state", "accepted_at"])
    track(actor, case, events.CaseAccepted(case_kind=case.kind, about=organ_label(case)))
    return case


@operation
def sort(
    *, actor: Actor, case: Case, kind: str, about_organ: Organ | None, themes: Sequence[str]
) -> Case:
    """Sets kind, organ and themes, before the case is sent.

    An allegation is not a kind that one may set: such a case is refused with the right channel.
    """
    case = locked(case)
    check_triages_case(actor, case)
    if case.state not in {State.RECEIVED, State.ACCEPTED}:
        check_move(actor, case, "dispatch")
    rulebook = rules_of(case.campaign)
    if kind == ALLEGATION:
        raise OtherDoor(field="kind")
    if kind not in {known.code for known in rulebook.accepted_kinds}:
        raise UnknownKind(field="kind")
    if set(themes) - {theme.code for theme in rulebook.themes}:
        raise UnknownTheme(field="themes")
    if about_organ is not None and about_organ.jurisdiction_id != case.campaign.jurisdiction_id:
        raise UnknownOrgan(field="about_organ")
    about_id = about_organ.pk if about_organ is not None else None
    if (kind, about_id) != (case.kind, case.about_organ_id) and case.merged.exists():
        raise NotMergeable(field="kind")
    before, case.kind, case.about_organ = case.about_organ, kind, about_organ
    case.kept_from_organ = case.kept_from_organ or kind == CONDUCT
    case.urgent = is_urgent(case)
    case.save(update_fields=["kind", "about_organ", "kept_from_organ", "urgent"])
    if case.kept_from_organ:
        _keep(actor, case, [organ for organ in (before, about_organ) if organ])
    if before != about_organ:
        # The writer agreed to that organ; to another they may agree anew.
        Statement.objects.filter(case=case, passed_on_at=None).update(lapsed_at=clock.now())
    case.themes.all().delete()
    CaseTheme.objects.bulk_create(CaseTheme(case=case, code=code) for code in dict.fromkeys(themes))
    track(actor, case, events.CaseSorted(case_kind=kind, about=organ_label(case)))
    return case


@operation
def refuse(*, actor: Actor, case: Case, ground: str, explanation: str) -> Case:
    """Not accepted: the ground is one of the rulebook's and names the right channel."""
    case = locked(case)
    after = check_move(actor, case, "refuse")
    if ground not in {known.code for known in rules_of(case.campaign).refusals}:
        raise UnknownKind(field="ground")
    if explanation.strip():
        _tell(case, words(explanation, field="explanation"))
    case.state, case.refusal_ground, case.ended_at = after, ground, clock.now()
    case.writer_waits_since = None
    case.save(update_fields=["state", "refusal_ground", "ended_at", "writer_waits_since"])
    track(actor, case, events.CaseRefused(ground=ground))
    return case


@operation
def merge(*, actor: Actor, case: Case, lead: Case) -> Case:
    """Joins a case to another about the same matter. Its writer keeps number, code and rating."""
    # Lower numbers first, so that two mergers never wait for each other.
    first, second = sorted((case, lead), key=lambda one: one.pk)
    rows = {one.pk: locked(one) for one in (first, second)}
    case, lead = rows[case.pk], rows[lead.pk]
    after = check_move(actor, case, "merge")
    check_triages_case(actor, lead)
    if not may_merge(outline_of(case), outline_of(lead)) or case.merged.exists():
        raise NotMergeable(field="lead")
    case.state, case.merged_into = after, lead
    case.accepted_at = case.accepted_at or clock.now()
    case.save(update_fields=["state", "merged_into", "accepted_at"])
    track(actor, case, events.CaseMerged(lead=lead.number))
    return case


@operation
def split(*, actor: Actor, case: Case) -> Case:
    """Takes a case out of a merger that was a mistake."""
    case = locked(case)
    after = check_move(actor, case, "split")
    lead = case.merged_into
    case.state, case.merged_into = after, None
    case.save(update_fields=["state", "merged_into"])
    track(actor, case, events.CaseSplit(lead=lead.number if lead else ""))
    return case


def _keep(actor: Actor, case: Case, organs: Sequence[Organ]) -> None:
    """For good, and with the duties that were taken back from one of them (C-08)."""
    for organ in organs:
        if KeptFrom.objects.get_or_create(case=case, organ=organ)[1]:
            for handling in case.handlings.filter(purpose=Handling.MATTER).select_related("duty"):
                keep_from(actor=actor, duty=handling.duty, organ=organ)


def _tell(case: Case, text: str) -> None:
    """In the name of the body that sorts, never of a person."""
    Message.objects.create(
        case=case, from_writer=False, sender=office_of(case), text=text, released_at=clock.now()
    )
