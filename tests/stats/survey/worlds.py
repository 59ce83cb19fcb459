"""Made-up rounds with a known truth."""

from collections.abc import Sequence

import numpy as np

from youwei.stats.survey import Answers, Group, Margin, Panel, Plan, Stratum, cross
from youwei.stats.survey.plan import Grades
from youwei.stats.survey.sealing import BITS, UNCLEAR, Rows, first_questions

GRADES = Grades(("excellent", "good", "fair"), "rank", (0.3, 0.9))


def plan_of(
    organs: int = 6,
    *,
    panels: int = 1,
    questions: Sequence[int] = (1, 1, 1),
    groups: Sequence[Sequence[int]] | None = None,
    margins: tuple[Margin, ...] = (Margin("place", (500, 300, 200)), Margin("age", (450, 550))),
    populations: Sequence[int] = (600, 400),
    **more: object,
) -> Plan:
    """Each panel has the same strata and margins; groups default to one of all organs."""
    strata = [Stratum(panel, size) for panel in range(panels) for size in populations]
    sizes = [len(margin.totals) for margin in margins]
    settings: dict[str, object] = {
        "grades": GRADES,
        "draws": 2_000,
        "least": 2,
        "decimals": 12,
    } | more
    return Plan(
        organs=tuple(f"organ {place}" for place in range(organs)),
        dimensions=("spirit", "style", "delivery")[: len(questions)],
        panels=tuple(Panel(f"panel {place}", margins) for place in range(panels)),
        strata=tuple(strata),
        cells=cross(range(len(strata)), sizes),
        groups=tuple(
            Group(f"group {place}", tuple(held), (1.0,) * panels)
            for place, held in enumerate(groups or [range(organs)])
        ),
        dimension_weights=(0.3, 0.4, 0.3)[: len(questions)],
        questions=tuple(questions),
        **settings,  # type: ignore[arg-type]
    )


def answers_of(plan: Plan, people: int, seed: int, *, each: int = 3) -> Answers:
    """Everybody rates `each` organs; about one answer in ten is skipped or "not clear"."""
    chance = np.random.default_rng(seed)
    cell = chance.integers(0, len(plan.cells), people)
    organ = np.argsort(chance.random((people, len(plan.organs))), axis=1)[:, :each]
    total = sum(plan.questions)
    dimension = np.repeat(np.arange(len(plan.questions)), plan.questions)
    question = np.concatenate([np.arange(one) for one in plan.questions])
    mood = chance.normal(0, 0.7, people)[:, None, None]
    raw = 3 + 0.3 * (organ[:, :, None] % 5 - 2) + mood + chance.normal(0, 1, (people, each, total))
    score = np.clip(np.rint(raw), 1, 5).astype(np.int64)
    score[chance.random(score.shape) < 0.05] = 0
    said = chance.random(score.shape) > 0.05
    person, place, asked = np.nonzero(said)
    return Answers(
        ballot=person * 7 + 1000,
        cell=cell[person],
        organ=organ[person, place],
        dimension=dimension[asked],
        question=question[asked],
        score=score[said],
    )


def rows_of(plan: Plan, given: Answers) -> Rows:
    """As the sealed file holds them, without writing one; ballots are numbered as they come."""
    _, ballot = np.unique(given.ballot, return_inverse=True)
    bit = BITS * (first_questions(plan)[given.dimension] + given.question)
    mark = np.where(given.score == 0, UNCLEAR, given.score) << bit
    keys = np.stack([given.cell, ballot, given.organ])
    held, place = np.unique(keys, axis=1, return_inverse=True)
    marks = np.bincount(place.ravel(), weights=mark).astype(np.int64)
    return Rows(ballot=held[1], cell=held[0], organ=held[2], marks=marks)
