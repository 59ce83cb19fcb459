"""When two cases may be treated as one matter (同一事项)."""

from dataclasses import dataclass

from youwei.listening.complaints.rules.states import State

_LEADS = frozenset({State.RECEIVED, State.ACCEPTED, State.HANDLING})


@dataclass(frozen=True, slots=True)
class Outline:
    pk: int
    campaign_id: int
    kept: bool  # from the organ that it is about
    about_id: int | None
    state: State
    shields: frozenset[int] = frozenset()  # organs that it was about before


def may_merge(case: Outline, lead: Outline) -> bool:
    """A complaint about conduct joins only another about the same organ: merged with an ordinary
    case it could travel to that organ.
    """
    if case.pk == lead.pk or case.campaign_id != lead.campaign_id:
        return False
    if lead.state not in _LEADS:
        return False
    if case.kept or lead.kept:
        same_organ = case.about_id is not None and case.about_id == lead.about_id
        return case.kept and lead.kept and same_organ and case.shields <= lead.shields
    return True
