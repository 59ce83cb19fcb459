"""The Actor of a request, built once. Whoever shows no session stays a citizen, untouched."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from youwei.foundation.people import queries
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, Actor
from youwei.ui.gate import ActorRequest


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("ActorRequest", request).actor = _actor_of(request)
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return CITIZEN
    account = request.user
    if not isinstance(account, Account):
        return CITIZEN
    return queries.actor_for(account, clock.today())
