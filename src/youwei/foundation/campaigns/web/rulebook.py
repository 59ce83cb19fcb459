"""The rulebook in force of a campaign, to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.campaigns.web.campaign import seen_campaign
from youwei.foundation.campaigns.web.rule_lines import sections
from youwei.ui.gate import signed_in


@signed_in
@require_safe
def rulebook(request: HttpRequest, pk: int) -> HttpResponse:
    """Raises NoRulebook where the campaign has none yet."""
    found = seen_campaign(request, pk)
    book = rules_of(found)
    context = {"campaign": found, "book": book, "sections": sections(book)}
    return render(request, "campaigns/rulebook.html", context)
