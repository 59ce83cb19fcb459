"""A recipient asks for an original by its number, and opens it with a reason."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from youwei.kernel.refusal import Refusal
from youwei.listening.disclosures.access import check_receives, own_key
from youwei.listening.disclosures.operations.originals import open_as_evidence
from youwei.listening.disclosures.queries.originals import original_key
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.web.desk_forms import FindOriginalForm, OriginalForm
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@never_cache
@only(check_receives)
def find(request: HttpRequest) -> HttpResponse:
    form = FindOriginalForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            original_key(actor_of(request), number)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("disclosures:original", number=number)
    status = 422 if form.is_bound else 200
    return render(request, "disclosures/desk/originals.html", {"form": form}, status=status)


@sensitive_post_parameters()
@never_cache
@only(check_receives)
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    actor = actor_of(request)
    original = original_key(actor, number).original
    form = OriginalForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            secret = unlocked(own_key(actor), given["passphrase"])
            found = open_as_evidence(actor=actor, number=number, secret=secret, need=given["need"])
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            return FileResponse(
                BytesIO(found.content),
                as_attachment=True,
                filename=found.name,
                content_type="application/octet-stream",
            )
    elif form.is_bound:
        status = 422
    context = {"form": form, "original": original}
    return render(request, "disclosures/desk/original.html", context, status=status)
