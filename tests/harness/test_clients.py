"""The browser without a screen, on pages made for it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path

from tests.harness.clients import BadPage, StrictClient
from youwei.ui.gate import anyone


def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return JsonResponse(dict(request.POST.lists()))
    return HttpResponse(
        f"""<html lang="en"><form method="post" action="/form/"><input type="hidden"
        name="csrfmiddlewaretoken" value="{get_token(request)}"><input type="hidden" name="step"
        value="2"><label>Words<textarea name="text"></textarea></label></form></html>"""
    )


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<html lang="en"><p style="">')


def rows(request: HttpRequest) -> HttpResponse:
    for row in ContentType.objects.order_by("pk") if "bad" in request.GET else ():
        ContentType.objects.filter(pk=row.pk).exists()
    return HttpResponse(str(len(ContentType.objects.all())))


def named(view: Callable[[HttpRequest], HttpResponse]) -> Any:
    return path(f"{view.__name__}/", anyone(view))


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    from youwei.config import urls as house

    urls: Any = ModuleType("sample_urls")
    urls.urlpatterns = [named(form), named(broken), named(rows), *house.urlpatterns]
    settings.ROOT_URLCONF = urls


def test_a_form_is_filled_and_sent(client: StrictClient) -> None:
    sent = client.submit("/form/", {"text": "门坏了"}).json()
    assert (sent["text"], sent["step"]) == (["门坏了"], ["2"])


def test_a_field_that_is_not_there_cannot_be_filled(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="no field \\['txet'\\]"):
        client.submit("/form/", {"txet": "a"})


def test_hostile_input_is_sent_past_the_form(client: StrictClient) -> None:
    assert client.send("/form/", {"step": "9", "extra": "x"}).json()["extra"] == ["x"]


def test_a_post_without_a_token_is_refused(client: StrictClient) -> None:
    response = client.post("/form/", {"text": "a"}, headers={"accept": "application/json"})
    assert response.status_code == 403


def test_a_bad_page_fails_the_test(client: StrictClient) -> None:
    with pytest.raises(BadPage, match="inline style"):
        client.get("/broken/")


def add(number: int) -> None:
    for _ in range(number):
        ContentType.objects.create(app_label="sample", model=str(ContentType.objects.count()))


def test_a_list_that_asks_once_passes(same_queries: Callable[..., int]) -> None:
    assert same_queries(add, "/rows/") == 1


def test_a_list_that_asks_per_row_fails(same_queries: Callable[..., int]) -> None:
    with pytest.raises(AssertionError, match=r"queries for 1 row, \d+ for 3"):
        same_queries(add, "/rows/?bad=1")
