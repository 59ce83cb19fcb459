"""What the frame of every campaign keeps to."""

import re
from datetime import date

from youwei.foundation.campaigns.rules.refusals import NameMissing, PeriodCrossed, PrefixUnfit
from youwei.kernel.words import clean_label

_PREFIX = re.compile(r"[A-Z0-9]{2,16}")


def name_of(text: str) -> str:
    """Raises NameMissing, and what `clean_label` raises."""
    name = clean_label(text, limit=100, field="name")
    if not name:
        raise NameMissing(field="name")
    return name


def prefix_of(text: str) -> str:
    """Raises PrefixUnfit."""
    if not _PREFIX.fullmatch(text):
        raise PrefixUnfit(field="number_prefix")
    return text


def check_period(starts: date, ends: date) -> date:
    """The last day, if it lies after the first. Raises PeriodCrossed."""
    if ends <= starts:
        raise PeriodCrossed(field="ends")
    return ends
