"""问卷: versions of the questions. A version that a round was frozen with changes no more."""

from collections.abc import Sequence

from django.db.models import Max

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.words import clean_label
from youwei.listening.appraisal.access.rounds import check_prepares
from youwei.listening.appraisal.models import Instrument, Question
from youwei.listening.appraisal.queries.rulebook import balloting
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.refusals import InstrumentFrozen, TooManyQuestions
from youwei.listening.appraisal.writing.held import held_instrument, needed
from youwei.stats.survey.plan import MOST_QUESTIONS

ZH_LIMIT, EN_LIMIT = 60, 160  # characters: a question is read on a telephone


@operation
def begin_version(*, actor: Actor, campaign: Campaign) -> Instrument:
    """The questions of the last version, or, for the first, those of the rulebook."""
    check_prepares(actor, campaign.office_organ_id)
    balloting(campaign)
    last = Instrument.objects.filter(campaign=campaign).order_by("-number").first()
    highest = Instrument.objects.filter(campaign=campaign).aggregate(n=Max("number"))["n"] or 0
    made = Instrument.objects.create(campaign=campaign, number=highest + 1)
    questions = list(last.questions.all()) if last else _from_rulebook(campaign)
    for place, question in enumerate(questions):
        question.pk, question.instrument, question.place = None, made, place
        question._state.adding = True
    Question.objects.bulk_create(questions)
    _track(actor, made, events.InstrumentMade(number=made.number, questions=len(questions)))
    return made


@operation
def put_question(
    *,
    actor: Actor,
    instrument: Instrument,
    code: str,
    dimension: str,
    themes: Sequence[str],
    text_zh: str,
    text_en: str,
) -> Question:
    """Adds it, or changes the one with this code. KeyError for a dimension or theme that the
    rulebook does not have.
    """
    instrument = _open(actor, instrument)
    rules = rules_of(instrument.campaign)
    rules.appraisal.dimension(dimension)
    known = [rules.theme(theme).code for theme in themes]
    others = instrument.questions.exclude(code=code)
    if others.count() >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    place = instrument.questions.aggregate(n=Max("place"))["n"]
    question, new = Question.objects.update_or_create(
        instrument=instrument,
        code=clean_label(code, limit=60, field="code"),
        defaults={
            "dimension": dimension,
            "themes": known,
            "text_zh": needed(text_zh, field="text_zh", limit=ZH_LIMIT),
            "text_en": needed(text_en, field="text_en", limit=EN_LIMIT),
        },
        create_defaults={
            "dimension": dimension,
            "themes": known,
            "text_zh": needed(text_zh, field="text_zh", limit=ZH_LIMIT),
            "text_en": needed(text_en, field="text_en", limit=EN_LIMIT),
            "place": 0 if place is None else place + 1,
        },
    )
    change = "added" if new else "changed"
    _track(actor, instrument, events.QuestionsChanged(code=question.code, change=change))
    return question


@operation
def drop_question(*, actor: Actor, question: Question) -> Instrument:
    instrument = _open(actor, question.instrument)
    code = question.code
    instrument.questions.filter(pk=question.pk).delete()
    _track(actor, instrument, events.QuestionsChanged(code=code, change="dropped"))
    return instrument


def _open(actor: Actor, instrument: Instrument) -> Instrument:
    instrument = held_instrument(instrument)
    check_prepares(actor, instrument.campaign.office_organ_id)
    if instrument.frozen_on is not None:
        raise InstrumentFrozen
    return instrument


def _from_rulebook(campaign: Campaign) -> list[Question]:
    return [
        Question(
            code=one.code,
            dimension=one.dimension,
            themes=list(one.themes),
            text_zh=one.text.zh,
            text_en=one.text.en,
        )
        for one in rules_of(campaign).appraisal.questions
    ]


def _track(actor: Actor, instrument: Instrument, event: Event) -> None:
    record(actor=actor, event=event, subject=instrument.subject, campaign_id=instrument.campaign_id)
