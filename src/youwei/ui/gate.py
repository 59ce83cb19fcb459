"""Every view declares who may open it, with exactly one of these. A test walks all URLs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import SignInNeeded

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Check = Callable[[Actor], None]


class ActorRequest(HttpRequest):
    """A request after the middleware that builds the Actor."""

    actor: Actor


class Declared(Protocol):
    who_may: str


def actor_of(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


def anyone(view: View[P]) -> View[P]:
    """Open to the public; it must neither read nor start a session."""
    return _declare(view, "anyone")


def signed_in(view: View[P]) -> View[P]:
    """Any staff account, whatever its role."""

    @wraps(view)
    def gated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not actor_of(request).is_staff:
            raise SignInNeeded
        return _unkept(view(request, *args, **kwargs))

    return _declare(cast("View[P]", gated), "signed_in")


def only(check: Check) -> Callable[[View[P]], View[P]]:
    """Those whom `check` does not refuse. Rights to one record are checked in the view as well."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def gated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if not actor.is_staff:
                raise SignInNeeded
            check(actor)
            return _unkept(view(request, *args, **kwargs))

        return _declare(cast("View[P]", gated), f"{check.__module__}.{check.__qualname__}")

    return decorate


def _unkept(response: HttpResponseBase) -> HttpResponseBase:
    """No browser and no proxy keeps a page of the desk for whoever sits there next."""
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    return response


def _declare(view: View[P], who_may: str) -> View[P]:
    cast("Declared", view).who_may = who_may
    return view
