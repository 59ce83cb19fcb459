"""The list, and one disclosure. What was said is shown in the answer to a press only, on record."""

from io import BytesIO

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.foundation.organs.models import Organ
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.disclosures.access import check_receives, own_key
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.operations.opening import Opened, open_disclosure, open_file
from youwei.listening.disclosures.operations.thread import take_up
from youwei.listening.disclosures.queries import desk as queries
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules.contents import Reporter
from youwei.listening.disclosures.rules.refusals import Recused
from youwei.listening.disclosures.web.desk_forms import AskForm, Held, UnlockForm
from youwei.listening.disclosures.web.desk_identity import moves_of
from youwei.listening.disclosures.web.desk_steps import STEPS, steps_for
from youwei.listening.disclosures.web.unlocking import held, needed, remember
from youwei.listening.disclosures.words import (
    CLEARED_WORDS,
    REASON_WORDS,
    SAID_WORDS,
    STATE_WORDS,
    WAY_WORDS,
)
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import offers

PAGE = 30


@never_cache
@only(check_receives)
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    key, ended = queries.key_of(actor), "ended" in request.GET
    found = queries.disclosures(actor, ended=ended)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "key": key,
        "ended": ended,
        "page": page,
        "rows": [(STATE_WORDS[row.state], row) for row in queries.rows(list(page.object_list))],
        "unlocked": held(request, key) is not None,
    }
    return render(request, "disclosures/desk/overview.html", context)


@never_cache
@only(check_receives)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, queries.one(actor_of(request), pk))


@require_POST
@only(check_receives)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """With the passphrase, or while the key is unlocked."""
    actor = actor_of(request)
    disclosure, key = queries.one(actor, pk), own_key(actor)
    secret, form = held(request, key), UnlockForm(request.POST)
    if secret is None:
        if not form.is_valid():
            return page_of(request, disclosure, unlock=form)
        try:
            secret = unlocked(key, form.cleaned_data["passphrase"])
        except Refusal as refusal:
            add_refusal(form, refusal)
            return page_of(request, disclosure, unlock=form)
    opened = open_disclosure(actor=actor, disclosure=disclosure, secret=secret)
    if opened.recused:
        raise Recused
    answer = page_of(request, disclosure, opened=opened, unlocked=True)
    remember(answer, request, key, secret)
    return answer


@require_POST
@only(check_receives)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    disclosure = queries.one(actor_of(request), pk)
    if name not in STEPS:
        raise NotFound
    actor = actor_of(request)
    key = own_key(actor)
    secret = held(request, key)
    thing = Held(disclosure, locked=secret is None)
    form = STEPS[name].form(request.POST, thing=thing, prefix=name)
    if not form.is_valid():
        return page_of(request, disclosure, failed=(name, form))
    given = form.cleaned_data
    try:
        secret = secret or unlocked(key, given["passphrase"])
        STEPS[name].run(actor, thing, given | {"secret": secret})
    except Refusal as refusal:
        add_refusal(form, refusal)
        return page_of(request, disclosure, failed=(name, form))
    answer = redirect("disclosures:disclosure", pk=pk)
    if thing.locked:
        remember(answer, request, key, secret)
    return answer


@require_POST
@only(check_receives)
def taken_up(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    disclosure = queries.one(actor_of(request), pk)
    actor = actor_of(request)
    secret = needed(request, own_key(actor))
    take_up(actor=actor, entry=queries.entry_of(disclosure, entry), secret=secret)
    return redirect("disclosures:disclosure", pk=pk)


@require_POST
@only(check_receives)
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Opened in memory and handed out; each time is recorded."""
    actor = actor_of(request)
    disclosure = queries.one(actor, pk)
    secret = needed(request, own_key(actor))
    found = open_file(actor=actor, disclosure=disclosure, file_id=file, secret=secret)
    if found is None:
        raise Recused
    return as_attachment(BytesIO(found.content), found.name, found.media_type)


def page_of(
    request: HttpRequest,
    disclosure: Disclosure,
    *,
    opened: Opened | None = None,
    unlocked: bool = False,
    unlock: UnlockForm | None = None,
    failed: tuple[str, Form] | None = None,
    asked: AskForm | None = None,
    reporter: Reporter | None = None,
) -> HttpResponse:
    actor, row = actor_of(request), queries.row(disclosure)
    lines = opened.lines if opened else ()
    is_unlocked = unlocked or held(request, queries.key_of(actor)) is not None
    thing = Held(disclosure, locked=not is_unlocked)
    organ = next((line.organ for line in lines if line.organ), None)
    context = {
        "disclosure": disclosure,
        "pk": disclosure.pk,
        "row": row,
        "state_word": STATE_WORDS[row.state],
        "move_view": "disclosures:move",
        "offers": offers(STEPS, steps_for(actor, disclosure), thing, failed),
        "failed": failed[1] if failed else None,
        "opened": opened is not None,
        "thread": [(SAID_WORDS[line.said], line) for line in lines],
        "organ": Organ.objects.filter(pk=organ).first() if organ else None,
        "unlocked": is_unlocked,
        "unlock": unlock or UnlockForm(),
        "suffering": disclosure.entries.filter(due_on__isnull=False, taken_up_on=None).defer(
            "sealed"
        ),
        "disposals": [(WAY_WORDS[one.way], one.on) for one in disclosure.disposals.all()],  # type: ignore[index]
        "clarifications": [
            (CLEARED_WORDS[one.how], one.on)  # type: ignore[index]
            for one in disclosure.clarifications.all()
        ],
        "has_identity": queries.has_identity(disclosure),
        "openings": [
            (REASON_WORDS[one.reason], one, moves_of(actor, one))  # type: ignore[index]
            for one in queries.openings(disclosure)
        ],
        "ask": asked or AskForm(),
        "reporter": reporter,
    }
    wrong = failed or asked or (unlock and unlock.errors)
    return render(
        request, "disclosures/desk/disclosure.html", context, status=422 if wrong else 200
    )
