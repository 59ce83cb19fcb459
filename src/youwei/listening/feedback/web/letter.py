"""反馈函: the released words, to print, and as a workbook for the organ."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.duties.words import STATE_WORDS as DUTY_WORDS
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound
from youwei.kernel.workbook import MEDIA_TYPE, Sheet, write_sheets
from youwei.listening.feedback.access import check_enters
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.queries.letters import letter as letter_of
from youwei.listening.feedback.queries.letters import released_items
from youwei.listening.feedback.web.overview import due_of
from youwei.ui.bilingual import said
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, only


@only(check_enters)
def letter(request: HttpRequest, number: str) -> HttpResponse:
    batch = _found(request, number)
    rules = rules_of(batch.campaign).feedback
    context = {
        "batch": batch,
        "due": due_of(batch),
        "sent": clock.day_of(batch.released_at) if batch.released_at else None,
        "objection": rules_of(batch.campaign).duties.objection.term,
        "clause": rules.rectification.clause if rules else None,
        "items": [
            {"item": item, "themes": _themes(batch, item), "duty": item.duty}
            for item in released_items(batch)
        ],
    }
    return render(request, "feedback/letter.html", context)


@only(check_enters)
def export(request: HttpRequest, number: str) -> FileResponse:
    """The released items; nothing of what stands behind them."""
    batch = _found(request, number)
    head = [
        _("No."),
        _("Themes"),
        _("Problem"),
        _("What is demanded"),
        _("Due on"),
        _("Checked by"),
        _("Duty"),
        _("State"),
    ]
    rows = [
        [
            str(place),
            " · ".join(_themes(batch, item)),
            item.text,
            item.demand,
            item.duty.due_on.isoformat(),
            item.duty.verifier.name,
            item.duty.number,
            str(DUTY_WORDS[DutyState(item.duty.state)]),
        ]
        for place, item in enumerate(released_items(batch), start=1)
        if item.duty is not None
    ]
    widths = (6, 24, 60, 60, 12, 24, 18, 16)
    sheet = Sheet(title=_("Central feedback"), headings=head, rows=rows, widths=widths)
    return as_attachment(BytesIO(write_sheets([sheet])), f"{batch.number}.xlsx", MEDIA_TYPE)


def _found(request: HttpRequest, number: str) -> Batch:
    batch = letter_of(actor_of(request), number)
    if batch is None:
        raise NotFound
    return batch


def _themes(batch: Batch, item: Item) -> list[str]:
    names = {theme.code: said(theme.name) for theme in rules_of(batch.campaign).themes}
    return [names.get(theme.code, theme.code) for theme in item.themes.all()]
