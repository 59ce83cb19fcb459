"""My exports, what waits for my approval, and the way from a list to a file."""

from io import BytesIO

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from youwei.foundation.exports import operations
from youwei.foundation.exports.access import check_asks, moves_for
from youwei.foundation.exports.models import QUERY_LENGTH, REASON_LENGTH, Export
from youwei.foundation.exports.offers import Source, covered_by, source_of
from youwei.foundation.exports.queries import limits, listed, to_decide
from youwei.foundation.exports.rules.states import State
from youwei.foundation.exports.words import STATE_WORDS
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

PER_PAGE = 30
MOVES = {
    "approve": operations.approve_export,
    "refuse": operations.refuse_export,
    "withdraw": operations.withdraw_export,
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("What the file is for and who gets it."),
    )
    form = forms.ChoiceField(label=_("File"), choices=[])

    def __init__(self, *args: object, source: Source, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, one.upper()) for one in source.forms]
        if len(source.forms) == 1:
            field.widget = forms.HiddenInput()
        field.initial = source.forms[0]


@only(check_asks)
@require_safe
@never_cache
def exports(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mine = listed(actor).filter(requested_by=actor.account_id)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": [_row(one) for one in to_decide(actor)[:PER_PAGE]],
        "page": page,
        "rows": [_row(one) for one in page.object_list],
    }
    return render(request, "exports/exports.html", context)


@only(check_asks)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, app: str, table: str) -> HttpResponse:
    """The filter stands in the address, as the list has it."""
    source, actor = source_of(f"{app}.{table}"), actor_of(request)
    query = request.GET.urlencode()
    if source is None or len(query) > QUERY_LENGTH:
        raise NotFound
    asked = {"form": request.GET["form"]} if request.GET.get("form") in source.forms else {}
    form = ReasonForm(request.POST or None, source=source, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.request_export(
                actor=actor, source=source.code, query=query, **form.cleaned_data
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("exports:export", pk=made.pk)
    bounds = limits()
    keys = source.rows(actor, QueryDict(query), bounds.most)
    context = {
        "form": form,
        "source": source,
        "said": source.said(actor, QueryDict(query)),
        "count": min(len(keys), bounds.most),
        "too_many": len(keys) > bounds.most,
        "by_rule": len(keys) <= bounds.by_rule and source.own(actor, keys),
        "bounds": bounds,
        "back": source.back(query),
    }
    return render(request, "exports/new.html", context, status=422 if form.errors else 200)


@only(check_asks)
@require_safe
@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), _of(request, pk)
    source = source_of(found.source)
    own = found.requested_by_id == actor.account_id
    if source is None or not (own or covered_by(actor, found)):
        raise NotFound
    said = () if found.emptied_at else source.said(_requester(found), QueryDict(found.query))
    context = {
        "row": _row(found),
        "export": found,
        "said": said,
        "moves": moves_for(actor, found),
        "own": own,
    }
    return render(request, "exports/export.html", context)


@only(check_asks)
@require_POST
def decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    if move not in MOVES:
        raise NotFound
    MOVES[move](actor=actor_of(request), export=_of(request, pk))
    return redirect("exports:export", pk=pk)


@only(check_asks)
@require_POST
@never_cache
def download(request: HttpRequest, pk: int) -> FileResponse:
    made = operations.fetch_export(actor=actor_of(request), export=_of(request, pk))
    return as_attachment(BytesIO(made.content), made.name, made.media_type)


def _of(request: HttpRequest, pk: int) -> Export:
    return get_object_or_404(listed(actor_of(request)), pk=pk)


def _requester(export: Export) -> Actor:
    return actor_for(export.requested_by, clock.today())


def _row(export: Export) -> dict[str, object]:
    source = source_of(export.source)
    over = export.state == State.APPROVED and export.expires_at <= clock.now()
    return {
        "export": export,
        "what": source.label if source else export.source,
        "state": STATE_WORDS[State.EXPIRED if over else State(export.state)],
        "deciders": [one.account.name for one in export.deciders.all()],
    }
