"""Rounds, their panels and strata, as the desk shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.rulebook.rules.appraisal import FilledBy
from youwei.kernel.actor import Actor, Role
from youwei.listening.appraisal.access.rounds import visible_to
from youwei.listening.appraisal.models import Instrument, Invitation, Panel, Round, Stratum
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules.telling import shown
from youwei.ui.bilingual import said


@dataclass(frozen=True, slots=True)
class StratumRow:
    """`used` is None where it is hidden."""

    stratum: Stratum
    drawn: int
    handed_out: int
    used: int | None


@dataclass(frozen=True, slots=True)
class PanelRow:
    """`used` is None where it is hidden; `share` in per cent of the codes handed out."""

    panel: Panel
    name: str
    codes: bool
    population: int
    drawn: int
    handed_out: int
    used: int | None


def with_closed_urn() -> QuerySet[Round]:
    """Frozen, and not sealed yet: their keys are still needed."""
    return Round.objects.filter(sealed_on=None).exclude(urn_key="").order_by("pk")


def rounds_for(actor: Actor) -> QuerySet[Round]:
    return visible_to(actor).select_related("campaign", "instrument")


def instruments_for(actor: Actor) -> QuerySet[Instrument]:
    return Instrument.objects.filter(
        Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE))
        | Q(campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    ).annotate(asked=Count("questions"))


def campaigns_of(actor: Actor) -> QuerySet[Campaign]:
    """Those whose rounds this person prepares."""
    return Campaign.objects.filter(office_organ__in=actor.organs_as(Role.OFFICE))


def panel_rows(round_: Round) -> list[PanelRow]:
    """In four queries, whatever the number of panels."""
    rules = balloting_of(round_)
    codes = _codes(round_, "member__stratum__panel")
    kept = {
        pk: counts
        for pk, *counts in Stratum.objects.filter(panel__round=round_)
        .order_by()
        .values_list("panel")
        .annotate(Sum("quota"), Sum("handed_out"), Sum("answered"))
    }
    rows = []
    for panel in round_.panels.annotate(people=Sum("strata__population")):
        kind = rules.panel(panel.code)
        drawn, given, used = codes.get(panel.pk) or kept.get(panel.pk) or (0, 0, 0)
        rows.append(
            PanelRow(
                panel=panel,
                name=said(kind.name),
                codes=kind.filled_by is FilledBy.CODES,
                population=getattr(panel, "people", None) or 0,
                drawn=drawn,
                handed_out=given,
                used=used if used == 0 or used >= round_.threshold else None,
            )
        )
    return rows


def stratum_rows(panel: Panel) -> list[StratumRow]:
    codes = _codes(panel.round, "member__stratum")
    strata = list(panel.strata.all())
    found = [codes.get(one.pk, (one.quota, one.handed_out, one.answered)) for one in strata]
    used = shown([one[2] for one in found], panel.round.threshold)
    return [
        StratumRow(stratum=stratum, drawn=drawn, handed_out=given, used=told)
        for stratum, (drawn, given, _), told in zip(strata, found, used, strict=True)
    ]


def _codes(round_: Round, key: str) -> dict[int, tuple[int, int, int]]:
    """Drawn, handed out, used, while there are codes."""
    rows = (
        Invitation.objects.filter(member__stratum__panel__round=round_)
        .order_by()
        .values_list(key)
        .annotate(
            drawn=Count("pk"),
            given=Count("pk", filter=Q(code_hash__isnull=False)),
            used=Count("pk", filter=Q(spent=True)),
        )
    )
    return {pk: (drawn, given, used) for pk, drawn, given, used in rows}
