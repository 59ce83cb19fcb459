"""Channels: how much comes in by each, and the tokens and forms of partners."""

from collections.abc import Callable

from csp.constants import SELF
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.rulebook.rules.channels import Channel, Entry
from youwei.kernel import clock
from youwei.kernel.refusal import Refusal
from youwei.listening.channels.access import (
    can_keep_channels,
    check_keeps_channels,
    check_sees_channels,
)
from youwei.listening.channels.models import Frame
from youwei.listening.channels.operations.offering import offer_form, set_origins
from youwei.listening.channels.queries.frames import (
    frames_of,
    origins_of,
    received,
    tokens_of,
)
from youwei.listening.channels.rules.origins import origins_of as read_origins
from youwei.listening.channels.rules.takers import embeds
from youwei.listening.channels.web.embed import public_address
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.tokens import (
    NAME_LIMIT,
    IssuedToken,
    issue_channel_token,
    revoke_channel_token,
)
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


class OriginsForm(forms.Form):
    origins = forms.CharField(
        required=False,
        max_length=3_000,
        label=_("Origins in whose frames the form may stand"),
        help_text=_("One in a line, such as https://www.example.org. None: it stands nowhere."),
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
    )


class OfferForm(OriginsForm):
    field_order = ("channel", "name", "origins")
    ids = "id_%s"

    def __init__(
        self, *args: object, campaign: Campaign, wanted: Callable[[Channel], bool]
    ) -> None:
        super().__init__(*args, auto_id=self.ids)  # type: ignore[arg-type,misc]
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel"),
            choices=[
                (one.code, said(one.name)) for one in rules_of(campaign).channels if wanted(one)
            ],
        )
        self.fields["name"] = WordsField(
            limit=NAME_LIMIT,
            one_line=True,
            label=_("Whose site or program it is"),
            help_text=_("The journal shows it beside what comes in."),
        )
        self.order_fields(self.field_order)


class IssueForm(OfferForm):
    """For a program, which needs no frame."""

    ids = "id_issue_%s"
    origins = None  # type: ignore[assignment]


def programs(channel: Channel) -> bool:
    return channel.entry is Entry.PROGRAM and not channel.form_only


@only(check_sees_channels)
@require_safe
@never_cache
def channels(request: HttpRequest) -> HttpResponse:
    return _page(request, for_intake(clock.today()))


@only(check_keeps_channels)
@require_POST
@never_cache
def offer(request: HttpRequest) -> HttpResponse:
    campaign = for_intake(clock.today())
    form = OfferForm(request.POST, campaign=campaign, wanted=embeds)
    if form.is_valid():
        given = form.cleaned_data
        try:
            offered = offer_form(
                actor=actor_of(request),
                campaign=campaign,
                channel=given["channel"],
                name=given["name"],
                origins=read_origins(given["origins"]),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("channels:frame", pk=offered.frame.pk)
    return _page(request, campaign, offer_form=form)


@only(check_keeps_channels)
@require_POST
@never_cache
def issue(request: HttpRequest) -> HttpResponse:
    """The secret stands on this one answer and on no page after it."""
    campaign = for_intake(clock.today())
    form = IssueForm(request.POST, campaign=campaign, wanted=programs)
    issued = None
    if form.is_valid():
        try:
            issued = issue_channel_token(
                actor=actor_of(request), campaign=campaign, **form.cleaned_data
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
    return _page(request, campaign, issue_form=None if issued else form, issued=issued)


@only(check_keeps_channels)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ChannelToken.objects.select_related("campaign"), pk=pk)
    revoke_channel_token(actor=actor_of(request), token=token)
    return redirect("channels:list")


@only(check_keeps_channels)
@require_safe
@never_cache
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    found = _frame(request, pk)
    lines = "\n".join(origins_of(found))
    return _frame_page(request, found, OriginsForm(initial={"origins": lines}))


@only(check_keeps_channels)
@require_POST
def origins(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _frame(request, pk), OriginsForm(request.POST)
    if form.is_valid():
        try:
            set_origins(
                actor=actor_of(request),
                frame=found,
                origins=read_origins(form.cleaned_data["origins"]),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("channels:frame", pk=pk)
    return _frame_page(request, found, form)


def _frame(request: HttpRequest, pk: int) -> Frame:
    return get_object_or_404(frames_of(actor_of(request)), pk=pk)


def _frame_page(request: HttpRequest, found: Frame, form: OriginsForm) -> HttpResponse:
    names = {one.code: one.name for one in rules_of(found.token.campaign).channels}
    context = {
        "frame": found,
        "token": found.token,
        "channels": names,
        "form": form,
        "origins": origins_of(found),
        "script": request.build_absolute_uri(public_address("script", found.public_id)),
        "address": request.build_absolute_uri(public_address("door", found.public_id)),
    }
    status = 422 if form.errors else 200
    answer = render(request, "channels/frame_page.html", context, status=status)
    answer._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # the trial
    return answer


def _page(
    request: HttpRequest,
    campaign: Campaign,
    *,
    offer_form: OfferForm | None = None,
    issue_form: IssueForm | None = None,
    issued: IssuedToken | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    keeps = can_keep_channels(actor)
    context: dict[str, object] = {
        "channels": {one.code: one.name for one in rules_of(campaign).channels},
        "keeps": keeps,
        "issued": issued,
        "table": None if keeps else received(actor, campaign),
    }
    if keeps:
        context |= {
            "tokens": tokens_of(actor),
            "offer_form": offer_form or OfferForm(campaign=campaign, wanted=embeds),
            "issue_form": issue_form or IssueForm(campaign=campaign, wanted=programs),
        }
    wrong = offer_form is not None or issue_form is not None
    return render(request, "channels/channels.html", context, status=422 if wrong else 200)
