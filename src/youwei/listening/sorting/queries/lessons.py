"""What people decided, as lessons: the only place in which texts of cases meet a model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import present_organs
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.sorting import Sorting
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, CaseTheme, Handling
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.states import State
from youwei.listening.sorting.rules.events import CategorySet
from youwei.listening.sorting.rules.targets import Target
from youwei.text.learning import Lesson, Sample
from youwei.text.words import normalised, terms

_DECIDED = (State.ACCEPTED, State.HANDLING, State.ANSWERED, State.CLOSED)
_DECISIONS = tuple(
    event.kind
    for event in (events.CaseAccepted, events.CaseSorted, events.CaseDispatched, CategorySet)
)
NO_THEME = ""
_UNLABELLED = 3000  # texts without a category from which its model learns words


@dataclass(frozen=True, slots=True)
class Told:
    """A case as a lesson sees it."""

    pk: int
    kind: str
    conduct: bool
    category: str
    terms: tuple[str, ...]


def terms_of(case: Case) -> tuple[str, ...]:
    """The summary says most in the fewest words, so it counts twice."""
    return terms(f"{case.summary}\n{case.summary}\n{case.text}")


def decided_cases(campaign: Campaign, settings: Sorting) -> tuple[Told, ...]:
    """The newest cases that the office accepted. One that was merged counts with its lead, and a
    text that was handed in again counts once: a word is not common because one person repeats it.
    """
    found = Case.objects.filter(campaign=campaign, state__in=_DECIDED).order_by("-pk")
    fields = ("pk", "kind", "kept_from_organ", "category", "summary", "text")
    seen: set[str] = set()
    told: list[Told] = []
    for case in found.only(*fields)[: settings.newest].iterator(chunk_size=500):
        text = normalised(case.text)
        if text not in seen:
            seen.add(text)
            told.append(
                Told(case.pk, case.kind, case.kept_from_organ, case.category, terms_of(case))
            )
    return tuple(told)


def newest_decision(campaign: Campaign) -> int:
    """The last event by which somebody decided something; 0 where nobody has."""
    found = JournalEvent.objects.filter(campaign_id=campaign.pk, kind__in=_DECISIONS)
    return found.aggregate(last=Max("pk"))["last"] or 0


def lesson_for(target: Target, campaign: Campaign, told: tuple[Told, ...]) -> Lesson | None:
    """None where too few cases were decided, or all in one way."""
    book = rules_of(campaign)
    assert book.sorting is not None
    samples = _enough(_SAMPLES[target](told), book.sorting)
    if len(samples) < book.sorting.cases or len({one.label for one in samples}) < 2:
        return None
    undecided: tuple[tuple[str, ...], ...] = ()
    if target is Target.CATEGORY:
        undecided = tuple(one.terms for one in told if not one.category)[:_UNLABELLED]
    return Lesson(
        samples=samples,
        seeds=tuple(_seeds(target, book, campaign)),
        background=undecided,
        texts_of_word=book.sorting.word_in_cases,
    )


def _enough(samples: Iterable[Sample], settings: Sorting) -> tuple[Sample, ...]:
    all_of_them = tuple(samples)
    labels = [sample.label for sample in all_of_them]
    often = {label for label in set(labels) if labels.count(label) >= settings.cases_of_class}
    return tuple(sample for sample in all_of_them if sample.label in often)


def _by_kind(told: tuple[Told, ...]) -> Iterator[Sample]:
    return (Sample(one.terms, one.kind) for one in told)


def _by_category(told: tuple[Told, ...]) -> Iterator[Sample]:
    """On the first level: the second has too few cases of each."""
    return (Sample(one.terms, one.category.split(".")[0]) for one in told if one.category)


def _by_theme(told: tuple[Told, ...]) -> Iterator[Sample]:
    """The first of a case's themes; that there is none is an answer, too."""
    rows = CaseTheme.objects.filter(case__in=[one.pk for one in told]).order_by("-pk")
    codes = dict(rows.values_list("case", "code"))
    return (Sample(one.terms, codes.get(one.pk, NO_THEME)) for one in told)


def _by_organ(told: tuple[Told, ...]) -> Iterator[Sample]:
    """Where the case stands last. Complaints about conduct teach nothing here: their way leads
    around the organ concerned, and whoever reads the figures must not learn of them.
    """
    open_to_all = [one for one in told if not one.conduct]
    sent = Handling.objects.filter(
        Q(case__in=[one.pk for one in open_to_all]), purpose=Handling.MATTER
    )
    owners = dict(sent.order_by("pk").values_list("case", "duty__owner"))
    today = present_organs(set(owners.values())) if owners else {}
    return (
        Sample(one.terms, str(today.get(owners[one.pk], owners[one.pk])))
        for one in open_to_all
        if one.pk in owners
    )


_SAMPLES = {
    Target.KIND: _by_kind,
    Target.CATEGORY: _by_category,
    Target.THEME: _by_theme,
    Target.ORGAN: _by_organ,
}


def _seeds(target: Target, book: Rulebook, campaign: Campaign) -> Iterator[Sample]:
    """What the rulebook, or an organ's own name, says of an answer."""
    if target is Target.KIND:
        for kind in book.accepted_kinds:
            for words in (kind.plain, *kind.examples):
                yield Sample(terms(words.zh), kind.code)
    elif target is Target.CATEGORY:
        for category in book.categories:
            for word in category.words:
                yield Sample(terms(f"{category.name.zh} {word}"), category.code.split(".")[0])
    elif target is Target.THEME:
        for theme in book.themes:
            yield Sample(terms(f"{theme.name.zh} {theme.plain.zh}"), theme.code)
    else:
        organs = Organ.objects.in_force(clock.today()).of(campaign.jurisdiction)
        for pk, name in organs.values_list("pk", "name"):
            yield Sample(terms(name), str(pk))
