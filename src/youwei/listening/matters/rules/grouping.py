"""Which cases may stand in one matter, told from the case's own outline (complaints)."""

from dataclasses import dataclass

from youwei.listening.complaints.rules.merging import Outline


@dataclass(frozen=True, slots=True)
class Group:
    """What every member of a matter shares. `about_id` is set for complaints about conduct only;
    `shields` are the organs from which one of its members is kept.
    """

    campaign_id: int
    kept: bool
    about_id: int | None
    shields: frozenset[int] = frozenset()


def group_of(case: Outline) -> Group:
    """The matter that this case alone would make."""
    about = case.about_id if case.kept else None
    return Group(case.campaign_id, case.kept, about, case.shields if case.kept else frozenset())


def may_join(case: Outline, group: Group) -> bool:
    """Complaints about conduct make matters of their own, each about one organ and kept from the
    same organs: whoever may see one member may see all. Others may be about different organs.
    """
    if case.campaign_id != group.campaign_id or case.kept != group.kept:
        return False
    if not case.kept:
        return True
    named = case.about_id is not None and case.about_id == group.about_id
    return named and case.shields == group.shields
