"""The public page of organs that do not answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youwei.listening.followup.queries.silence import published
from youwei.ui.gate import anyone


@anyone
def unanswered(request: HttpRequest) -> HttpResponse:
    lines = published()
    context = {
        "page_title": _("Organs that do not answer"),
        "listed": [line for line in lines if not line.corrected],
        "corrected": [line for line in lines if line.corrected],
        "nothing_title": _("No organ is listed today."),
        "nothing_more": _("Who was warned is not named before two people have decided."),
    }
    response = render(request, "followup/public/unanswered.html", context)
    # Taken down here, it must not live on in a search engine (C-42).
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
