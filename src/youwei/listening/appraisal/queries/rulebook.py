"""What the campaign's rulebook says of appraisals."""

from dataclasses import dataclass
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.appraisal import (
    Appraisal,
    AppraisalPanel,
    BallotLevel,
    BallotRules,
    QualityRules,
)
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.rules.refusals import AllRoundsHeld, NoAppraisalRules
from youwei.listening.appraisal.rules.rounds import is_free, rounds_in


@dataclass(frozen=True, slots=True)
class Balloting:
    """All that a round needs. `letters`: what a level is called in a ballot; `scores` from 1, the
    worst, to 5 for those that count; `values` in the rulebook's own points.
    """

    appraisal: Appraisal
    ballot: BallotRules
    quality: QualityRules

    @property
    def levels(self) -> tuple[BallotLevel, ...]:
        """Those that are votes, as the rulebook orders them."""
        return tuple(level for level in self.appraisal.levels if level.value is not None)

    @property
    def not_clear(self) -> BallotLevel:
        return next(level for level in self.appraisal.levels if level.value is None)

    @property
    def letters(self) -> dict[str, str]:
        return {level.code: str(place) for place, level in enumerate(self.levels, start=1)}

    @property
    def values(self) -> dict[str, int]:
        return {self.letters[level.code]: level.value or 0 for level in self.levels}

    @property
    def scores(self) -> dict[str, int]:
        by_value = sorted(self.values, key=lambda letter: self.values[letter])
        return {letter: score for score, letter in enumerate(by_value, start=1)}

    def panel(self, code: str) -> AppraisalPanel:
        return self.appraisal.panel(code)


def balloting(campaign: Campaign) -> Balloting:
    """Raises NoAppraisalRules for a campaign that runs by an older version."""
    found = rules_of(campaign).appraisal
    if not found.panels or not found.levels or found.ballot is None or found.quality is None:
        raise NoAppraisalRules
    return Balloting(appraisal=found, ballot=found.ballot, quality=found.quality)


def can_hold(campaign: Campaign) -> bool:
    try:
        balloting(campaign)
    except NoAppraisalRules:
        return False
    return True


def threshold_of(campaign: Campaign) -> int:
    """Fewer than this are not shown (C-37)."""
    return rules_of(campaign).publication.suppression.threshold


def check_free(campaign: Campaign, opens_on: date) -> None:
    """Raises AllRoundsHeld where the year has as many rounds as the rulebook provides for."""
    rounds = rules_of(campaign).appraisal.rounds
    held = [day.year for day in campaign.rounds.values_list("opens_on", flat=True)]
    if not is_free(opens_on, held, campaign.starts.year, rounds):
        raise AllRoundsHeld(rounds=rounds_in(opens_on.year, campaign.starts.year, rounds))


def rulebook_label(campaign: Campaign) -> str:
    rules = rules_of(campaign)
    return f"{rules.id} {rules.version}"


def balloting_of(round_: Round) -> Balloting:
    return balloting(round_.campaign)
