"""Refusals become pages: what happened, why, what one can do, and that nothing was lost."""

import errno
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.http import urlencode

from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded, gettext_noop

log = logging.getLogger(__name__)


class FormExpired(NotAllowed):
    code = "form_expired"
    message = gettext_noop("The form was open for too long, or cookies are switched off.")
    remedy = gettext_noop(
        "Go back, reload the page and send it again; what you wrote is kept in this tab."
    )


class NotStored(Refusal):
    """The store failed: nothing of the step counts as done, and no receipt was shown."""

    code = "not_stored"
    status = 503
    message = gettext_noop("This was not received: our store cannot be reached or is full.")
    remedy = gettext_noop("Send the same again in a few minutes; it is never taken in twice.")


_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


def is_of_the_store(error: Exception) -> bool:
    """Whether the database is locked, full or gone, or the disk under the files is."""
    if isinstance(error, OSError):
        return error.errno in _DISK
    return isinstance(error, OperationalError | InterfaceError)


def not_stored(error: Exception) -> HttpResponse:
    """Asks no database. Somebody who may have been stored after all sends the form again and gets
    the receipt that it has.
    """
    log.exception("the store failed", exc_info=error)
    answer = HttpResponse(get_template("503.html").render(), status=NotStored.status)
    answer["Retry-After"] = "60"
    answer["Cache-Control"] = "no-store"
    return answer


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
        if is_of_the_store(error):
            return not_stored(error)
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
