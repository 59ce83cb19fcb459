"""How many disclosures there were: for the office, above the threshold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from youwei.foundation.campaigns.queries import for_intake
from youwei.kernel import clock
from youwei.listening.disclosures.access import check_counts
from youwei.listening.disclosures.queries.counts import counts
from youwei.ui.gate import actor_of, only


@never_cache
@only(check_counts)
def overview(request: HttpRequest) -> HttpResponse:
    campaign = for_intake(clock.today())
    context = {"counts": counts(actor_of(request), campaign)}
    return render(request, "disclosures/desk/counts.html", context)
