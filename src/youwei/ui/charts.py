"""Small charts made on the server: no script, no style attribute, readable without colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from youwei.ui.figures import decimal

_WIDTH, _ROW, _LABEL, _FIGURE = 640, 30, 190, 70


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `low` and `high` bound the estimate where the value is one."""

    label: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None


def spark(values: Sequence[float], label: str) -> SafeString:
    """A line of the last values, the newest at the right; `label` says the same in words."""
    if not values:
        return SafeString("")
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = 116 / max(len(values) - 1, 1)
    points = [(2 + i * step, 25 - 22 * (v - low) / span) for i, v in enumerate(values)]
    return format_html(
        '<svg class="spark" viewBox="0 0 120 28" role="img" aria-label="{}">'
        '<polyline class="spark__line" points="{}"/>'
        '<circle class="spark__end" cx="{}" cy="{}" r="2.5"/></svg>',
        label,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )


def bars(rows: Sequence[Bar], *, top: float = 100) -> SafeString:
    """Horizontal bars from zero to `top` with whiskers; hidden from readers, who get the table."""
    height = _ROW * len(rows) + 8
    return format_html(
        '<svg class="bars" viewBox="0 0 {w} {h}" aria-hidden="true" focusable="false">{rows}'
        '<path class="bars__axis" d="M{x} 2V{bottom}"/></svg>',
        w=_WIDTH,
        h=height,
        x=_LABEL,
        bottom=height - 2,
        rows=format_html_join("", "{}", ((_bar(row, i, top),) for i, row in enumerate(rows))),
    )


def _bar(row: Bar, index: int, top: float) -> SafeString:
    room = _WIDTH - _LABEL - _FIGURE
    y = 4 + index * _ROW
    return format_html(
        '<text x="{lx}" y="{ty}" text-anchor="end">{label}</text>'
        '<rect class="bars__bar" x="{x}" y="{by}" width="{width}" height="16"/>{whisker}'
        '<text x="{fx}" y="{ty}" text-anchor="end">{figure}</text>',
        lx=_LABEL - 10,
        ty=y + 19,
        label=row.label,
        x=_LABEL,
        by=y + 6,
        width=f"{room * row.value / top:.1f}",
        whisker=_whisker(row, y + 14, room / top),
        fx=_WIDTH - 4,
        figure=decimal(row.value),
    )


def _whisker(row: Bar, y: int, scale: float) -> SafeString:
    if row.low is None or row.high is None:
        return SafeString("")
    low, high = (f"{_LABEL + end * scale:.1f}" for end in (row.low, row.high))
    return format_html(
        '<path class="bars__whisker" d="M{low} {a}v8M{low} {y}H{high}M{high} {a}v8"/>',
        low=low,
        high=high,
        y=y,
        a=y - 4,
    )
