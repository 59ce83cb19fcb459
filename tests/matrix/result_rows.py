"""Results of the appraisal for the table of addresses: one shown to organs, one published."""

import json
from datetime import timedelta
from typing import Any

from tests.matrix.people import Cast
from youwei.foundation.campaigns.models import Campaign
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Instrument, Round
from youwei.listening.appraisal.operations import rounds
from youwei.listening.results.models import Estimate, Objection, Publication, Use, Voice
from youwei.listening.results.rules.uses import Purpose

# A result of which every figure is hidden: pages show it, and nobody's access hangs on figures.
HIDDEN = {
    "plan": {
        "dimensions": [],
        "organs": ["示范省档案馆"],
        "panels": [],
        "groups": [{"name": "group"}],
        "draws": 1000,
    },
    "panels": [],
    "groups": [{"organs": [0], "ranked": [False]}],
}


def result_rows(
    office: Actor, cast: Cast, campaign: Campaign, instrument: Instrument
) -> dict[str, Any]:
    published = _estimate(office, cast, campaign, instrument, 500, "published")
    shown = _estimate(office, cast, campaign, instrument, 900, "objection")
    lead, today = cast.accounts["lead.own"], clock.today()
    publication = Publication.objects.create(
        estimate=published,
        published_by=cast.accounts["leading_group.own"],
        published_on=today,
    )
    use = Use.objects.create(
        publication=publication,
        organ=lead.organ,
        purpose=Purpose.PERFORMANCE,
        decision="示绩考〔2026〕3号",
        decided_by="示范省绩效办",
        decided_on=today,
        recorded_on=today,
    )
    objection = Objection.objects.create(
        estimate=shown, organ=lead.organ, text="有误。", filed_by=lead, filed_on=today
    )
    voice = Voice.objects.create(
        round=shown.round,
        theme="unwilling",
        opinions=10,
        text="有群众反映等候偏长。",
        written_by=cast.accounts["office.own"],
    )
    return {
        "estimate": shown.pk,
        "shown_round": shown.round_id,
        "rated": lead.organ_id,
        "publication": publication.pk,
        "published_number": published.round.number,
        "use": use.pk,
        "objection": objection.pk,
        "voice": voice.pk,
    }


def _estimate(
    office: Actor, cast: Cast, campaign: Campaign, instrument: Instrument, later: int, state: str
) -> Estimate:
    """The rulebook has one round a year: it begins `later` days from now."""
    today = clock.today()
    opens = today + timedelta(days=later)
    round_ = rounds.prepare(
        actor=office,
        campaign=campaign,
        title="已封存的评议",
        instrument=instrument,
        opens_on=opens,
        closes_on=opens + timedelta(days=10),
    )
    organs = [[one.organ_id, one.group] for one in round_.roster.all()]
    Round.objects.filter(pk=round_.pk).update(
        state=state,
        proposed_by=cast.accounts["office.own"],
        frozen_by=cast.accounts["leading_group.own"],
        frozen_on=today,
        threshold=10,
        sealed_on=today,
        sealed_plan={name: [] for name in ("dimensions", "panels", "strata", "cells", "points")}
        | {"organs": organs, "least": 10},
    )
    return Estimate.objects.create(
        round=round_,
        number=1,
        export=json.dumps(HIDDEN),
        sha256="0" * 64,
        seed=1,
        ballots=0,
        made_by=cast.accounts["office.own"],
        made_on=today,
        shown_by=cast.accounts["office.own"],
        shown_on=today,
        object_until=today + timedelta(days=7),
    )
