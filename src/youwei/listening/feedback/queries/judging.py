"""Each item of a batch with what still keeps it from being released."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from youwei.listening.complaints.models import Case, Message
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.queries.sources import feedback_rules, fit_for, theme_counts
from youwei.listening.feedback.rules.release import Bounds, Draft, Judgement, Source, judge


@dataclass(frozen=True, slots=True)
class Judged:
    item: Item
    themes: tuple[str, ...]
    cases: tuple[Case, ...]
    judgement: Judgement


def judged(batch: Batch) -> tuple[Judged, ...]:
    """A fixed number of queries, whatever the items and sources."""
    items = list(with_sources(batch.items.all()))
    rules = feedback_rules(batch.campaign)
    bounds = Bounds(
        at_least=rules.sources.at_least,
        rare_below=rules.rarity.threshold,
        characters=rules.verbatim.characters,
        theme_counts=theme_counts(batch),
    )
    behind = {source.case_id for item in items for source in item.sources.all()}
    fit = set(fit_for(batch).filter(pk__in=behind).order_by().values_list("pk", flat=True))
    return tuple(_judged(item, bounds, fit) for item in items)


def with_sources(items: QuerySet[Item]) -> QuerySet[Item]:
    """With themes, and the sources with all that their writers said."""
    said = Message.objects.filter(from_writer=True).order_by("id")
    cases = Case.objects.select_related("statement").prefetch_related(
        Prefetch("messages", queryset=said, to_attr="said")
    )
    return items.select_related("written_by", "duty").prefetch_related(
        "themes", Prefetch("sources__case", queryset=cases)
    )


def _judged(item: Item, bounds: Bounds, fit: set[int]) -> Judged:
    cases = tuple(source.case for source in item.sources.all())
    themes = tuple(theme.code for theme in item.themes.all())
    draft = Draft(
        text=item.text,
        demand=item.demand,
        themes=themes,
        generalised=item.generalised,
        sources=tuple(
            Source(number=case.number, words=words_of(case), fit=case.pk in fit) for case in cases
        ),
    )
    return Judged(item=item, themes=themes, cases=cases, judgement=judge(draft, bounds))


def words_of(case: Case) -> tuple[str, ...]:
    """Everything that its writer said, also in the statement and in messages."""
    statement = getattr(case, "statement", None)
    messages = getattr(case, "said", ())
    return (
        case.summary,
        case.text,
        *((statement.text,) if statement is not None else ()),
        *(message.text for message in messages),
    )
