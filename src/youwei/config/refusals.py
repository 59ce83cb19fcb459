"""Refusals become pages: what happened, why, what one can do, and that nothing was lost."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded, gettext_noop


class FormExpired(NotAllowed):
    code = "form_expired"
    message = gettext_noop("The form was open for too long, or cookies are switched off.")
    remedy = gettext_noop(
        "Go back, reload the page and send it again; what you wrote is kept in this tab."
    )


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _body_length(request) > settings.YOUWEI_REQUEST_BYTES:
            return too_large(request)  # nothing of it has been read yet
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SignInNeeded):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_login')}?{query}")
        if isinstance(error, Refusal):
            return refusal_page(request, error)
        return None


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)


def _body_length(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if str(declared).isdecimal() else 0


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: says that it was too much, where it was."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal_page(request, FormExpired())
