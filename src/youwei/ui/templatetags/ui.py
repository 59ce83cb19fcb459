"""The components that are more than a piece of HTML. `/ui/` shows each of them."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.utils import ErrorDict, flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, npgettext

from youwei.kernel.deadlines import Term, Unit
from youwei.ui import charts, figures, refusals
from youwei.ui.icons import PATHS
from youwei.ui.lights import LOOKS

register = template.Library()


class Due(Protocol):
    """What a deadline shows of itself: the last day, and whether its calendar is announced."""

    @property
    def on(self) -> date: ...
    @property
    def provisional(self) -> bool: ...


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing beside words; hidden from screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        PATHS[name],
    )


@register.simple_tag
def light(state: str, more: str = "") -> SafeString:
    """A light by its code (normal, near, behind, overdue, done, done_late, recalled)."""
    return _light(str(state), more, get_language())


@lru_cache(maxsize=200)
def _light(state: str, more: str, language: str | None) -> SafeString:
    """Drawn once in a language: a list shows the same light on every line."""
    look = LOOKS[state]
    return format_html(
        '<span class="light light--{}"><svg class="light__shape" viewBox="0 0 10 10"'
        ' aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="{}"/></svg>'
        "<span>{}</span>{}</span>",
        state,
        look.shape,
        look.word,
        format_html(' <span class="light__more">{}</span>', more) if more else "",
    )


@register.simple_tag
def status_tag(label: str, tone: str = "") -> SafeString:
    """A word in a frame; tones: active, good, warn, bad, sealed, or none."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", label)


@register.simple_tag
def due_date(deadline: Due | date | None) -> SafeString:
    """The last day in time, marked where it rests on a calendar not announced yet."""
    if deadline is None:
        return SafeString("—")
    day = deadline if isinstance(deadline, date) else deadline.on
    provisional = getattr(deadline, "provisional", False)
    return _day(day, provisional, get_language())


@lru_cache(maxsize=4_000)
def _day(day: date, provisional: bool, language: str | None) -> SafeString:
    """Written once in a language: a list shows two or three days on every line."""
    mark = gettext("(provisional)")
    return format_html(
        '<time class="date" datetime="{}"><span class="nowrap">{}</span>{}</time>',
        day.isoformat(),
        date_format(day),
        format_html(' <span class="date__provisional">{}</span>', mark) if provisional else "",
    )


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Day and time in the installation's time zone. Exactly midnight is a day of which no hour is
    known, from another body's table for instance.
    """
    local = localtime(at)
    if local.time() == time.min:
        return due_date(local.date())
    return format_html(
        '<time class="date nowrap" datetime="{}">{} {}</time>',
        local.isoformat(timespec="minutes"),
        date_format(local.date()),
        local.strftime("%H:%M"),
    )


@register.simple_tag
def term(length: Term) -> str:
    """A length of time as a rule states it: 15 working days."""
    words = {
        Unit.WORKING_DAYS: npgettext(
            "term", "%(n)d working day", "%(n)d working days", length.amount
        ),
        Unit.NATURAL_DAYS: npgettext("term", "%(n)d day", "%(n)d days", length.amount),
        Unit.MONTHS: npgettext("term", "%(n)d month", "%(n)d months", length.amount),
    }
    return words[length.unit] % {"n": length.amount}


register.simple_tag(figures.share)
register.simple_tag(figures.estimate)
register.simple_tag(charts.columns)


@register.inclusion_tag("ui/parts/bars.html")
def bars(rows: Sequence[charts.Bar], title: str, top: float = 100) -> dict[str, Any]:
    """A table whose rows are drawn as bars with whiskers; `top` is the end of the scale."""
    return {"rows": [(row, charts.bar(row, top)) for row in rows], "title": title}


@register.simple_tag
def options(groups: Sequence[tuple[str | None, Sequence[dict[str, Any]], int]]) -> SafeString:
    """The choices of a list to choose from. A list of organs has hundreds: a template for each of
    them was a third of the work for a page.
    """
    return SafeString("".join(_group(name, choices) for name, choices, _ in groups))


def _group(name: str | None, choices: Sequence[dict[str, Any]]) -> SafeString:
    inside = SafeString("".join(map(_option, choices)))
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside) if name else inside


def _option(choice: dict[str, Any]) -> SafeString:
    value, label = escape(str(choice["value"])), conditional_escape(choice["label"])
    attributes = flatatt(choice["attrs"]) if choice["attrs"] else ""
    return SafeString(f'<option value="{value}"{attributes}>{label}</option>')


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All errors of a form at its top, each a link to its field."""
    faults: list[tuple[str, str]] = []
    errors: ErrorDict = form.errors
    for name, messages in errors.items():
        bound = form[name] if name in form.fields else None
        anchor = "" if bound is None else bound.id_for_label or f"{bound.auto_id}_0"
        label = "" if bound is None else str(bound.label)
        faults.extend((anchor, _labelled(label, str(message))) for message in messages)
    return {"faults": faults}


