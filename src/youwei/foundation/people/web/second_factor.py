"""Where somebody without a second factor is led; nothing else of the desk opens to them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import has_factor
from youwei.ui.gate import actor_of, signed_in


@signed_in
@require_safe
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    if has_factor(Account.objects.get(pk=actor_of(request).account_id or 0)):
        return redirect("mfa_index")
    required = settings.YOUWEI_SECOND_FACTOR
    # The places of the desk would all lead back here.
    context = {"required": required, **({"desk_nav": ()} if required else {})}
    return render(request, "people/second_factor.html", context)
