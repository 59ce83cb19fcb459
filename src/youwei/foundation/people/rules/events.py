"""What the journal keeps of accounts: who was given what, where and until when."""

from dataclasses import dataclass
from datetime import date

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
