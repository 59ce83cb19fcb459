"""One answer in JSON or XML, and refusals as the list of errors that the protocol knows."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, cast
from xml.etree import ElementTree as ET

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from youwei.kernel.refusal import Refusal
from youwei.listening.open311.rules.refusals import TooMuch
from youwei.ui.api.refusals import MethodUnknown
from youwei.ui.gate import anyone
from youwei.ui.refusals import in_words

Format = str  # "json" or "xml", as the address says
View = Callable[..., HttpResponse]

# How the entries of a list are called in XML.
_ENTRIES = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
_METHODS = ("GET", "HEAD", "POST")
_STATUSES = {401: 403, 409: 400, 413: 400, 422: 400}  # the protocol knows 400, 403 and 404


def spoken(view: View) -> View:
    """Open to anyone, with no cookie and no page: what goes wrong is told in the format asked for.
    Nobody stores an answer.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, fmt: Format, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in _METHODS:
                raise MethodUnknown
            response = view(request, fmt, *args, **kwargs)
        except Refusal as refusal:
            response = refused(fmt, refusal)
            if isinstance(refusal, MethodUnknown):
                response["Allow"] = ", ".join(_METHODS)
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            response = refused(fmt, TooMuch())
        response["Cache-Control"] = "no-store"
        return response

    return cast("View", csrf_exempt(anyone(answered)))


def refused(fmt: Format, refusal: Refusal) -> HttpResponse:
    status = _STATUSES.get(refusal.status, refusal.status)
    return answer(fmt, "errors", [{"code": status, "description": in_words(refusal)}], status)


def answer(
    fmt: Format, root: str, value: Mapping[str, Any] | Sequence[Any], status: int = 200
) -> HttpResponse:
    """`root` is the outermost element in XML; JSON has none."""
    if fmt == "json":
        return JsonResponse(
            value,
            safe=False,
            status=status,
            json_dumps_params={"ensure_ascii": False},
            content_type="application/json; charset=utf-8",
        )
    tree = _element(root, value)
    content = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, status=status, content_type="text/xml; charset=utf-8")


def _element(name: str, value: object) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        element.extend(_element(_ENTRIES[name], inner) for inner in value)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = str(value)
    return element
