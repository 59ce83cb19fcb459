"""How a line of a result is drawn and told."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from youwei.listening.results.models import Publication
from youwei.listening.results.queries.sheets import GroupSheet, Line, OrganSheet
from youwei.ui.charts import Bar, dot
from youwei.ui.figures import decimal, grouped

register = template.Library()
register.filter("grouped", grouped)
STEP = 5  # points; the scale of a group begins and ends at a multiple


@register.inclusion_tag("ui/parts/bars.html")
def dots(group: GroupSheet) -> dict[str, Any]:
    """One dot with its whisker for each ranked organ, on the scale that the group needs."""
    rows = [
        Bar(line.name, figure.value, figure.n or 0, figure.low, figure.high)
        for line in group.ranked
        if (figure := line.figure).value is not None
    ]
    low = min((STEP * int((row.low or row.value) // STEP) for row in rows), default=0)
    top = max((STEP * -int(-(row.high or row.value) // STEP) for row in rows), default=100)
    drawn = [(row, dot(row, low, max(top, low + STEP))) for row in rows]
    title = ngettext(
        "%(n)d organ: composite of 100, and the range in which it lies (scale %(low)d to %(top)d)",
        "%(n)d organs: composite of 100, and the range in which it lies (scale %(low)d to %(top)d)",
        len(rows),
    )
    return {"rows": drawn, "title": title % {"n": len(rows), "low": low, "top": top}}


@register.simple_tag
def organ_link(publication: Publication | None, line: Line) -> SafeString | str:
    if publication is None:
        return line.name
    round_ = publication.estimate.round
    place = (round_.campaign.number_prefix, round_.number, line.place)
    return format_html(
        '<a href="{}">{}</a>', reverse("results_public:organ", args=place), line.name
    )


@register.simple_tag
def rank_words(line: Line) -> str:
    """The rank with the ranks that are possible."""
    if line.low == line.high:
        return gettext("%(rank)d (certain)") % {"rank": line.rank}
    return gettext("%(rank)d (possible: %(low)d to %(high)d)") % {
        "rank": line.rank,
        "low": line.low,
        "high": line.high,
    }


@register.simple_tag
def chance_words(line: Line) -> str:
    """How sure the band is, in whole per cent and never quite certain."""
    assert line.chance is not None
    whole = round(100 * line.chance)
    if whole >= 99:
        return gettext("(chance over 98%)")
    if whole < 1:
        return gettext("(chance under 1%)")
    return gettext("(chance %(whole)d%%)") % {"whole": whole}


@register.simple_tag
def line_words(sheet: OrganSheet, *, names: bool) -> list[str]:
    """What a citizen wants to know, in whole sentences. `names` of others not told apart from it:
    before publication an organ reads nothing of them but how many they are.
    """
    line, figure = sheet.line, sheet.line.figure
    assert figure.value is not None
    assert figure.low is not None
    assert figure.high is not None
    said = [
        gettext(
            "%(value)s of 100; with chance taken into account, between %(low)s and %(high)s."
            " That is “%(band)s”."
        )
        % {
            "value": decimal(figure.value),
            "low": decimal(figure.low),
            "high": decimal(figure.high),
            "band": line.band,
        },
        gettext("Among the %(of)d organs of “%(group)s” it stands at rank %(rank)s.")
        % {"of": sheet.of, "group": sheet.group, "rank": rank_words(line)},
    ]
    if line.alike and not names:
        said.append(
            ngettext(
                "It cannot be told apart from %(n)d other organ of its group.",
                "It cannot be told apart from %(n)d other organs of its group.",
                len(line.alike),
            )
            % {"n": len(line.alike)}
        )
    elif line.alike:
        said.append(
            gettext("It cannot be told apart from: %(names)s.") % {"names": "、".join(line.alike)}
        )
    else:
        said.append(gettext("Every difference to the others of its group is clear."))
    return said
