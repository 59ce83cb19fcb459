"""Small charts made on the server: no script, no style attribute, readable without colour."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `low` and `high` bound the estimate where the value is one. `said`: the value with
    its unit, where it has one.
    """

    label: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    said: str = ""


def columns(values: Sequence[int], label: str) -> SafeString:
    """A column for each value, the newest at the right, on one base; `label` says it in words."""
    if not values:
        return SafeString("")
    top = max(values) or 1
    drawn = format_html_join(
        "",
        '<rect class="columns__column" x="{}" y="{}" width="8" height="{}"/>',
        ((i * 10 + 1, f"{40 - 38 * v / top:.1f}", f"{38 * v / top:.1f}") for i, v in _some(values)),
    )
    return format_html(
        '<svg class="columns" viewBox="0 0 {} 41" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}<path class="columns__base" d="M0 40.5H{}"/></svg>',
        len(values) * 10,
        label,
        drawn,
        len(values) * 10,
    )


def _some(values: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((place, value) for place, value in enumerate(values) if value)


def _whisker(row: Bar, at: Callable[[float], str]) -> SafeString:
    """`at` says where on the drawing a value stands."""
    if row.low is None or row.high is None:
        return SafeString()
    return format_html(
        '<path class="bars__whisker" d="M{low} 5v6M{low} 8H{high}M{high} 5v6"/>',
        low=at(row.low),
        high=at(row.high),
    )


def bar(row: Bar, top: float) -> SafeString:
    """A bar from zero to `top` with its whisker; the row it stands in says the same in figures."""

    def at(value: float) -> str:
        return f"{value * 100 / top:.1f}"

    return format_html(
        '<svg class="bars__svg" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="bars__bar" y="2" width="{}" height="12"/>{}'
        '<path class="bars__axis" d="M0 0v16"/></svg>',
        at(row.value),
        _whisker(row, at),
    )


def dot(row: Bar, low: float, top: float) -> SafeString:
    """A point with its whisker on a scale from `low` to `top`; nothing begins at zero, so no length
    misleads. The row it stands in says the same in figures.
    """

    def at(value: float) -> str:
        return f"{(min(max(value, low), top) - low) * 100 / (top - low):.1f}"

    return format_html(
        '<svg class="bars__svg" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><path class="bars__grid" d="M0 8H100M0 4v8M50 4v8M100 4v8"/>{}'
        '<path class="bars__dot" d="M{} 8h0"/></svg>',
        _whisker(row, at),
        at(row.value),
    )
