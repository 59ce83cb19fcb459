"""Arguments of a request as values: form fields and query strings know nothing but text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from hashlib import sha256

from youwei.kernel.refusal import Invalid
from youwei.listening.open311.rules.refusals import (
    FilterNotFitting,
    NotFitting,
    NotGiven,
    RangeTooLong,
)

SPAN_DAYS = 90
ADDRESS_LIMIT = 200  # characters
STATUSES = ("open", "closed")
# Accepted because clients send them, and dropped: the sender's device is not ours to know, and
# nothing is fetched from an address that somebody else wrote.
DROPPED = frozenset({"device_id", "account_id", "media_url"})
# Hardly two people send the same words, place and device in this time; one impatient client does.
SAME_SECONDS = 120

# Control characters but line ends, and those that turn the direction of writing: behind a program
# nobody would see them.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_.-]{1,60})\](?:\[\d{0,3}\])?")
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,15})?")


@dataclass(frozen=True, slots=True)
class Range:
    """Whole days, both included: a finer search would tell when somebody wrote."""

    first: date
    last: date


def range_of(start: str, end: str, *, today: date, zone: tzinfo) -> Range:
    """The most recent 90 days where nothing is said; 90 days on or back where one end is."""
    span = timedelta(days=SPAN_DAYS)
    first = _day("start_date", start, zone, FilterNotFitting) if start else None
    last = _day("end_date", end, zone, FilterNotFitting) if end else None
    if last is None:
        last = min(first + span, today) if first else today
    if first is None:
        first = last - span
    if first > last:
        raise FilterNotFitting(name="start_date", field="start_date")
    if last - first > span:
        raise RangeTooLong(field="start_date")
    return Range(first, last)


def statuses_of(text: str) -> frozenset[str]:
    """Both where none is named."""
    named = frozenset(listed("status", text))
    if not named <= set(STATUSES):
        raise FilterNotFitting(name="status", field="status")
    return named or frozenset(STATUSES)


def listed(name: str, text: str, at_most: int = 100) -> tuple[str, ...]:
    """What stands between commas."""
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if len(parts) > at_most:
        raise FilterNotFitting(name=name, field=name)
    return parts


def place_of(lat: str, long: str, address: str) -> str:
    """Where it happened, as words beside the text. A position is named to about a metre."""
    words = []
    if address:
        if len(address) > ADDRESS_LIMIT:
            raise NotFitting(name="address_string", field="address_string")
        words.append(address)
    if lat or long:
        words.append(f"{_degrees('lat', lat, 90)}, {_degrees('long', long, 180)}")
    return "; ".join(words)


def attributes_of(given: Iterable[tuple[str, Sequence[str]]]) -> Mapping[str, tuple[str, ...]]:
    """attribute[code]=value, and attribute[code][]=value as often as there are values."""
    found: dict[str, tuple[str, ...]] = {}
    for name, values in given:
        if not name.startswith("attribute"):
            continue
        matched = _ATTRIBUTE.fullmatch(name)
        if matched is None:
            raise NotFitting(name="attribute", field="attribute")
        kept = tuple(value for value in values if value)
        found[matched[1]] = found.get(matched[1], ()) + kept
    return found


def check_shown(name: str, text: str) -> str:
    if _HIDDEN.search(text):
        raise NotFitting(name=name, field=name)
    return text


def required(name: str, text: str) -> str:
    if not text.strip():
        raise NotGiven(name=name, field=name)
    return text


def day_of(name: str, text: str, zone: tzinfo) -> date:
    return _day(name, text, zone, NotFitting)


def mark_of(given: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The same for the same arguments in any order."""
    whole = "\x1e".join(sorted("\x1f".join((name, *values)) for name, values in given))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _day(name: str, text: str, zone: tzinfo, wrong: type[Invalid]) -> date:
    """Of a W3 date and time, or a day. A '+' that came as a blank is a '+'."""
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise wrong(name=name, field=name) from None


def _degrees(name: str, text: str, limit: int) -> str:
    if not _DEGREES.fullmatch(text) or abs(float(text)) > limit:
        raise NotFitting(name=name, field=name)
    return f"{float(text):.5f}"
