"""Numbers as they are shown: a share beside its n, an estimate beside its interval."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

# "100.0%" of one case says no more than "1 / 1", and looks as if it did.
FEW = 10


def share(part: int, n: int) -> SafeString:
    """`part` of `n` in per cent with one decimal; of fewer than ten the counts alone."""
    if 0 < n < FEW:
        return format_html('<span class="share figures">{}</span>', in_brief(part, n))
    return format_html(
        '<span class="share figures">{} <span class="share__n">({})</span></span>',
        percent(part, n) if n else gettext("no data"),
        _counts(part, n),
    )


def in_brief(part: int, n: int) -> str:
    """The same where n stands beside it anyhow."""
    return percent(part, n) if n >= FEW else _counts(part, n)


def _counts(part: int, n: int) -> str:
    return f"{grouped(part)} / {grouped(n)}"


def estimate(value: float, low: float, high: float, n: int) -> SafeString:
    """A value with the interval within which it lies, and the number of answers behind it."""
    return format_html(
        '<span class="estimate figures">{} <span class="estimate__range">({}–{}, n = {})</span>'
        "</span>",
        decimal(value),
        decimal(low),
        decimal(high),
        grouped(n),
    )


def percent(part: int, n: int) -> str:
    return f"{decimal(Decimal(part) * 100 / n)}%"


def decimal(value: float | Decimal, places: int = 1) -> str:
    """Rounded half up, as people do on paper."""
    step = Decimal(1).scaleb(-places)
    return number_format(Decimal(str(value)).quantize(step, ROUND_HALF_UP), places)


def grouped(value: int) -> str:
    return f"{value:,}"
