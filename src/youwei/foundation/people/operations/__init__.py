"""What changes accounts, grants, interests and tokens: one transaction and one event each."""

from youwei.foundation.people.operations.accounts import (
    add_account,
    change_name,
    issue_password,
    leave,
    note_sign_in_change,
)
from youwei.foundation.people.operations.grants import (
    end_grant,
    grant_role,
    hold_post,
    leave_post,
)
from youwei.foundation.people.operations.recusals import declare_recusal, end_recusal
from youwei.foundation.people.operations.tokens import IssuedToken, issue_token, revoke_token

__all__ = [
    "IssuedToken",
    "add_account",
    "change_name",
    "declare_recusal",
    "end_grant",
    "end_recusal",
    "grant_role",
    "hold_post",
    "issue_password",
    "issue_token",
    "leave",
    "leave_post",
    "note_sign_in_change",
    "revoke_token",
]
