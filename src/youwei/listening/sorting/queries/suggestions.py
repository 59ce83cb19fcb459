"""What is proposed for one case: by the rulebook's rules first, then by what was learned."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.sorting import Route
from youwei.kernel import clock
from youwei.listening.complaints.access import closed_organs
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.cases import competent_organs
from youwei.listening.complaints.rules.kinds import CONDUCT
from youwei.listening.sorting.queries.lessons import terms_of
from youwei.listening.sorting.queries.models import classifier_of, speaking_models
from youwei.listening.sorting.rules.routing import Fit, Matter, fitting
from youwei.listening.sorting.rules.targets import Suggestion, Target
from youwei.text.words import closed, telling_words


@dataclass(frozen=True, slots=True)
class Advice:
    """`asked` are the models that were asked, also those that said nothing, with their version.
    `urgent` and `transfers` are rules that fit.
    """

    suggestions: tuple[Suggestion, ...]
    urgent: tuple[Fit, ...]
    transfers: tuple[Fit, ...]
    asked: dict[Target, int]

    def of(self, target: Target) -> tuple[Suggestion, ...]:
        return tuple(one for one in self.suggestions if one.target is target)


def matter_of(case: Case, themes: frozenset[str] = frozenset()) -> Matter:
    return Matter(
        channel=case.channel,
        kind=case.kind,
        category=case.category,
        place=case.place,
        themes=themes,
        text="\n".join((closed(case.summary), closed(case.text))),
    )


def urgent_fits(case: Case) -> tuple[Fit, ...]:
    """No query where the campaign is at hand; rules that need a theme are left to the page."""
    return tuple(fit for fit in _fits(case, frozenset()) if fit.route.urgent)


def is_urgent(case: Case) -> bool:
    return bool(urgent_fits(case))


def advice_for(case: Case, targets: Collection[Target] = tuple(Target)) -> Advice:
    """Nothing in it leads a complaint about conduct to an organ that it must not reach. Of organs
    the model learned from other cases only, so it is not asked where such a complaint goes.
    """
    fits = _fits(case, frozenset(theme.code for theme in case.themes.all()))
    organs = _open_organs(case) if Target.ORGAN in targets else {}
    ruled = [one for fit in fits for one in _proposed(fit, organs) if one.target in targets]
    by_rule = {one.target for one in ruled}
    models = {
        t: m
        for t, m in speaking_models(case.campaign).items()
        if t in targets and t not in by_rule and not (t is Target.ORGAN and case.is_conduct)
    }
    learned: list[Suggestion] = []
    if models:
        settings = rules_of(case.campaign).sorting
        assert settings is not None
        words = terms_of(case)
        for target, row in models.items():
            guess = classifier_of(row).guess(words, reasons=2 * settings.words_shown)
            because = telling_words(guess.because, f"{case.summary}\n{case.text}")
            shown, percent = because[: settings.words_shown], int(guess.confidence * 100)
            if percent >= settings.threshold and guess.label and shown:
                learned.append(Suggestion(target, guess.label, shown, None, row.version, percent))
    found = _tenable(case, [one for one in (*ruled, *learned) if _is_known(case, one)], organs)
    return Advice(
        suggestions=tuple(found),
        urgent=tuple(fit for fit in fits if fit.route.urgent),
        transfers=tuple(fit for fit in fits if fit.route.propose.transfer),
        asked={target: row.version for target, row in models.items()},
    )


def _fits(case: Case, themes: frozenset[str]) -> tuple[Fit, ...]:
    return fitting(rules_of(case.campaign).routes, matter_of(case, themes))


def _open_organs(case: Case) -> dict[str, Organ]:
    """Those to which the case may go. Where it is about conduct and names no organ, none: the
    suggestion could be the very one.
    """
    if case.is_conduct and case.about_organ_id is None:
        return {}
    organs = competent_organs(case, clock.today())
    return {str(organ.pk): organ for organ in organs}


def _proposed(fit: Fit, organs: dict[str, Organ]) -> Iterator[Suggestion]:
    propose, route = fit.route.propose, fit.route
    if propose.kind:
        yield Suggestion(Target.KIND, propose.kind, fit.words, route)
    if propose.category:
        yield Suggestion(Target.CATEGORY, propose.category, fit.words, route)
    for theme in propose.themes:
        yield Suggestion(Target.THEME, theme, fit.words, route)
    organ = _named(route, organs)
    if organ is not None:
        yield Suggestion(Target.ORGAN, str(organ.pk), fit.words, route)


def _named(route: Route, organs: dict[str, Organ]) -> Organ | None:
    """The one organ that the rule names; None where there is none of that name, or several."""
    name, group = route.propose.organ, route.propose.group
    if name is None and group is None:
        return None
    found = [
        organ
        for organ in organs.values()
        if (not group or organ.group == group)
        and (not name or organ.name.endswith(name) or organ.short_name == name)
    ]
    return found[0] if len(found) == 1 else None


def _tenable(case: Case, found: list[Suggestion], organs: dict[str, Organ]) -> Iterator[Suggestion]:
    """Each answer once. Where the case could turn out to be about conduct, the organ that it is
    about is not suggested either, and none that a model learned.
    """
    seen: set[tuple[Target, str]] = set()
    maybe_conduct = any(one.target is Target.KIND and one.code == CONDUCT for one in found)
    for one in found:
        if (one.target, one.code) in seen:
            continue
        seen.add((one.target, one.code))
        if one.target is Target.ORGAN and (
            one.code not in organs
            or (maybe_conduct and (one.route is None or not _is_apart(case, int(one.code))))
        ):
            continue
        yield one


def _is_known(case: Case, one: Suggestion) -> bool:
    """A model may have learned an answer that the rulebook has no more."""
    book = rules_of(case.campaign)
    known: dict[Target, frozenset[str]] = {
        Target.KIND: frozenset(kind.code for kind in book.accepted_kinds),
        Target.CATEGORY: frozenset(category.code for category in book.categories),
        Target.THEME: frozenset(theme.code for theme in book.themes),
    }
    return one.target not in known or one.code in known[one.target]


def _is_apart(case: Case, organ_id: int) -> bool:
    return case.about_organ_id is not None and organ_id not in closed_organs(case)
