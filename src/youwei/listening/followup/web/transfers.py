"""Matters on their way to other bodies, by the day on which these should have confirmed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from youwei.kernel import clock
from youwei.listening.complaints.access import check_triages
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.queries.transfers import door_of, under_way
from youwei.listening.followup.rules.transferring import State
from youwei.listening.followup.words import AGREED, TRANSFER_STATES
from youwei.ui.gate import actor_of, only

PAGE = 30


@never_cache
@only(check_triages)
def overview(request: HttpRequest) -> HttpResponse:
    page = Paginator(under_way(actor_of(request)), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Transfers to other bodies"),
        "lead": _("The office answers for a matter until the other body has confirmed it."),
        "page": page,
        "rows": [_row(transfer) for transfer in page.object_list],
        "nothing_title": _("No matter is on its way to another body."),
        "nothing_more": _("A matter is transferred on its own page."),
    }
    return render(request, "followup/desk/transfers.html", context)


def _row(transfer: Transfer) -> tuple[Transfer, object, object, str]:
    agreed = transfer.state == State.PREPARED and transfer.consented_at is not None
    word = AGREED if agreed else TRANSFER_STATES[State(transfer.state)]
    late = transfer.confirm_on is not None and transfer.confirm_on < clock.today()
    return transfer, door_of(transfer).name, word, "overdue" if late else ""
