"""Learning, before anything is written: it takes seconds, and no transaction waits for it."""

from dataclasses import asdict, dataclass

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.sorting.queries.lessons import decided_cases, lesson_for, newest_decision
from youwei.listening.sorting.rules.targets import Target
from youwei.text.figures import figures_of
from youwei.text.learning import learn

_SEED = 2016  # the same cases give the same model


@dataclass(frozen=True, slots=True)
class Taught:
    """One model and what its trial found, not kept yet."""

    target: Target
    cases: int
    newest_event: int
    words: int
    parameters: bytes
    report: dict[str, object]


def teach(campaign: Campaign) -> tuple[Taught, ...]:
    """A model of each target for which enough was decided."""
    settings = rules_of(campaign).sorting
    if settings is None:
        return ()
    newest = newest_decision(campaign)
    told = decided_cases(campaign, settings)
    found: list[Taught] = []
    for target in Target:
        lesson = lesson_for(target, campaign, told)
        if lesson is None:
            continue
        model, outcome = learn(lesson, _SEED)
        figures = figures_of(outcome, settings.threshold / 100)
        words = len(model.weighing.terms)
        found.append(
            Taught(
                target=target,
                cases=figures.texts,
                newest_event=newest,
                words=words,
                parameters=model.to_bytes(),
                report=asdict(figures) | {"threshold": settings.threshold, "words": words},
            )
        )
    return tuple(found)
