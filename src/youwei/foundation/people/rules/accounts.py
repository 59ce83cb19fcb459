"""Names, dates and lifetimes of what belongs to an account."""

import re
from datetime import date, timedelta

USERNAME = r"^[a-z0-9][a-z0-9._-]{1,39}\Z"  # what can be typed on every keyboard, and read aloud
NAME_LENGTH = 60  # characters
TOKEN_DAYS = 366  # a token that nobody renews dies within the year of a campaign


def username_of(text: str) -> str:
    return text.strip().lower()


def is_username(text: str) -> bool:
    return re.match(USERNAME, text) is not None


def overlap(starts: date, ends: date | None, from_: date, until: date | None) -> bool:
    """Whether two spans share a day; each ends the day before its end, or never."""
    return (until is None or starts < until) and (ends is None or from_ < ends)


def is_empty(starts: date, ends: date | None) -> bool:
    return ends is not None and ends <= starts


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def latest_expiry(today: date) -> date:
    return today + timedelta(days=TOKEN_DAYS)
