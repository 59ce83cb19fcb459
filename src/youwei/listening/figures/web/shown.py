"""A document as a page shows it: a table of all figures, or one figure crossed; bars beside it."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from youwei.listening.figures.queries.documents import Document
from youwei.listening.figures.rules.measures import DAYS, SHARE_BY_CODE, SHOWN, Figures
from youwei.listening.figures.words import NAMES
from youwei.ui.charts import Bar
from youwei.ui.figures import grouped, in_brief, share

NOBODY = SafeString("—")


@dataclass(frozen=True, slots=True)
class Head:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Value:
    """`label` is the heading of its column; `former` is the same figure of the period before."""

    label: str
    now: SafeString
    former: SafeString | None


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Sheet:
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line
    bars: tuple[Bar, ...]
    bars_title: str
    top: float


def sheet(now: Document, before: Document | None, show: str) -> Sheet:
    heads, lines, total = (_crossed if now.layout.across else _plain)(now, before, show)
    bars, top = _bars(now, show)
    return Sheet(heads, lines, total, bars, str(NAMES[show]), top)


_Body = tuple[tuple[Head, ...], tuple[Line, ...], Line]


def _plain(now: Document, before: Document | None, show: str) -> _Body:
    """All figures side by side."""
    heads = tuple(Head(code, str(NAMES[code])) for code in SHOWN)

    def line(name: str, figures: Figures, former: Figures | None) -> Line:
        return Line(name, tuple(_value(head, head.code, figures, former) for head in heads))

    was = before.by_key if before else {}
    lines = tuple(line(name, now.by_key[key, ""], was.get((key, ""))) for key, name in now.rows)
    return heads, lines, line(_("All"), now.total, before.total if before else None)


def _crossed(now: Document, before: Document | None, show: str) -> _Body:
    """One figure; the last column and the last row are those of all."""
    heads = (*(Head(key, name) for key, name in now.columns), Head("", _("All")))

    def line(key: str, name: str) -> Line:
        values = []
        for head in heads:
            figures = _at(now, key, head.code)
            assert figures is not None
            former = _at(before, key, head.code) if before else None
            values.append(_value(head, show, figures, former))
        return Line(name, tuple(values))

    last = [*(now.column_totals[key] for key, _name in now.columns), now.total]
    was = [before.column_totals.get(key) for key, _name in now.columns] if before else []
    former = [*was, before.total] if before else [None] * len(heads)
    total = tuple(
        _value(head, show, sums, past) for head, sums, past in zip(heads, last, former, strict=True)
    )
    lines = tuple(line(key, name) for key, name in now.rows)
    return heads, lines, Line(_("All"), total)


def _at(one: Document, row: str, column: str) -> Figures | None:
    return one.by_key.get((row, column)) if column else one.row_totals.get(row)


def _value(head: Head, code: str, figures: Figures, former: Figures | None) -> Value:
    was = value(code, former) if former is not None else None
    return Value(head.name, value(code, figures), was)


def value(code: str, figures: Figures) -> SafeString:
    """A share beside its n; a star where it is hidden."""
    if code in SHARE_BY_CODE:
        one = SHARE_BY_CODE[code]
        part, whole = figures[one.part], figures[one.whole]
        if part is None or whole is None:
            return hidden()
        return share(part, whole) if whole else NOBODY
    number = figures[code]
    if number is not None:
        return format_html('<span class="figures">{}</span>', grouped(number))
    if code in DAYS and _timed(figures) is not None:
        return NOBODY
    return hidden()


def hidden() -> SafeString:
    return format_html(
        '<span class="quiet"><span aria-hidden="true">＊</span>'
        '<span class="visually-hidden">{}</span></span>',
        _("hidden"),
    )


def _bars(now: Document, show: str) -> tuple[tuple[Bar, ...], float]:
    """Of the rows, for shares and days; hidden rows and those of nobody have none."""
    crossed = now.layout.across is not None
    found = []
    for key, name in now.rows:
        figures = now.row_totals[key] if crossed else now.by_key[key, ""]
        bar = _bar(show, name, figures)
        if bar is not None:
            found.append(bar)
    if show in SHARE_BY_CODE:
        return tuple(found), 100.0
    return tuple(found), max((bar.value for bar in found), default=0.0) or 1.0


def _bar(show: str, name: str, figures: Figures) -> Bar | None:
    if show in SHARE_BY_CODE:
        one = SHARE_BY_CODE[show]
        part, whole = figures[one.part], figures[one.whole]
        if part is None or not whole:
            return None
        return Bar(name, 100 * part / whole, whole, said=in_brief(part, whole))
    number, n = figures[show], _timed(figures)
    if show not in DAYS or number is None or n is None:
        return None
    said = npgettext("figures", "%(n)d day", "%(n)d days", number) % {"n": number}
    return Bar(name, number, n, said=said)


def _timed(figures: Figures) -> int | None:
    """Releases made before first answers were counted by themselves have only all answers."""
    return figures["timed"] if "timed" in figures else figures["answered"]
