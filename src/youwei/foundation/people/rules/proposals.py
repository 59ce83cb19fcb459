"""What one security administrator proposes and another confirms, step by step."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from youwei.kernel.actor import ADMINISTRATORS, Role
from youwei.kernel.refusal import gettext_noop
from youwei.kernel.states import Move, StateTable

# Whoever holds one of these reads what people confided, decides for everybody, or grants.
WEIGHTY: Final = ADMINISTRATORS | {Role.OFFICE, Role.LEADING_GROUP, Role.DISCIPLINE}
OPEN_FOR: Final = timedelta(days=7)  # long enough for a holiday, too short to be forgotten
NEEDED: Final = 2  # security administrators of a place, before its console grants no more


class Action(StrEnum):
    GRANT = "grant"
    END_GRANT = "end_grant"
    CLOSE = "close"  # close an account that holds a weighty role
    RESET_FACTOR = "reset_factor"
    ISSUE_TOKEN = "issue_token"  # noqa: S105  # a token that may do what a weighty role may


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    COLLECTED = "collected"  # of a token only: its owner was shown it, once
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ProposalParty(StrEnum):
    PROPOSER = "proposer"
    SECOND = "second"  # another security administrator of the place
    OWNER = "owner"  # of the token
    SYSTEM = "system"


S, P = ProposalState, ProposalParty
PROPOSAL: Final = StateTable[ProposalState, ProposalParty](
    name="proposal",
    initial=S.PROPOSED,
    moves=(
        Move("confirm", frozenset({S.PROPOSED}), S.CONFIRMED, frozenset({P.SECOND})),
        Move("reject", frozenset({S.PROPOSED}), S.REJECTED, frozenset({P.SECOND})),
        Move("withdraw", frozenset({S.PROPOSED}), S.WITHDRAWN, frozenset({P.PROPOSER})),
        Move("expire", frozenset({S.PROPOSED}), S.EXPIRED, frozenset({P.SYSTEM})),
        Move("collect", frozenset({S.CONFIRMED}), S.COLLECTED, frozenset({P.OWNER})),
    ),
    holder={
        S.PROPOSED: P.SECOND,
        S.CONFIRMED: None,
        S.COLLECTED: None,
        S.REJECTED: None,
        S.WITHDRAWN: None,
        S.EXPIRED: None,
    },
)

ACTION_WORDS: dict[Action, str] = {
    Action.GRANT: gettext_noop("Grant a role"),
    Action.END_GRANT: gettext_noop("End a role"),
    Action.CLOSE: gettext_noop("Close the account"),
    Action.RESET_FACTOR: gettext_noop("Reset the second factor"),
    Action.ISSUE_TOKEN: gettext_noop("Issue an API token"),
}
STATE_WORDS: dict[ProposalState, str] = {
    S.PROPOSED: gettext_noop("Waits for a second person"),
    S.CONFIRMED: gettext_noop("Confirmed"),
    S.COLLECTED: gettext_noop("Confirmed and collected"),
    S.REJECTED: gettext_noop("Rejected"),
    S.WITHDRAWN: gettext_noop("Withdrawn"),
    S.EXPIRED: gettext_noop("Expired"),
}
