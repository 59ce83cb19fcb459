"""How a result was made, in pairs of a name and what to say of it."""

import json
from decimal import Decimal

from django.utils.translation import gettext as _

from youwei.listening.appraisal.queries.rulebook import Balloting
from youwei.listening.results.models import Estimate
from youwei.ui.bilingual import said
from youwei.ui.figures import decimal


def method_of(estimate: Estimate, rules: Balloting) -> tuple[tuple[str, str], ...]:
    round_, appraisal = estimate.round, rules.appraisal
    estimation = appraisal.estimation
    assert estimation is not None
    weights = "、".join(f"{said(one.name)} {one.weight}%" for one in appraisal.dimensions)
    bands = "、".join(
        _("%(band)s from %(least)d") % {"band": said(one.name), "least": one.least}
        for one in estimation.bands
    )
    return (
        (_("Ballots counted"), f"{estimate.ballots:,}"),
        (_("Ballots left out"), _left_out(estimate)),
        (_("Dimensions"), weights),
        (_("Bands, of 100"), bands),
        (_("Weights"), _weights(estimate)),
        (
            _("Range"),
            _("%(level)d%%, linearised, with the weighting taken into account")
            % {"level": estimation.level},
        ),
        (_("Ranks"), _("confidence sets after Mogstad, Romano, Shaikh and Wilhelm (2024)")),
        (
            _("Chance"),
            _("%(draws)s draws; the seed %(seed)d follows from the fingerprint of the ballots")
            % {"draws": f"{estimation.draws:,}", "seed": estimate.seed},
        ),
        (_("Questions"), _("version %(number)d") % {"number": round_.instrument.number}),
        (_("Rulebook"), round_.rulebook),
        (_("Sealed ballots (SHA-256)"), round_.sealed_sha256),
    )


def _left_out(estimate: Estimate) -> str:
    if not estimate.left_out:
        return _("none")
    if estimate.left_out < estimate.round.threshold:
        return _("fewer than %(n)d, by a recorded decision") % {"n": estimate.round.threshold}
    return _("%(n)d, by a recorded decision") % {"n": estimate.left_out}


def _weights(estimate: Estimate) -> str:
    """Whether calibration came to its margins, and inside which bounds."""
    told = json.loads(estimate.export)
    raked = [one for one in told["plan"]["panels"] if one["margins"]]
    if not raked:
        return _("by the counts of the strata")
    bounds = raked[0]["bounds"]
    words = {
        "low": decimal(Decimal(str(bounds["low"]))),
        "high": decimal(Decimal(str(bounds["high"]))),
    }
    if all(panel["converged"] for panel in told["panels"]):
        return _("raked to the margins, between %(low)s and %(high)s of the base weight") % words
    return _("raked between %(low)s and %(high)s of the base weight; not all were met") % words
