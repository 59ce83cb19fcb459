"""What holds for every public page here: no cookie, no session, no referrer, nothing kept by the
browser, and uploads in memory only.

Without a cookie there is no token against forged forms, and none is needed: no account's power can
be borrowed here. What stands against floods is the signed nonce and the proof of work; a form that
another site sends is refused by what the browser says of its origin (docs/adr/0012).
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from youwei.kernel.refusal import NotAllowed, gettext_noop
from youwei.ui.gate import anyone

View = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1024 * 1024


class FromElsewhere(NotAllowed):
    code = "from_elsewhere"
    message = gettext_noop("This form was sent from another site.")
    remedy = gettext_noop("Open the page itself and fill in its own form.")


def quiet(view: View) -> View:
    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            # Not an older browser's: it says nothing, and then nothing is refused.
            if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
                raise FromElsewhere
            _in_memory_only(request)
        answer = view(request)
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return cast("View", csrf_exempt(anyone(never_cache(run))))


def _in_memory_only(request: HttpRequest) -> None:
    """Raises RequestDataTooBig before anything was read."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.YOUWEI_DISCLOSURE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if not str(declared).isdecimal() or int(declared) > most:
        raise RequestDataTooBig
    request.upload_handlers = [InMemory(request)]


class InMemory(FileUploadHandler):
    """Keeps a file in memory whatever its size; the whole request is bounded. Django's own handler
    would leave a larger one to the next, which writes it to a disk.
    """

    content: BytesIO

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
