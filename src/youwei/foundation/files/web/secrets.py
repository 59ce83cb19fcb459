"""Files that may hold secrets: set aside with one press, decided about by another person."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.files.access.owners import page_of
from youwei.foundation.files.access.secrets import check_enters
from youwei.foundation.files.models import EvidenceFile, Quarantine
from youwei.foundation.files.operations import purge, release, set_aside
from youwei.foundation.files.queries.secrets import one_set_aside, set_aside_for
from youwei.foundation.files.rules.outcomes import REASON_LIMIT, Outcome
from youwei.kernel.refusal import NotFound, Refusal
from youwei.ui.fields import WordsField
from youwei.ui.gate import actor_of, only, signed_in
from youwei.ui.refusals import add_refusal

PAGE = 30


class DecisionForm(Form):
    reason = WordsField(
        limit=REASON_LIMIT,
        rows=3,
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("They stay in the record. Repeat nothing that the file says."),
    )


@require_POST
@signed_in
def aside(request: HttpRequest, file: int) -> HttpResponse:
    found = EvidenceFile.objects.filter(pk=file).first()
    if found is None:
        raise NotFound
    set_aside(actor=actor_of(request), file=found)
    return redirect(page_of(found.origin))


@never_cache
@require_safe
@only(check_enters)
def overview(request: HttpRequest) -> HttpResponse:
    rows = set_aside_for(actor_of(request))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Files set aside"),
        "lead": _("They may hold secrets. Nobody can open them until a second person decided."),
        "page": page,
        "nothing_title": _("No file was set aside."),
        "nothing_more": _("Whoever reads a file can set it aside beside its name."),
    }
    return render(request, "files/overview.html", context)


@never_cache
@require_safe
@only(check_enters)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@only(check_enters)
def decide(request: HttpRequest, pk: int, outcome: str) -> HttpResponse:
    found, form = _found(request, pk), DecisionForm(request.POST, prefix=outcome)
    if outcome not in {one.value for one in Outcome}:
        raise NotFound
    if not form.is_valid():
        return _page(request, found, failed=form)
    run = purge if outcome == Outcome.PURGED else release
    try:
        run(actor=actor_of(request), quarantine=found, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, failed=form)
    return redirect("files:one", pk=pk)


def _found(request: HttpRequest, pk: int) -> Quarantine:
    found = one_set_aside(actor_of(request), pk)
    if found is None:
        raise NotFound
    return found.quarantine


def _page(
    request: HttpRequest, quarantine: Quarantine, *, failed: DecisionForm | None = None
) -> HttpResponse:
    row = one_set_aside(actor_of(request), quarantine.pk)
    if row is None:
        raise NotFound
    forms = {outcome: DecisionForm(prefix=outcome) for outcome in Outcome}
    if failed is not None:
        forms[Outcome(str(failed.prefix))] = failed
    context = {
        "row": row,
        "belongs_to": page_of(quarantine.file.origin),
        "release": forms[Outcome.RELEASED],
        "purge": forms[Outcome.PURGED],
        "next_words": _("Another person of the office or of the leading group decides."),
    }
    return render(request, "files/one.html", context, status=422 if failed else 200)
