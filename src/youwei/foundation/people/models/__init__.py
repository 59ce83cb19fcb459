"""Accounts, what binds them to organs, what waits for a second person, and who is signed in."""

from youwei.foundation.people.models.accounts import (
    Account,
    AccountManager,
    ApiToken,
    Binding,
    PostHolding,
    Recusal,
    RoleGrant,
)
from youwei.foundation.people.models.proposals import Proposal
from youwei.foundation.people.models.sessions import DeskSession

__all__ = [
    "Account",
    "AccountManager",
    "ApiToken",
    "Binding",
    "DeskSession",
    "PostHolding",
    "Proposal",
    "Recusal",
    "RoleGrant",
]
