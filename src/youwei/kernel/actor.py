"""Who acts. Built once per request; every access rule judges this value and nothing else."""

from dataclasses import dataclass, field
from enum import StrEnum

from youwei.kernel.refusal import gettext_noop


class Role(StrEnum):
    """What an account may be granted, always bound to an organ and to dates (design section 6)."""

    CLERK = "clerk"  # takes in calls, letters and visits for an organ
    HANDLER = "handler"  # works on the duties of an organ
    LEAD = "lead"  # answers for an organ: assigns, signs, asks for extensions
    OFFICE = "office"  # rectification office (整顿办)
    LEADING_GROUP = "leading_group"  # leading group (领导小组): one level above the office
    INSPECTOR = "inspector"  # inspection team (督导组)
    SUPERVISOR = "supervisor"  # work-style supervisor (作风监督员)
    DISCIPLINE = "discipline"  # discipline recipient
    APPRAISER = "appraiser"  # third-party appraiser
    SYSTEM_ADMIN = "system_admin"  # configures, reads no content
    SECURITY_ADMIN = "security_admin"  # grants, does not act
    AUDIT_ADMIN = "audit_admin"  # reads the journal, changes nothing


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class ActorKind(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"
    CHANNEL = "channel"  # a program that hands in through a channel token
    SYSTEM = "system"  # a job


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one organ. `jurisdiction_id` is the organ's own."""

    role: Role
    organ_id: int
    jurisdiction_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """`label` is what the journal shows. `organ_ids` are the organs that the person serves,
    by grant or by post, with the units above and below them and what they were merged or renamed
    from: the circle that must not see a complaint about one of them. `recused_from` are organs
    in which the person declared an interest. `receipt` is the number whose code a citizen showed.
    `channel` is the code of the channel whose token a program showed.
    """

    kind: ActorKind
    label: str
    account_id: int | None = None
    grants: tuple[Grant, ...] = ()
    organ_ids: frozenset[int] = frozenset()
    recused_from: frozenset[int] = frozenset()
    receipt: str | None = field(default=None, repr=False)
    channel: str | None = None

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    def holds(self, *roles: Role, organ_id: int | None = None) -> bool:
        """Whether one of the roles is held, in that organ if one is named."""
        return any(
            grant.role in roles and (organ_id is None or grant.organ_id == organ_id)
            for grant in self.grants
        )

    def organs_as(self, *roles: Role) -> frozenset[int]:
        return frozenset(grant.organ_id for grant in self.grants if grant.role in roles)

    def jurisdictions_as(self, *roles: Role) -> frozenset[int]:
        return frozenset(grant.jurisdiction_id for grant in self.grants if grant.role in roles)

    @property
    def conflicts(self) -> frozenset[int]:
        """Organs about which this person may read and decide nothing (C-08, C-10)."""
        return self.organ_ids | self.recused_from


CITIZEN = Actor(kind=ActorKind.CITIZEN, label=gettext_noop("citizen"))
SYSTEM = Actor(kind=ActorKind.SYSTEM, label=gettext_noop("system"))


def citizen(receipt: str) -> Actor:
    """A person who showed the code that belongs to this number; nothing else is known of them."""
    return Actor(kind=ActorKind.CITIZEN, label=gettext_noop("citizen"), receipt=receipt)
