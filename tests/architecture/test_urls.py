"""Every address says who may open it, and none is named for counting zeal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from tests.architecture.source import must_be_none
from tests.architecture.test_templates import word_faults
from youwei.ui.gate import anyone

GEOREPORT = {"discovery", "services", "definition", "requests", "request", "token", "unknown"}
FACES = ("urls", "urls_public", "urls_disclose", "urls_desk", "urls_api")


def gate_faults(
    patterns: Iterable[URLPattern | URLResolver], named: Mapping[str, str]
) -> list[str]:
    """Addresses whose view carries no gate, is not in `named`, and is no operation of the API."""
    return sorted(
        f"{route} ({pattern.name})"
        for route, pattern in _walk(patterns)
        if not hasattr(pattern.callback, "who_may")
        and pattern.name not in named
        and not _of_api(pattern)
    )


def _walk(
    patterns: Iterable[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def _of_api(pattern: URLPattern) -> bool:
    """Operations answer for themselves below; ninja's own two pages show the public schema."""
    view = getattr(pattern.callback, "func", pattern.callback)
    return str(getattr(view, "__module__", "")).startswith("ninja.")


def api_faults(api: NinjaAPI) -> list[str]:
    """Operations of the API without `auth` that do not say `openapi_extra={"x-who-may": …}`."""
    return sorted(
        f"{'/'.join(operation.methods)} {route}"
        for _, router in api._routers
        for route, view in router.path_operations.items()
        for operation in view.operations
        if not operation.auth_callbacks and not (operation.openapi_extra or {}).get("x-who-may")
    )


def test_every_address_declares_who_may() -> None:
    from youwei.foundation.people.access import ALLAUTH_URLS

    faults = []
    for face in FACES:
        faults += gate_faults(get_resolver(f"youwei.config.{face}").url_patterns, ALLAUTH_URLS)
    must_be_none(faults)


def exempt(patterns: Iterable[URLPattern | URLResolver]) -> set[str | None]:
    """Names of addresses that take forms without a token; operations of the API show theirs."""
    return {
        pattern.name
        for _, pattern in _walk(patterns)
        if getattr(pattern.callback, "csrf_exempt", False) and not _of_api(pattern)
    }


def test_forms_carry_a_token() -> None:
    """But the switch of language, which changes nothing but the reader's own cookie; the form in
    the frame of another site, which has no cookie (docs/adr/0009); the pages of the API that take
    no form at all: programs read there that a method or address is unknown; what programs of
    others call, which no cookie opens: GeoReport takes a key, WeChat signs; and the quiet pages of
    sealed disclosures, which set no cookie at all (docs/adr/0012).
    """
    quiet = exempt(get_resolver("youwei.listening.disclosures.urls_public").url_patterns)
    found = exempt(get_resolver("youwei.config.urls").url_patterns) - quiet
    others = {"door", "new", "allegation", "wechat"} | GEOREPORT
    assert found <= {"set_language", "api-root", "openapi-json", "nowhere"} | others
    own = exempt(get_resolver("youwei.listening.complaints.urls_public").url_patterns)
    assert own == set(), "the same steps on our own pages carry one"


def test_a_form_without_a_token_is_found() -> None:
    assert exempt([path("bad/", csrf_exempt(_page), name="bad")]) == {"bad"}


def test_every_operation_of_the_api_declares_who_may() -> None:
    from youwei.config.api import api

    get_resolver("youwei.config.urls_api").url_patterns  # noqa: B018  (registers the routers)
    must_be_none(api_faults(api))


def test_the_table_of_foreign_views_is_true() -> None:
    from youwei.foundation.people.access import ALLAUTH_URLS

    names = {pattern.name for _, pattern in _walk(get_resolver("youwei.config.urls").url_patterns)}
    assert set(ALLAUTH_URLS) - names == set()
    assert set(ALLAUTH_URLS.values()) <= {"anyone", "signed_in"}


def test_no_address_counts_zeal() -> None:
    routes = [
        f"{route} {pattern.name}".replace("_", "-")
        for route, pattern in _walk(get_resolver("youwei.config.urls").url_patterns)
    ]
    must_be_none(fault for route in routes for fault in word_faults(route))


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_address_without_a_gate_is_found() -> None:
    def opened(request: HttpRequest) -> HttpResponse:
        return _page(request)

    open_page: Any = anyone(opened)
    good, bad = path("good/", open_page, name="good"), path("bad/", _page, name="bad")
    assert gate_faults([good, bad], {}) == ["bad/ (bad)"]
    assert gate_faults([bad], {"bad": "anyone"}) == []


def test_an_api_operation_without_a_gate_is_found() -> None:
    api = NinjaAPI(urls_namespace="architecture")

    @api.get("/open")
    def opened(request: HttpRequest) -> str:
        return ""

    @api.get("/told", openapi_extra={"x-who-may": "anyone"})
    def told(request: HttpRequest) -> str:
        return ""

    assert api_faults(api) == ["GET /open"]
