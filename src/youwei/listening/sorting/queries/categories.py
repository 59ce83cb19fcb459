from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of


def codes_under(code: str) -> frozenset[str]:
    """The category and all that stand under it, in whichever rulebook a campaign goes by."""
    books = map(rules_of, Campaign.objects.filter(rulebook_version__isnull=False))
    found = {one.code for book in books for one in book.categories}
    return frozenset(one for one in found if one == code or one.startswith(f"{code}."))
