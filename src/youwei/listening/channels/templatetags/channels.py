"""What the desk's pages of the ways in write out."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from youwei.foundation.rulebook.rules.words import Words
from youwei.kernel.refusal import gettext_noop
from youwei.listening.channels.access import (
    can_bring_files,
    can_see_boxes,
    can_supervise,
    can_take_down,
)
from youwei.ui.bilingual import said

register = template.Library()

_TABS = (
    ("channels:register", gettext_noop("Calls, letters, visits"), can_take_down),
    ("channels:boxes", gettext_noop("Report boxes"), can_see_boxes),
    ("channels:reports", gettext_noop("Media"), can_bring_files),
    ("channels:forwarded", gettext_noop("Forwarded files"), can_bring_files),
    ("channels:supervisor", gettext_noop("Supervisor's finding"), can_supervise),
)


@register.simple_tag
def channel_name(names: Mapping[str, Words], code: str) -> str:
    """The channel as the rulebook calls it; its code where the rulebook has it no longer."""
    return said(names[code]) if code in names else code


@register.inclusion_tag("ui/parts/tabs.html", takes_context=True)
def ways_in(context: template.Context) -> dict[str, Any]:
    """The pages on which this person takes something in."""
    path = context["request"].path
    tabs = [
        {"url": url, "label": gettext(label), "current": path == url}
        for name, label, may in _TABS
        if may(context["actor"])
        for url in [reverse(name)]
    ]
    return {"tabs": tabs if len(tabs) > 1 else (), "label": gettext("Taking down")}
