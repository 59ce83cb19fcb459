"""What people said: opinions beside what is written from them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.access.rounds import visible_to as rounds_visible_to
from youwei.listening.appraisal.models import Round
from youwei.listening.results.access import can_approve, check_oversees
from youwei.listening.results.models import Voice
from youwei.listening.results.operations import voices
from youwei.listening.results.queries.voices import sources_behind, voices_of
from youwei.listening.results.web.choosing import chosen
from youwei.listening.results.web.forms import ReasonForm, VoiceForm
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_oversees)
def of_round(request: HttpRequest, pk: int) -> HttpResponse:
    actor, round_ = actor_of(request), _round(request, pk)
    choice = chosen(request, actor, round_)
    writes = request.method == "POST" and "show" not in request.POST
    form = VoiceForm(
        request.POST if writes else None, initial=request.POST.dict() or None, round_=round_
    )
    if writes and form.is_valid():
        try:
            given = form.cleaned_data
            voices.write(actor=actor, round_=round_, opinions=choice.ticked, **given)
            return redirect("results:voices", pk=pk)
        except Refusal as refusal:
            add_refusal(form, refusal)
    names = {theme.code: said(theme.name) for theme in rules_of(round_.campaign).themes}
    context = {
        "page_title": _("What people said"),
        "lead": _("Written anew by one person, approved by another, published with the result."),
        "round": round_,
        "form": form,
        "choice": choice,
        "enough": choice.count >= round_.threshold,
        "rows": [
            (one, names.get(one.theme, one.theme), _open(one) and can_approve(actor, one))
            for one in voices_of(round_)
        ],
    }
    status = 422 if writes else 200
    return render(request, "results/desk/voices.html", context, status=status)


@only(check_oversees)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, or send it back with reasons."""
    voice = _voice(request, pk)
    form = ReasonForm(request.POST or None, thing=voice)
    approves = "approve" in request.POST
    if request.method == "POST" and (approves or form.is_valid()):
        try:
            if approves:
                voices.approve(actor=actor_of(request), voice=voice)
            else:
                voices.send_back(
                    actor=actor_of(request), voice=voice, text=form.cleaned_data["text"]
                )
            return redirect("results:voices", pk=voice.round_id)
        except Refusal as refusal:
            if approves:
                raise
            add_refusal(form, refusal)
    themes = rules_of(voice.round.campaign).themes
    context = {
        "page_title": _("What people said"),
        "voice": voice,
        "theme": next((said(one.name) for one in themes if one.code == voice.theme), voice.theme),
        "sources": sources_behind(actor_of(request), voice),
        "form": form,
        "may": _open(voice) and can_approve(actor_of(request), voice),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "results/desk/voice.html", context, status=status)


def _open(voice: Voice) -> bool:
    return voice.approved_on is None and not voice.returned


def _round(request: HttpRequest, pk: int) -> Round:
    round_ = rounds_visible_to(actor_of(request)).select_related("campaign").filter(pk=pk).first()
    if round_ is None:
        raise NotFound
    return round_


def _voice(request: HttpRequest, pk: int) -> Voice:
    seen = rounds_visible_to(actor_of(request))
    voice = Voice.objects.select_related("round__campaign").filter(pk=pk, round__in=seen).first()
    if voice is None:
        raise NotFound
    return voice
