"""The journal as the audit administrator reads it; nothing here changes anything."""

import re
from itertools import groupby

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from youwei.foundation.journal.access import check_audits
from youwei.foundation.journal.models import Verification
from youwei.foundation.journal.queries.reading import Line, Wanted, last_verification, sheet
from youwei.foundation.journal.queries.tree import latest_head
from youwei.foundation.journal.rules.faults import Fault
from youwei.foundation.journal.words import FAULTS
from youwei.kernel.actor import CITIZEN, SYSTEM
from youwei.kernel.events import type_names
from youwei.ui.forms import DayInput
from youwei.ui.gate import actor_of, only

NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*(-[A-Z0-9]+)+\b")


class JournalForm(forms.Form):
    kind = forms.ChoiceField(label=_("What happened"), required=False)
    who = forms.CharField(
        label=pgettext_lazy("journal", "By whom"),
        required=False,
        max_length=120,
        help_text=_("The whole name"),
    )
    about = forms.CharField(
        label=pgettext_lazy("journal", "About"),
        required=False,
        max_length=80,
        help_text=_("For example case:12"),
    )
    first = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    until = forms.DateField(label=_("Last day"), widget=DayInput, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", gettext("Everything")), *_kinds()]

    def wanted(self) -> Wanted:
        """What does not fit is left out: a filter never fails."""
        self.is_valid()
        fitting = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**fitting)


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """By app, in the order in which pages show words."""
    known = sorted(type_names.values(), key=lambda one: one.kind)
    return [
        (app, [(one.kind, gettext(one.title)) for one in some])
        for app, some in groupby(known, key=lambda one: one.kind.partition(".")[0])
    ]


@only(check_audits)
@require_safe
@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    form = JournalForm(request.GET)
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    found = sheet(actor_of(request), form.wanted(), before)
    query = request.GET.copy()
    query.pop("before", None)
    checked = last_verification()
    context = {
        "form": form,
        "lines": [_shown(line) for line in found.lines],
        "broken": [line.event.pk for line in found.lines if not line.sealed],
        "older": found.older,
        "before": before,
        "query": query.urlencode(),
        "checked": checked,
        "fault": _fault(checked),
        "head": latest_head(),
    }
    return render(request, "journal/journal.html", context)


def _shown(line: Line) -> dict[str, object]:
    event = line.event
    unnamed = {SYSTEM.label, CITIZEN.label}
    return {
        "event": event,
        "title": gettext(line.title),
        "who": gettext(event.actor_label) if event.actor_label in unnamed else event.actor_label,
        "more": " · ".join(f"{name}: {_told(value)}" for name, value in event.data.items()),
        "sealed": line.sealed,
        "place": line.place,
    }


def _told(value: object) -> str:
    """Without numbers of cases and duties: to the audit administrator `subject` names the thing."""
    return NUMBER.sub("…", str(value))


def _fault(checked: Verification | None) -> str:
    if checked is None or not checked.fault:
        return ""
    return gettext(FAULTS[Fault(checked.fault)]) % {"n": checked.first_bad}
