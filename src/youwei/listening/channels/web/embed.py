"""The public form in a frame of a partner's site, and the script that puts it there.

Browsers keep cookies of framed pages from us, so no form here carries a token of a cookie. It needs
none: there is no session and no account whose power another page could borrow. What stands against
floods and forgeries is the nonce that we sign and the proof of work; see docs/adr/0009.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import cast

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel.refusal import Refusal
from youwei.listening.channels.access import check_keeps_channels
from youwei.listening.channels.models import Frame
from youwei.listening.channels.queries.frames import frame_of, frames_of, origins_of
from youwei.listening.channels.rules.refusals import FormGone
from youwei.listening.complaints.queries.entrances import Entrance
from youwei.listening.complaints.queries.tokens import is_open
from youwei.ui.gate import actor_of, anyone, only

AROUND = "channels/frame.html"
PUBLIC = "youwei.config.urls_public"  # its addresses are the same in every face
Step = Callable[..., HttpResponseBase]


def framed(step: Step) -> Step:
    """The step of the public form, for the sites that the token names and no others."""

    @wraps(step)
    def run(request: HttpRequest, key: str) -> HttpResponseBase:
        frame = frame_of(key)
        if frame is None:
            return _gone(request)
        origins = origins_of(frame)
        offered = frame.token.revoked_at is None and is_open(frame.token)
        if not offered or _comes_from_elsewhere(request):
            return _in_frames_of(_gone(request), origins)
        try:
            answer = step(request, entrance=_entrance(frame))
        except Refusal as refusal:  # the page of refusals could not be shown in a frame
            answer = _refused(request, refusal)
        return _in_frames_of(answer, origins)

    return csrf_exempt(anyone(never_cache(run)))


def tried(step: Step) -> Step:
    """The same for the administrator who tries it at the desk; what is sent is thrown away."""

    @wraps(step)
    def run(request: HttpRequest, pk: int) -> HttpResponseBase:
        frame = get_object_or_404(frames_of(actor_of(request)), pk=pk)
        if request.method == "POST":
            return _in_frames_of(render(request, "channels/tried.html"), [SELF])
        return _in_frames_of(step(request, entrance=_trial(frame)), [SELF])

    return cast("Step", only(check_keeps_channels)(run))


@anyone
@require_safe
def script(request: HttpRequest, key: str) -> HttpResponse:
    """One line in the partner's page loads it; it makes the frame and gives it its height."""
    answer = render(request, "channels/embed.js", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"  # a partner's page loads it
    return answer


def public_address(name: str, key: str) -> str:
    return reverse(f"embed:{name}", kwargs={"key": key}, urlconf=PUBLIC)


def _entrance(frame: Frame) -> Entrance:
    def at(name: str) -> str:
        return public_address(name, frame.public_id)

    return _around(
        frame.token.campaign,
        frame.token.channel,
        door=at("door"),
        new=at("new"),
        allegation=at("allegation"),
    )


def _trial(frame: Frame) -> Entrance:
    def at(name: str) -> str:
        return reverse(f"channels:{name}", kwargs={"pk": frame.pk})

    return _around(
        frame.token.campaign,
        frame.token.channel,
        door=at("try"),
        new=at("try_new"),
        allegation=at("try_allegation"),
    )


def _around(campaign: Campaign, channel: str, *, door: str, new: str, allegation: str) -> Entrance:
    return Entrance(
        campaign=campaign,
        channel=channel,
        door=door,
        new=new,
        allegation=allegation,
        challenge=reverse("complaints:challenge", urlconf=PUBLIC),
        status=reverse("complaints:status", urlconf=PUBLIC),
        around=AROUND,
        framed=True,
    )


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """A form that another page sends in our name. Ours sends our own origin along."""
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return request.method == "POST" and origin not in ("", own)


def _gone(request: HttpRequest) -> HttpResponse:
    return _refused(request, FormGone())


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context = {"refusal": refusal, "platform": reverse("complaints:door", urlconf=PUBLIC)}
    return render(request, "channels/gone.html", context, status=refusal.status)


def _in_frames_of(answer: HttpResponseBase, origins: Sequence[str]) -> HttpResponseBase:
    answer._csp_replace = {"frame-ancestors": list(origins) or [NONE]}  # type: ignore[attr-defined]
    answer.xframe_options_exempt = True  # type: ignore[attr-defined]
    return answer
