"""The page of the models: what they learned from, how well they do, what they never see."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal
from youwei.listening.sorting.access import (
    campaigns_seen,
    can_govern,
    check_governs,
    check_sees_models,
)
from youwei.listening.sorting.models import Learned
from youwei.listening.sorting.operations.learning import keep_models, switch
from youwei.listening.sorting.queries.models import is_on, present_models
from youwei.listening.sorting.queries.practice import Practice, in_practice
from youwei.listening.sorting.queries.teaching import teach
from youwei.listening.sorting.rules.targets import Suggestion, Target
from youwei.listening.sorting.web.names import names_of
from youwei.listening.sorting.words import TARGET_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import in_words

STEP = 5  # counts are shown in steps: nobody learns from them of a case that they may not know

ENOUGH = 10  # decisions from which on a share of them is shown


@dataclass(frozen=True, slots=True)
class LabelLine:
    name: str
    cases: int
    recall: int
    precision: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """Shares in percent."""

    target: Promise
    row: Learned
    cases: int
    accuracy: int
    macro_f1: int
    silent: int
    right_when_spoken: int | None
    spoken: int | None  # in practice; None where too few were decided to say
    taken: int
    labels: tuple[LabelLine, ...]


@dataclass(frozen=True, slots=True)
class OfCampaign:
    campaign: Campaign
    on: bool
    governs: bool
    settings: object
    models: tuple[Model, ...]


@only(check_sees_models)
@require_safe
@never_cache
def models(request: HttpRequest) -> HttpResponse:
    return _page(request)


@only(check_sees_models)
@require_POST
def learn(request: HttpRequest, pk: int) -> HttpResponse:
    """Learning takes seconds; it is done before anything is locked."""
    actor, campaign = actor_of(request), _campaign(request, pk)
    check_governs(actor, campaign)
    try:
        keep_models(actor=actor, campaign=campaign, taught=teach(campaign))
    except Refusal as refusal:
        return _page(request, refused=refusal)
    return redirect("sorting:models")


@only(check_sees_models)
@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    actor, campaign = actor_of(request), _campaign(request, pk)
    switch(actor=actor, campaign=campaign, on=request.POST.get("on") == "1")
    return redirect("sorting:models")


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns_seen(actor_of(request)), pk=pk)


def _page(request: HttpRequest, refused: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = campaigns_seen(actor).select_related("jurisdiction", "rulebook_version")
    shown = [_of(actor, campaign) for campaign in found.order_by("-starts", "pk")[:10]]
    context = {
        "campaigns": shown,
        "step": STEP,
        "enough": ENOUGH,
        "refused": in_words(refused) if refused else "",
    }
    return render(request, "sorting/models.html", context, status=409 if refused else 200)


def _of(actor: Actor, campaign: Campaign) -> OfCampaign:
    rows = present_models(campaign)
    wanted = [
        Suggestion(t, one["label"]) for t, row in rows.items() for one in row.report["labels"]
    ]
    names, practice = names_of(campaign, wanted), in_practice(campaign)
    return OfCampaign(
        campaign=campaign,
        on=is_on(campaign),
        governs=can_govern(actor, campaign),
        settings=rules_of(campaign).sorting,
        models=tuple(
            _model(target, rows[target], names, practice[target])
            for target in Target
            if target in rows
        ),
    )


def _model(
    target: Target, row: Learned, names: dict[tuple[Target, str], str], practice: Practice
) -> Model:
    report: dict[str, Any] = row.report
    labels = (
        LabelLine(
            name=names[target, one["label"]],
            cases=_stepped(one["texts"]),
            recall=_percent(one["recall"]),
            precision=None if one["precision"] is None else _percent(one["precision"]),
        )
        for one in report["labels"]
    )
    spoken = report["right_when_spoken"]
    enough = practice.spoken >= ENOUGH
    return Model(
        target=TARGET_WORDS[target],
        row=row,
        cases=_stepped(report["texts"]),
        accuracy=_percent(report["accuracy"]),
        macro_f1=_percent(report["macro_f1"]),
        silent=_percent(1 - report["spoken"]),
        right_when_spoken=None if spoken is None else _percent(spoken),
        spoken=_stepped(practice.spoken) if enough else None,
        taken=_percent(practice.taken / practice.spoken) if enough else 0,
        labels=tuple(sorted(labels, key=lambda one: (-one.cases, one.name))),
    )


def _stepped(n: int) -> int:
    return n // STEP * STEP


def _percent(share: float) -> int:
    return round(share * 100)
