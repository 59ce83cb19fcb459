"""Exact figures for those who triage, each without the cases that they may not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.kernel.actor import Actor
from youwei.listening.figures.access import check_counts
from youwei.listening.figures.queries.facts import facts_of
from youwei.listening.figures.rules.counting import within
from youwei.listening.figures.rules.facts import open_cases
from youwei.listening.figures.rules.measures import Figures, Scale, figures
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.rules.tables import Layout, table


@dataclass(frozen=True)
class Lines:
    """Figures by row and column, with the sums of rows, of columns, and of all. Where nothing is
    crossed there is one column, whose key is empty. `as_of`: how fresh the facts are.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figures]
    row_totals: Mapping[str, Figures]
    column_totals: Mapping[str, Figures]
    total: Figures
    as_of: datetime


def exact(actor: Actor, campaign: Campaign, layout: Layout, period: Period) -> Lines:
    check_counts(actor, campaign)
    as_of = facts_of(campaign)
    facts = as_of.facts
    cases = open_cases(facts, served=actor.organ_ids, recused=actor.recused_from)
    chosen = within(facts, cases, period.first, period.last)
    one, scale = table(facts, chosen, layout, groups_of(campaign)), scale_of(campaign)
    return Lines(
        rows=one.rows,
        columns=one.columns,
        cells={
            (row, column): figures(one.cells.tally(one.cell(r, c)), scale)
            for r, row in enumerate(one.rows)
            for c, column in enumerate(one.columns)
        },
        row_totals={
            row: figures(one.row_total(r).total(), scale) for r, row in enumerate(one.rows)
        },
        column_totals={
            column: figures(one.column_total(c).total(), scale)
            for c, column in enumerate(one.columns)
        },
        total=figures(one.cells.total(), scale),
        as_of=as_of.at,
    )


def groups_of(campaign: Campaign) -> dict[int, str]:
    """The comparison group of each organ of the place; one query."""
    organs = Organ.objects.filter(jurisdiction=campaign.jurisdiction_id)
    return dict(organs.order_by().values_list("pk", "group"))


def scale_of(campaign: Campaign) -> Scale:
    levels = rules_of(campaign).closing.satisfaction
    counted = [at for at, level in enumerate(levels) if level.counted]
    return Scale(
        codes=tuple(level.code for level in levels),
        counted=tuple(counted),
        good=tuple(at for at in counted if not levels[at].bad),
    )
