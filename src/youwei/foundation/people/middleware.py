"""The Actor of a request, built once. Whoever shows no session stays a citizen, untouched."""

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from youwei.foundation.people import queries
from youwei.foundation.people.access import ALLAUTH_URLS
from youwei.foundation.people.models import Account
from youwei.foundation.people.rules.sessions import is_over, is_stale
from youwei.foundation.people.writing.sessions import BEGUN, USED
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, Actor
from youwei.ui.gate import ActorRequest, actor_of

SET_UP = "people:second_factor"
CHOOSE = "account_change_password"


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("ActorRequest", request).actor = _actor_of(request)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """A password that somebody else set is good for nothing but choosing one's own; without a
        second factor, nothing opens but the page that leads to one (C-51).
        """
        if _has_first_password(request):
            return None if _opens_before_choosing(request, view) else redirect(CHOOSE)
        if getattr(view, "who_may", "anyone") == "anyone" or not actor_of(request).is_staff:
            return None
        account = cast("Account", request.user)
        if settings.YOUWEI_SECOND_FACTOR and not queries.has_factor(account):
            match = request.resolver_match
            if match is None or match.view_name != SET_UP:
                return redirect(SET_UP)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Before a sensitive step allauth asks who is there once more. For a form that was sent it
        would keep the whole request in the session, address and agent with it (C-02); we ask, and
        the person sends the form again.
        """
        if not isinstance(error, ReauthenticationRequired):
            return None
        ways = get_adapter().get_reauthentication_methods(request.user)
        target = ways[0]["url"] if ways else reverse("account_login")
        return redirect(f"{target}?{urlencode({'next': request.path})}")


def _has_first_password(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return isinstance(request.user, Account) and request.user.password_due


def _opens_before_choosing(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """What is anyone's, and the two pages with which the password is chosen or the desk left."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name in {CHOOSE, "account_logout"}:
        return True
    who_may = getattr(view, "who_may", "") or ALLAUTH_URLS.get(name or "", "anyone")
    return who_may == "anyone"


def _actor_of(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return CITIZEN
    account = request.user
    if not isinstance(account, Account):
        return CITIZEN
    if _is_over(request):
        logout(request)
        return CITIZEN
    if account.password_due:
        return CITIZEN
    return queries.actor_for(account, clock.today())


def _is_over(request: HttpRequest) -> bool:
    session, now = request.session, clock.now().timestamp()
    begun, used, idle = session.get(BEGUN), session.get(USED), settings.YOUWEI_IDLE_SECONDS
    if used is None or is_over(begun, used, now, idle=idle, whole=settings.SESSION_COOKIE_AGE):
        return True
    if is_stale(used, now, idle=idle):
        session[USED] = now
    return False
