"""A rulebook from the shelf is checked, shown with its result, and adopted."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.foundation.campaigns.access import check_decides, party_in
from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.operations import adopt_rulebook
from youwei.foundation.campaigns.rules.states import CAMPAIGN, State
from youwei.foundation.campaigns.web.campaign import seen_campaign
from youwei.foundation.campaigns.web.forms import shelf_form
from youwei.foundation.rulebook.queries import on_shelf, shelf_ids
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.kernel.refusal import Refusal
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

SHOWN = 100  # faults on the page; whoever has more of them corrects these first


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder of the shelf as it stands now: a rulebook, or what is wrong with it."""

    folder: str
    book: Rulebook | None = None
    faults: tuple[Fault, ...] = ()


@only(check_decides)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET with `rulebook` checks it; a POST adopts it."""
    found, actor = seen_campaign(request, pk), actor_of(request)
    CAMPAIGN.move(State(found.state), "adopt", party_in(actor, found))
    given = request.POST if request.method == "POST" else request.GET
    form = shelf_form(given if "rulebook" in given else None, shelf_ids())
    checked: Checked | None = None
    if form.is_bound and form.is_valid():
        checked = _check(form.cleaned_data["rulebook"])
        if request.method == "POST" and checked.book is not None:
            try:
                path = settings.YOUWEI_RULEBOOKS / checked.folder
                adopt_rulebook(actor=actor, campaign=found, path=path)
            except RulebookError as error:  # changed between the check and the adoption
                checked = Checked(checked.folder, faults=error.faults)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                return redirect("campaigns:campaign", pk=pk)
    return _page(request, found, {"form": form, "checked": checked})


def _check(folder: str) -> Checked:
    try:
        return Checked(folder, book=on_shelf(folder))
    except RulebookError as error:
        return Checked(folder, faults=error.faults)


def _page(request: HttpRequest, found: Campaign, page: dict[str, object]) -> HttpResponse:
    checked, present = page["checked"], found.rulebook_version
    book = checked.book if isinstance(checked, Checked) else None
    faults = checked.faults if isinstance(checked, Checked) else ()
    same = book is not None and present is not None and book.digest == present.digest
    context = {**page, "campaign": found, "same": same, "faults": faults[:SHOWN], "shown": SHOWN}
    refused = request.method == "POST"
    return render(request, "campaigns/adopt.html", context, status=422 if refused else 200)
