"""The API of all apps as one OpenAPI 3.1 document: no cookie, no session, refusals as JSON."""

import logging
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from youwei.config.refusals import NotStored
from youwei.foundation.duties.api import routers as duties
from youwei.foundation.duties.api.ledger import PERSON
from youwei.foundation.organs.api import router_for as organs_for
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.api import routers as complaints
from youwei.listening.figures.api import router_for as figures_for
from youwei.ui.api.given import Reader
from youwei.ui.api.refusals import MethodUnknown, RequestBroken, RequestTooLarge, TokenMissing
from youwei.ui.api.told import Problem, misfit_of, problem_of
from youwei.ui.gate import anyone

log = logging.getLogger(__name__)
DESCRIPTION = """\
Hand in with a channel token, follow a case by number and code, work at the desk with a personal
token. Bodies are JSON in UTF-8. Every refusal is a Problem in the language of Accept-Language
(zh-Hans, zh-Hant, en). Texts with control characters, or with such as turn the direction of
writing, are refused; other characters that do not show are taken out. Answers are never cached."""


class Readable(JSONRenderer):
    """Chinese as Chinese, not as escapes."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Youwei (有为)",
    version="1",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    parser=Reader(),
    renderer=Readable(),
)
for _router in (*complaints, *duties, organs_for(PERSON), figures_for(PERSON)):
    api.add_router("", _router)


def _answer(request: HttpRequest, refusal: Refusal, problem: Problem | None = None) -> HttpResponse:
    told = problem or problem_of(refusal)
    answer = api.create_response(request, told.model_dump(), status=refusal.status)
    if refusal.status == TokenMissing.status:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, refusal)


@api.exception_handler(ValidationError)
def _misfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problem = misfit_of(error.errors)
    return api.create_response(request, problem.model_dump(), status=422)


@api.exception_handler(HttpError)
def _broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja wraps whatever the reader of a body raises."""
    cause = error.__cause__
    return _answer(request, cause if isinstance(cause, Refusal) else RequestBroken())


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, TokenMissing())


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return _answer(request, RequestTooLarge())


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _not_stored(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("the store failed", exc_info=error)
    return _answer(request, NotStored())


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnreadablePostError)
def _damaged(request: HttpRequest, error: Exception) -> HttpResponse:
    return _answer(request, RequestBroken())


@anyone
@csrf_exempt
@require_safe
def document(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_document(), json_dumps_params={"ensure_ascii": False})


@anyone
@csrf_exempt
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    return _answer(request, NotFound())


@cache
def _document() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def _finished(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every answer is JSON that nobody stores, also those that Django gives before ninja does."""

    @wraps(view)
    def finished(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Http404:
            answer = _answer(request, NotFound())
        if isinstance(answer, HttpResponseNotAllowed):
            allowed = answer["Allow"]
            answer = _answer(request, MethodUnknown())
            answer["Allow"] = allowed
        answer["Cache-Control"] = "no-store"
        return answer

    return finished


def _patterns() -> tuple[list[URLPattern | URLResolver], str, str]:
    found, app, namespace = api.urls
    patterns = [path("openapi.json", document, name="openapi-json"), *found]
    patterns.append(path("<path:rest>", nowhere, name="nowhere"))
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = _finished(
            nowhere if pattern.name == "api-root" else pattern.callback  # type: ignore[arg-type]
        )
    return patterns, app, namespace


urls = _patterns()
