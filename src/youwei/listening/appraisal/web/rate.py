"""The ballot, for whoever has a code: open, answer, send. No session, no account, no trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.kernel.refusal import Refusal
from youwei.listening.appraisal.queries.ballots import Paper, paper_of
from youwei.listening.appraisal.rules.refusals import CodeSpent
from youwei.listening.appraisal.web.ballot_form import BallotForm, CodeForm, draft_of, new_nonce
from youwei.listening.appraisal.writing.casting import cast
from youwei.ui.gate import anyone
from youwei.ui.refusals import add_refusal


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """The code comes by hand, or behind the # of a link, which no server and no log sees."""
    if request.method != "POST":
        return _door_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _door_page(request, form, status=422)
    try:
        paper = paper_of(form.cleaned_data["code"])
        if paper.spent:
            raise CodeSpent(field="code")
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _door_page(request, form, status=refusal.status)
    code = form.cleaned_data["code"]
    return _ballot_page(
        request, BallotForm(paper=paper, initial={"code": code, "nonce": new_nonce()}), code
    )


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("appraisal_public:door")
    code = request.POST.get("code", "")
    try:
        paper = paper_of(code)
        form = BallotForm(request.POST, paper=paper)
        if not form.is_valid():
            return _ballot_page(request, form, code, status=422)
        again = _cast(paper, form)
    except CodeSpent as refusal:
        return _refused(request, code, refusal)
    except Refusal as refusal:
        if refusal.field == "code":
            return _refused(request, code, refusal)
        add_refusal(form, refusal)
        return _ballot_page(request, form, code, status=refusal.status)
    return render(request, "appraisal/public/sent.html", {"again": again, "draft": draft_of(code)})


def _cast(paper: Paper, form: BallotForm) -> bool:
    return cast(paper, form.choices(), nonce=form.cleaned_data["nonce"])


def _door_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "appraisal/public/door.html", {"form": form}, status=status)


def _refused(request: HttpRequest, code: str, refusal: Refusal) -> HttpResponse:
    form = CodeForm({"code": code})
    form.is_valid()
    add_refusal(form, refusal)
    return _door_page(request, form, status=refusal.status)


def _ballot_page(
    request: HttpRequest, form: BallotForm, code: str, status: int = 200
) -> HttpResponse:
    paper = form.paper
    context = {
        "form": form,
        "paper": paper,
        "sections": list(form.sections()),
        "draft": draft_of(code),
        "seconds": paper.rules.quality.seconds,
    }
    return render(request, "appraisal/public/ballot.html", context, status=status)
