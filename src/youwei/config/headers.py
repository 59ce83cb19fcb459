"""What every answer says to browsers, beside what Django and django-csp say."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

# The pages use none of a device's senses, and no script of theirs may.
_POLICY = ", ".join(
    f"{name}=()"
    for name in (
        *("accelerometer", "ambient-light-sensor", "autoplay", "bluetooth", "browsing-topics"),
        *("camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection"),
        *("local-fonts", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
        *("xr-spatial-tracking",),
    )
)


class HeadersMiddleware:
    """Outermost but one: static files pass it, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def _is_personal(request: HttpRequest) -> bool:
    """What somebody sent, or asked for with a session, is kept nowhere on the way."""
    return request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES
