"""Whether a writer's original files are kept, and for whom: `evidence.originals` of the rules."""

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.access.originals import public_keys
from youwei.listening.complaints.models import Case, Writer
from youwei.listening.complaints.rules.kinds import CONDUCT


def keeps_originals(campaign: Campaign, kind: str) -> bool:
    """Of writers who leave name or contact. A complaint about conduct asks for neither, and what
    its files hide must not take their place. Not where nobody could open them.
    """
    evidence = rules_of(campaign).evidence
    may = evidence is not None and evidence.seals_complaints and kind != CONDUCT
    return may and bool(public_keys(campaign))


def sealed_to(case: Case) -> tuple[str, ...] | None:
    """Public keys for an original of this case; None where the rule is to drop it."""
    evidence = rules_of(case.campaign).evidence
    if evidence is None or not evidence.seals_complaints or case.is_conduct:
        return None
    if case.kept_from_organ or not Writer.objects.filter(case=case).exists():
        return None
    return public_keys(case.campaign, case.about_organ_id)
