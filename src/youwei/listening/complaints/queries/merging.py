from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.merging import Outline
from youwei.listening.complaints.rules.states import State


def outline_of(case: Case) -> Outline:
    """What decides whether it may stand with another; no query where `kept_from` is at hand."""
    return Outline(
        pk=case.pk,
        campaign_id=case.campaign_id,
        kept=case.kept_from_organ,
        about_id=case.about_organ_id,
        state=State(case.state),
        shields=frozenset(one.organ_id for one in case.kept_from.all()),
    )
