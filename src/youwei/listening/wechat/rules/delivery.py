"""What an answer of WeChat's server means for a notice, and when it is tried again."""

from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    SENT = "sent"
    LATER = "later"
    DROPPED = "dropped"  # this notice cannot be sent; the next one may
    GONE = "gone"  # nobody is there any more: everything about them is erased
    TOKEN = "token"  # noqa: S105 - the access token ran out: get another and send again


_CODES = {
    0: Outcome.SENT,
    40001: Outcome.TOKEN,  # invalid or not the newest
    40014: Outcome.TOKEN,  # malformed
    42001: Outcome.TOKEN,  # over
    40003: Outcome.GONE,  # no such openid for this account
    43004: Outcome.GONE,  # does not follow the account
    43019: Outcome.GONE,  # is on the account's black list
    43101: Outcome.GONE,  # does not accept messages
    40037: Outcome.DROPPED,  # the template is unknown
    45015: Outcome.DROPPED,  # wrote in the chat more than two days ago
    45047: Outcome.DROPPED,  # too many answers to one message
    47003: Outcome.DROPPED,  # the template has other fields
}
_QUOTA = 45009  # of the day
_WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720))
_QUOTA_WAIT = timedelta(hours=6)


def judged(errcode: int) -> Outcome:
    """Whatever is not known may pass: busy (-1), too fast (45011), or new to us."""
    return _CODES.get(errcode, Outcome.LATER)


def next_try(tries: int, now: datetime, errcode: int) -> datetime | None:
    """`tries` that failed so far; None where it is given up."""
    if tries >= len(_WAITS):
        return None
    return now + max(_WAITS[tries], _QUOTA_WAIT if errcode == _QUOTA else timedelta())
