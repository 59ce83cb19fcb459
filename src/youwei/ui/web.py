"""The page of components: every piece in every state, to be looked at. Demo only."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youwei.kernel.refusal import NotFound, WrongState
from youwei.ui import showcase
from youwei.ui.gate import anyone


@anyone
def components(request: HttpRequest) -> HttpResponse:
    _demo_only()
    context = {
        "desk_nav": showcase.places(),
        "lights": showcase.LIGHTS,
        "tones": showcase.TONES,
        "deadlines": showcase.deadlines(),
        "form": showcase.sample_form(),
        "wrong": showcase.faulty_form(),
        "steps": showcase.StepsForm(prefix="steps"),
        "filters": showcase.FilterForm(request.GET or None),
        "rows": showcase.rows(),
        "page": Paginator(range(1, 312), 20).get_page(request.GET.get("page")),
        "events": showcase.events(),
        "facts": showcase.facts(),
        "tabs": showcase.tabs(),
        "cells": showcase.cells(),
        "bars": showcase.bars(),
        "columns": (3, 4, 4, 6, 5, 8, 7, 9, 12, 11),
    }
    return render(request, "ui/components.html", context)


@anyone
def document(request: HttpRequest) -> HttpResponse:
    _demo_only()
    return render(request, "ui/sample_document.html")


@anyone
def refusal(request: HttpRequest) -> HttpResponse:
    _demo_only()
    raise WrongState


def _demo_only() -> None:
    if not settings.DEMO:
        raise NotFound
