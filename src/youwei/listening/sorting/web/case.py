"""What stands on the desk's page of a case, and on its line in the queue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.sorting import Category
from youwei.foundation.rulebook.rules.words import Words
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import can_triage_case, moves_for
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import DeskMove, Given, Mark, Section
from youwei.listening.complaints.rules.states import OPEN, State
from youwei.listening.sorting.access import can_categorise
from youwei.listening.sorting.operations.categorising import set_category
from youwei.listening.sorting.queries.suggestions import advice_for, urgent_fits
from youwei.listening.sorting.rules.routing import Fit
from youwei.listening.sorting.rules.targets import Suggestion, Target
from youwei.listening.sorting.web.names import names_of
from youwei.listening.sorting.words import TARGET_WORDS
from youwei.ui.bilingual import said

_SORTS = frozenset({State.RECEIVED, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion; `address` fills it into the form where the move is open now."""

    target: Promise
    name: str
    because: tuple[str, ...]
    reason: Words | None
    confidence: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    category: str
    lines: tuple[Line, ...]
    transfers: tuple[tuple[Words, Words, tuple[str, ...]], ...]  # rule, ground, words


def urgent(cases: Sequence[Case]) -> Mapping[int, Mark]:
    return {
        case.pk: Mark(gettext("Urgent"), "bad")
        for case in cases
        if case.state in _SORTS and case.urgent
    }


def urgency(actor: Actor, case: Case) -> Section | None:
    if case.state not in OPEN or not can_triage_case(actor, case):
        return None
    fits = [(fit.route.name, fit.words, fit.route.notice) for fit in urgent_fits(case)]
    return Section("sorting/urgent.html", fits) if fits else None


def suggestions(actor: Actor, case: Case) -> Section | None:
    """Only for those who sort this very case: not for an organ that handles it, and never for
    somebody bound up with the organ that it is about.
    """
    if case.state not in _SORTS or not can_triage_case(actor, case):
        return None
    advice = advice_for(case)
    now = _present(case)
    wanted = [one for one in advice.suggestions if one.code not in now[one.target]]
    names = names_of(case.campaign, [*wanted, *_as_suggestion(case.category)])
    lines = tuple(_line(actor, case, one, names, now) for one in wanted)
    transfers = tuple(_transfer(case, fit) for fit in advice.transfers)
    shown = names[Target.CATEGORY, case.category] if case.category else ""
    return Section("sorting/suggestions.html", Shown(shown, lines, transfers))


def _as_suggestion(category: str) -> list[Suggestion]:
    return [Suggestion(Target.CATEGORY, category)] if category else []


def _present(case: Case) -> dict[Target, frozenset[str]]:
    """What is set already: it needs no suggestion. A category is set with those above it."""
    return {
        Target.KIND: frozenset({case.kind}),
        Target.CATEGORY: frozenset({case.category, case.category.split(".")[0]} - {""}),
        Target.THEME: frozenset(theme.code for theme in case.themes.all()),
        Target.ORGAN: frozenset(),
    }


def _line(
    actor: Actor,
    case: Case,
    one: Suggestion,
    names: Mapping[tuple[Target, str], str],
    now: Mapping[Target, frozenset[str]],
) -> Line:
    fields: dict[Target, dict[str, str | list[str]]] = {
        Target.KIND: {"sort-kind": one.code},
        Target.CATEGORY: {"category-category": one.code},
        Target.THEME: {"sort-themes": [*sorted(now[Target.THEME]), one.code]},
        Target.ORGAN: {"dispatch-owner": one.code},
    }
    offered = one.target is not Target.ORGAN or "dispatch" in moves_for(actor, case)
    page = reverse("cases:case", args=[case.number])
    return Line(
        target=TARGET_WORDS[one.target],
        name=names[one.target, one.code],
        because=one.because,
        reason=one.route.name if one.route else None,
        confidence=one.confidence,
        address=f"{page}?{urlencode(fields[one.target], doseq=True)}#moves" if offered else "",
    )


def _transfer(case: Case, fit: Fit) -> tuple[Words, Words, tuple[str, ...]]:
    ground = fit.route.propose.transfer
    assert ground is not None
    return fit.route.name, rules_of(case.campaign).refusal(ground).name, fit.words


def families(book: Rulebook) -> Iterator[list[Category]]:
    """Each uppermost category with those under it."""
    for top in (one for one in book.categories if one.parent is None):
        yield [top, *(one for one in book.categories if one.code.startswith(f"{top.code}."))]


class CategoryForm(forms.Form):
    category = forms.ChoiceField(label=gettext_lazy("Category"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = rules_of(case.campaign)
        shelves: list[tuple[str, object]] = [("", gettext("Please choose"))]
        for top, *below in families(book):
            choices = [(one.code, said(one.name)) for one in (top, *below)]
            shelves.append((said(top.name), choices))
        self.fields["category"].choices = shelves  # type: ignore[attr-defined]
        self.initial.setdefault("category", case.category)


def _set(actor: Actor, case: Case, given: Given) -> object:
    return set_category(actor=actor, case=case, code=given["category"])


def _may_set(actor: Actor, case: Case) -> bool:
    return bool(rules_of(case.campaign).categories) and can_categorise(actor, case)


CATEGORY_MOVE = DeskMove(
    name="category",
    label=gettext_lazy("Set the category"),
    form=CategoryForm,
    run=_set,
    offered=_may_set,
)
