"""Where a case may go (C-08, C-10)."""

from collections.abc import Set
from dataclasses import dataclass

from youwei.kernel.refusal import Invalid, NotAllowed, Refusal
from youwei.kernel.refusal import gettext_noop as _
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT


class OrganUnknown(Invalid):
    code = "organ_unknown"
    message = _(
        "A complaint about conduct is sent on only when the organ that it is about is named."
    )
    remedy = _("Set the organ that it is about, or ask the writer through the message thread.")


class OrganConcerned(NotAllowed):
    code = "organ_concerned"
    message = _("A complaint about conduct never goes to the organ that it is about.")
    remedy = _("Send it to the superior or another competent organ.")


class OtherDoor(NotAllowed):
    code = "other_door"
    message = _("An allegation against a person is not taken in here, and nothing was stored.")
    remedy = _("Turn to the discipline and supervision body: telephone 12388 or its own site.")


@dataclass(frozen=True, slots=True)
class Route:
    """`circle` is the organ that the case is about with all it was and became and all that
    depends on it; empty where no organ is named. `kept`: it was once called a complaint about
    conduct.
    """

    kind: str
    kept: bool
    circle: Set[int]
    owner_id: int
    verifier_id: int


def refusal_of(route: Route) -> Refusal | None:
    """Why a case may not take this route; None where it may."""
    if route.kind == ALLEGATION:
        return OtherDoor()
    if not route.kept and route.kind != CONDUCT:
        return None
    if not route.circle:
        return OrganUnknown(field="about_organ")
    if {route.owner_id, route.verifier_id} & route.circle:
        return OrganConcerned(field="owner")
    return None
