"""What the campaign's rulebook says of what follows an answer."""

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.following import Followup
from youwei.listening.followup.rules.refusals import NoFollowupRules


def following(campaign: Campaign) -> Followup:
    """Raises NoFollowupRules for a campaign that runs by an older version."""
    found = rules_of(campaign).followup
    if found is None:
        raise NoFollowupRules
    return found


def has_rules(campaign: Campaign) -> bool:
    return rules_of(campaign).followup is not None


def threshold_of(campaign: Campaign) -> int:
    """Fewer than this are not shown (C-37)."""
    return rules_of(campaign).publication.suppression.threshold
