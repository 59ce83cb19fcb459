from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of


def code_named(campaign: Campaign, called: str) -> str | None:
    """The category of the campaign's rulebook that has this code or name, in either language."""
    for one in rules_of(campaign).categories:
        if called in {one.code, one.name.zh, one.name.en}:
            return one.code
    return None
