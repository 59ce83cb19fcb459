"""What the journal keeps of accounts: who was given what, where and until when."""

from dataclasses import dataclass
from datetime import date

from youwei.foundation.people.rules.proposals import Action
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel.actor import Role
from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop


@dataclass(frozen=True, kw_only=True)
class AccountAdded(Event):
    kind = "people.account_added"
    title = gettext_noop("Account added")
    username: str
    name: str
    organ: str


@dataclass(frozen=True, kw_only=True)
class NameChanged(Event):
    kind = "people.name_changed"
    title = gettext_noop("Name changed")
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PasswordIssued(Event):
    kind = "people.password_issued"
    title = gettext_noop("New password issued, to be changed at the next sign-in")


@dataclass(frozen=True, kw_only=True)
class SignInChanged(Event):
    kind = "people.sign_in_changed"
    title = gettext_noop("Way of signing in changed by the person")
    what: str


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    kind = "people.role_granted"
    title = gettext_noop("Role granted")
    role: Role
    organ: str
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class GrantEnded(Event):
    kind = "people.grant_ended"
    title = gettext_noop("Role ended")
    role: Role
    organ: str
    ends: date


@dataclass(frozen=True, kw_only=True)
class PostTaken(Event):
    kind = "people.post_taken"
    title = gettext_noop("Post taken up")
    post: str
    organ: str
    starts: date


@dataclass(frozen=True, kw_only=True)
class PostLeft(Event):
    kind = "people.post_left"
    title = gettext_noop("Post left")
    post: str
    organ: str
    ends: date


@dataclass(frozen=True, kw_only=True)
class RecusalDeclared(Event):
    kind = "people.recusal_declared"
    title = gettext_noop("Interest declared: stays out of this organ's matters")
    organ: str
    reason: Interest


@dataclass(frozen=True, kw_only=True)
class RecusalEnded(Event):
    kind = "people.recusal_ended"
    title = gettext_noop("Declared interest ended")
    organ: str


@dataclass(frozen=True, kw_only=True)
class AccountLeft(Event):
    """`handed_over` counts what the successor took on."""

    kind = "people.account_left"
    title = gettext_noop("Left; account closed")
    handed_over: int
    successor: str | None


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Event):
    kind = "people.token_issued"
    title = gettext_noop("API token issued")
    token: int
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    kind = "people.token_revoked"
    title = gettext_noop("API token revoked")
    token: int


@dataclass(frozen=True, kw_only=True)
class FactorReset(Event):
    """The former password opens nothing any more either."""

    kind = "people.factor_reset"
    title = gettext_noop("Second factor and password reset by two persons")


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    kind = "people.sessions_ended"
    title = gettext_noop("Sign-ins ended")
    count: int


@dataclass(frozen=True, kw_only=True)
class Proposed(Event):
    kind = "people.proposed"
    title = gettext_noop("Proposed; a second person decides")
    action: Action
    role: str
    organ: str


@dataclass(frozen=True, kw_only=True)
class ProposalConfirmed(Event):
    kind = "people.proposal_confirmed"
    title = gettext_noop("Proposal confirmed by a second person")
    action: Action
    proposed_by: str


@dataclass(frozen=True, kw_only=True)
class ProposalRejected(Event):
    kind = "people.proposal_rejected"
    title = gettext_noop("Proposal rejected by a second person")
    action: Action
    proposed_by: str


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    kind = "people.proposal_withdrawn"
    title = gettext_noop("Proposal withdrawn")
    action: Action


@dataclass(frozen=True, kw_only=True)
class ProposalExpired(Event):
    kind = "people.proposal_expired"
    title = gettext_noop("Proposal expired: nobody confirmed it in time")
    action: Action


@dataclass(frozen=True, kw_only=True)
class TokenCollected(Event):
    kind = "people.token_collected"
    title = gettext_noop("Confirmed API token collected by its owner")
    token: int


@dataclass(frozen=True, kw_only=True)
class SessionsSwept(Event):
    kind = "people.sessions_swept"
    title = gettext_noop("Sign-ins that had run out removed")
    count: int


@dataclass(frozen=True, kw_only=True)
class TokensSwept(Event):
    kind = "people.tokens_swept"
    title = gettext_noop("API tokens that had ended removed")
    count: int
