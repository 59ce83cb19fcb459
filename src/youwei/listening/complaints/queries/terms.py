"""The clocks of a kind of complaint."""

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.kinds import Terms
from youwei.listening.complaints.rules.refusals import UnknownKind


def terms_of(campaign: Campaign, kind: str) -> Terms:
    """Raises UnknownKind for a kind that is not taken in."""
    for known in rules_of(campaign).accepted_kinds:
        if known.code == kind and known.terms is not None:
            return known.terms
    raise UnknownKind(field="kind")
