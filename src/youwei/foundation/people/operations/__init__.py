"""What changes accounts, grants, interests and tokens: one transaction and one event each."""

from youwei.foundation.people.operations.accounts import (
    add_account,
    change_name,
    issue_password,
    leave,
    note_sign_in_change,
    reset_factor,
)
from youwei.foundation.people.operations.grants import (
    end_grant,
    grant_role,
    hold_post,
    leave_post,
)
from youwei.foundation.people.operations.proposals import (
    Wanted,
    collect_token,
    confirm_proposal,
    expire_proposal,
    propose,
    reject_proposal,
    withdraw_proposal,
)
from youwei.foundation.people.operations.recusals import declare_recusal, end_recusal
from youwei.foundation.people.operations.sessions import (
    end_session,
    end_sessions,
    sweep_sessions,
)
from youwei.foundation.people.operations.tokens import (
    IssuedToken,
    issue_token,
    revoke_token,
    sweep_tokens,
)

__all__ = [
    "IssuedToken",
    "Wanted",
    "add_account",
    "change_name",
    "collect_token",
    "confirm_proposal",
    "declare_recusal",
    "end_grant",
    "end_recusal",
    "end_session",
    "end_sessions",
    "expire_proposal",
    "grant_role",
    "hold_post",
    "issue_password",
    "issue_token",
    "leave",
    "leave_post",
    "note_sign_in_change",
    "propose",
    "reject_proposal",
    "reset_factor",
    "revoke_token",
    "sweep_sessions",
    "sweep_tokens",
    "withdraw_proposal",
]