def _labelled(label: str, message: str) -> str:
    if not label or label.endswith(("?", "？")):
        return f"{label} {message}".lstrip()
    return gettext("%(label)s: %(message)s") % {"label": label, "message": message}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the pages of a list, keeping the filters of the present address."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(n, address(n) if isinstance(n, int) else "") for n in numbers],
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_block_tag
def panel(content: str, tone: str = "", title: str = "") -> str:
    """Something said on the page itself; tones: success, warning, error, sealed, plain, or none."""
    marks = {"success": "tick", "warning": "warning", "error": "error", "sealed": "lock"}
    words = {"warning": gettext("Warning"), "error": gettext("Error")}
    context = {
        "content": content,
        "tone": tone,
        "title": title,
        "icon": marks.get(tone, "info"),
        "spoken": words.get(tone, ""),
    }
    return render_to_string("ui/parts/panel.html", context)


@register.simple_block_tag
def page_head(content: str, title: str, over: str = "", lead: str = "") -> str:
    """The top of a page; what stands inside the tag are its actions."""
    context = {"content": _bare(content), "title": title, "over": over, "lead": lead}
    return render_to_string("ui/parts/page_head.html", context)


@register.simple_block_tag
def empty_state(content: str, title: str, more: str = "") -> str:
    """Nothing to show: why, and (inside the tag) what one can do."""
    context = {"content": _bare(content), "title": title, "more": more}
    return render_to_string("ui/parts/empty.html", context)


@register.simple_block_tag
def confirm(content: str, label: str, question: str) -> str:
    """A move that cannot be taken back: opens in place and asks; the form stands inside."""
    context = {"content": content, "label": label, "question": question}
    return render_to_string("ui/parts/confirm.html", context)


@register.simple_tag
def steps_attributes(draft: str) -> SafeString:
    """Attributes of a form shown step by step, its draft kept in the tab under this key."""
    return format_html(
        'data-steps data-draft="{}" data-progress="{}" data-back="{}" data-next="{}"',
        draft,
        gettext("Steps"),
        gettext("Back"),
        gettext("Continue"),
    )


@register.inclusion_tag("ui/parts/pow.html")
def proof_of_work(challenge: str, name: str = "altcha") -> dict[str, Any]:
    """The place of the proof-of-work check; `challenge` is the address that issues challenges."""
    words = {
        "ariaLinkLabel": "",
        "error": gettext("The check failed. Press to try again."),
        "expired": gettext("The check has expired. Press to do it again."),
        "footer": "",
        "label": gettext("Check that this is not a flood of messages"),
        "loading": gettext("One moment…"),
        "reload": gettext("Try again"),
        "verificationRequired": gettext("Please tick this box; the check takes a few seconds."),
        "verified": gettext("Checked"),
        "verify": gettext("Check"),
        "verifying": gettext("Your device is calculating…"),
        "waitAlert": gettext("Your device is still calculating. One moment, please."),
        "cancel": gettext("Cancel"),
    }
    return {
        "challenge": challenge,
        "name": name,
        "words": json.dumps(words, ensure_ascii=False),
        "language": get_language(),
        "module": _asset("altcha/altcha.min.js"),
        "sheet": _asset("altcha/altcha.css"),
        "pbkdf2": _asset("altcha/workers/pbkdf2.js"),
        "sha": _asset("altcha/workers/sha.js"),
    }


def _asset(name: str) -> str:
    """Address of a third-party file, or nothing where it was not brought."""
    try:
        return static(f"vendor/{name}")
    except ValueError:
        return ""


def _bare(content: str) -> str:
    """What stands inside a tag, empty where there are only blanks; it was escaped when rendered."""
    return content if content.strip() else ""


register.filter("refusal_message", refusals.message_of)
register.filter("refusal_remedy", refusals.remedy_of)
