"""Results of call-backs: all of them for those who oversee, totals for the organ that handled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db.models import Count, Q, QuerySet

from youwei.foundation.campaigns.queries import open_on, rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.followup.access.call_backs import draws_visible_to
from youwei.listening.followup.models import CallBack, Draw
from youwei.listening.followup.queries.rulebook import threshold_of
from youwei.listening.followup.rules.calls import Pressed, Solved, State
from youwei.listening.followup.rules.totals import Batch, Released, released

SATISFIED, SOLVED, PRESSED = "satisfied", "solved", "pressed"
# A matter that turned out to be about conduct is called by nobody any more: it holds up no total.
_WAITS = Q(state=State.DRAWN, case__kept_from_organ=False)


@dataclass(frozen=True, slots=True)
class Result:
    """The calls of one draw about one organ. Only `reached` have said anything."""

    organ: Organ
    frame: int
    drawn: int
    open: int
    reached: int
    declined: int
    not_reached: int
    solved: int
    satisfied: int
    pressed: int


@dataclass(frozen=True, slots=True)
class DrawResults:
    """`seed` only when all calls have ended."""

    draw: Draw
    frame: int
    drawn: int
    open: int
    seed: str
    organs: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class OwnTotals:
    organ: Organ
    threshold: int
    blocks: tuple[Released, ...] = field(default_factory=tuple)


def results(actor: Actor, *, most: int = 12) -> tuple[DrawResults, ...]:
    """The newest draws by organ, without organs to which the actor is bound."""
    draws = list(
        draws_visible_to(actor).select_related("campaign").prefetch_related("strata")[:most]
    )
    calls = CallBack.objects.filter(draw__in=draws).exclude(organ__in=actor.conflicts)
    counts = {(row["draw_id"], row["organ_id"]): row for row in _counted(calls, draws)}
    organs = Organ.objects.in_bulk({pk for _, pk in counts})
    going = set(
        CallBack.objects.filter(_WAITS, draw__in=draws).order_by().values_list("draw_id", flat=True)
    )
    return tuple(
        _draw_results(draw, counts, organs, draw.pk in going)
        for draw in draws
        if any(draw.strata.all())
    )


def own_totals(actor: Actor) -> tuple[OwnTotals, ...]:
    """For who answers for an organ: only what tells of no single writer."""
    organs = Organ.objects.filter(pk__in=actor.organs_as(Role.LEAD)).order_by("id")
    found = []
    for organ in organs:
        for campaign in open_on(clock.today()).filter(jurisdiction=organ.jurisdiction_id):
            calls = CallBack.objects.filter(draw__campaign=campaign, organ__in=circle([organ.pk]))
            limit = threshold_of(campaign)
            draws = list(Draw.objects.filter(campaign=campaign))
            blocks = released(_batches(calls, draws), limit)
            found.append(OwnTotals(organ=organ, threshold=limit, blocks=blocks))
    return tuple(found)


def _batches(calls: QuerySet[CallBack], draws: list[Draw]) -> Iterable[Batch]:
    months: dict[int, date] = {draw.pk: draw.month for draw in draws}
    for row in _counted(calls, draws):
        if row["open"]:
            return  # nothing later than a month that is not finished
        yield Batch(
            month=months[row["draw_id"]],
            drawn=row["drawn"],
            reached=row["reached"],
            counts={name: row[name] for name in (SATISFIED, SOLVED, PRESSED)},
        )


def _counted(calls: QuerySet[CallBack], draws: list[Draw]) -> list[dict[str, int]]:
    levels = {
        level.code
        for draw in draws
        for level in rules_of(draw.campaign).closing.satisfaction
        if level.counted and not level.bad
    }
    rows = (
        calls.order_by("draw__month", "organ_id")
        .values("draw_id", "organ_id", "draw__month")
        .annotate(
            drawn=Count("pk"),
            open=Count("pk", filter=_WAITS),
            reached=Count("pk", filter=Q(state=State.REACHED)),
            declined=Count("pk", filter=Q(state=State.DECLINED)),
            not_reached=Count("pk", filter=Q(state=State.NOT_REACHED)),
            solved=Count("pk", filter=Q(solved=Solved.YES)),
            satisfied=Count("pk", filter=Q(level__in=levels)),
            pressed=Count("pk", filter=Q(pressed=Pressed.YES)),
        )
    )
    return [cast("dict[str, int]", row) for row in rows]


def _draw_results(
    draw: Draw,
    counts: Mapping[tuple[int, int], dict[str, int]],
    organs: Mapping[int, Organ],
    going: bool,
) -> DrawResults:
    frames = {stratum.organ_id: stratum.frame for stratum in draw.strata.all()}
    mine = {organ: row for (of, organ), row in counts.items() if of == draw.pk}
    lines = tuple(
        Result(
            organ=organs[organ],
            frame=frames.get(organ, 0),
            **{name: row[name] for name in _FIGURES},
        )
        for organ, row in mine.items()
    )
    waiting = sum(line.open for line in lines)
    return DrawResults(
        draw=draw,
        frame=sum(frames.values()),
        drawn=sum(line.drawn for line in lines),
        open=waiting,
        seed="" if going else draw.seed,
        organs=lines,
    )


_FIGURES = (
    "drawn",
    "open",
    "reached",
    "declined",
    "not_reached",
    "solved",
    "satisfied",
    "pressed",
)
