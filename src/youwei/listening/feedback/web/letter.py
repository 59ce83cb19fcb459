"""反馈函: the released words, to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound
from youwei.listening.feedback.access import check_enters
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.queries.letters import letter as letter_of
from youwei.listening.feedback.queries.letters import released_items
from youwei.listening.feedback.web.export import themes_of
from youwei.listening.feedback.web.overview import due_of
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
            {"item": item, "themes": themes_of(batch, item), "duty": item.duty}
            for item in released_items(batch)
        ],
    }
    return render(request, "feedback/letter.html", context)


def _found(request: HttpRequest, number: str) -> Batch:
    batch = letter_of(actor_of(request), number)
    if batch is None:
        raise NotFound
    return batch
