"""Called by WeChat's server: answered at once, since it waits five seconds and then asks again.

The chat only opens the form. What somebody writes there has been read by WeChat already, so it is
not taken in, not stored and not logged, and everybody gets the same doors.
"""

import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN
from youwei.kernel.refusal import NotFound
from youwei.listening.wechat.access import account
from youwei.listening.wechat.operations import Turn, forget_person, take_code
from youwei.listening.wechat.rules.account import OfficialAccount
from youwei.listening.wechat.rules.messages import (
    BYTES,
    Message,
    envelope,
    in_time,
    message,
    reply,
    sealed_reply,
)
from youwei.listening.wechat.rules.sealing import NotFromWechat, check_signature, signature
from youwei.ui.gate import anyone

DONE = "success"  # WeChat's own word for: nothing to say
# Events behind which a person waits. Whatever else is told, now or in years to come, WeChat's own
# machinery tells it: an answer would reach nobody, or somebody who asked nothing.
_ASKS = frozenset({"SUBSCRIBE", "SCAN", "CLICK", "SCANCODE_WAITMSG"})
_GOODBYES = frozenset(
    {"UNSUBSCRIBE", "USER_AUTHORIZATION_REVOKE", "USER_AUTHORIZATION_CANCELLATION"}
)


@csrf_exempt
@anyone
@never_cache
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest) -> HttpResponse:
    connected = account()
    if connected is None:
        raise NotFound
    try:
        if request.method == "GET":
            return _greeted(request, connected)
        return _heard(request, connected)
    except NotFromWechat:
        return _plain("", 403)


def _greeted(request: HttpRequest, connected: OfficialAccount) -> HttpResponse:
    """WeChat asks once whether this address is ours."""
    _check_plain(request, connected)
    return _plain(request.GET.get("echostr", "")[:200])


def _heard(request: HttpRequest, connected: OfficialAccount) -> HttpResponse:
    content = request.body
    if len(content) > BYTES:
        raise NotFromWechat
    got = message(_opened(request, connected, content))
    words = _words(got, connected)
    if not words:
        return _plain(DONE)
    now = int(clock.now().timestamp())
    answer = reply(got, words, now)
    if connected.seal is not None:
        nonce = secrets.token_hex(8)
        sealed = connected.seal.close(answer)
        sign = signature(connected.token, str(now), nonce, sealed)
        answer = sealed_reply(sealed, sign, now, nonce)
    return HttpResponse(answer, content_type="text/xml; charset=utf-8")


def _opened(request: HttpRequest, connected: OfficialAccount, content: bytes) -> bytes:
    """With a key only sealed messages are heard."""
    if connected.seal is None:
        _check_plain(request, connected)
        return content
    given = request.GET
    sealed = envelope(content)
    timestamp = given.get("timestamp", "")
    check_signature(
        given.get("msg_signature", ""), connected.token, timestamp, given.get("nonce", ""), sealed
    )
    _check_time(timestamp)
    return connected.seal.open(sealed).encode()


def _check_plain(request: HttpRequest, connected: OfficialAccount) -> None:
    given = request.GET
    timestamp = given.get("timestamp", "")
    check_signature(given.get("signature", ""), connected.token, timestamp, given.get("nonce", ""))
    _check_time(timestamp)


def _check_time(timestamp: str) -> None:
    if not in_time(timestamp, clock.now().timestamp()):
        raise NotFromWechat


def _words(got: Message, connected: OfficialAccount) -> str:
    """What the person reads; empty where there is nothing to say."""
    if got.event in _GOODBYES:
        forget_person(actor=CITIZEN, openid=got.person, mark=got.mark)
        return ""
    if got.event and got.event not in _ASKS:
        return ""
    if not got.code:
        return _doors(connected)
    turn = take_code(actor=CITIZEN, openid=got.person, code=got.code, mark=got.mark)
    if turn is Turn.FOLLOWS:
        return gettext(
            "From now on you are told here when your matter moves, without a word of what it is "
            "about. To stop it, open the status page, or leave this account."
        )
    return "\n\n".join(
        (
            gettext(
                "This code is not known, or ten minutes have passed. "
                "The status page shows a new one."
            ),
            _doors(connected),
        )
    )


def _doors(connected: OfficialAccount) -> str:
    return gettext(
        "To report something, open %(report)s\n\nTo see how far it is, open %(status)s\n\nPlease "
        "do not write here what it is about: nothing written in the chat is taken in or kept. To "
        "report that a person broke discipline or the law, call 12388."
    ) % {
        "report": connected.address(reverse("complaints:door")),
        "status": connected.address(reverse("complaints:status")),
    }


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
