"""What is kept for figures: each answer as it was given, a night's facts, a quarter's tables."""

from typing import Any

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.complaints.queries.rounds import round_of
from youwei.listening.figures.access import check_keeps
from youwei.listening.figures.models import Answer, KeptFacts, Release
from youwei.listening.figures.queries.facts import read_facts
from youwei.listening.figures.rules import events
from youwei.listening.figures.rules.facts import packed
from youwei.listening.figures.rules.quarters import Quarter


@operation
def note_answer(*, actor: Actor, case: Case, event: Event) -> Answer:
    """Called in the transaction in which the checked answer is released: `actor` is the checker."""
    handling = (
        case.handlings.filter(purpose=Handling.MATTER, duty__state=DutyState.VERIFIED)
        .select_related("duty")
        .latest("pk")
    )
    duty, before = handling.duty, Answer.objects.filter(case=case).order_by("number")
    assert duty.reported_on is not None
    sent_back_before = sum(one.sent_back for one in before if one.duty_id == duty.pk)
    answer = Answer.objects.create(
        case=case,
        number=len(before) + 1,
        round=round_of(case),
        duty=duty,
        owner_id=duty.owner_id,
        due_on=duty.due_on,
        reported_on=duty.reported_on,
        answered_on=clock.today(),
        sent_back=duty.times_sent_back - sent_back_before,
    )
    _track(actor, answer, events.AnswerNoted(late=not answer.in_time))
    return answer


@operation
def note_reopening(*, actor: Actor, case: Case, event: Event) -> None:
    """Called when the writer asks that the matter is taken up again."""
    answer = Answer.objects.filter(case=case).order_by("number").last()
    if answer is not None:
        answer.reopened_on = clock.today()
        answer.save(update_fields=["reopened_on"])
    subject = answer.subject if answer else f"reopening:{case.pk}"
    record(
        actor=actor,
        event=events.ReopeningNoted(),
        subject=subject,
        campaign_id=case.campaign_id,
    )


@operation
def keep_facts(*, actor: Actor, campaign: Campaign) -> KeptFacts:
    """Reads the campaign whole and keeps its facts in columns, in place of those of yesterday."""
    check_keeps(actor)
    facts = read_facts(campaign)
    kept, _ = KeptFacts.objects.update_or_create(
        campaign=campaign, defaults={"made_at": clock.now(), "columns": packed(facts)}
    )
    _journal(actor, campaign, f"facts:{campaign.pk}", events.FactsKept(facts=len(facts)))
    return kept


@operation
def release(
    *, actor: Actor, campaign: Campaign, quarter: Quarter, tables: list[dict[str, Any]]
) -> Release:
    """Once for each quarter: what became known later changes no figure that was released."""
    check_keeps(actor)
    book = rules_of(campaign)
    made = Release.objects.create(
        campaign=campaign,
        starts=quarter.starts,
        ends=quarter.ends,
        rulebook=f"{book.id} {book.version}",
        threshold=book.publication.suppression.threshold,
        tables=tables,
    )
    event = events.FiguresReleased(
        starts=made.starts, ends=made.ends, rulebook=made.rulebook, threshold=made.threshold
    )
    _journal(actor, campaign, made.subject, event)
    return made


def _track(actor: Actor, answer: Answer, event: Event) -> None:
    _journal(actor, answer.case.campaign, answer.subject, event)


def _journal(actor: Actor, campaign: Campaign, subject: str, event: Event) -> None:
    record(actor=actor, event=event, subject=subject, campaign_id=campaign.pk)
