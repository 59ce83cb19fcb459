"""Stored files on their way out: whatever they hold, the browser runs nothing of it."""

from typing import BinaryIO

from django.http import FileResponse

_IMAGES = frozenset({"image/jpeg", "image/png"})


def as_attachment(stream: BinaryIO, name: str, media_type: str) -> FileResponse:
    """Saved under this name (RFC 6266, any script), never shown. Closes the stream."""
    return _sealed_off(FileResponse(stream, as_attachment=True, filename=name), media_type)


def as_image(stream: BinaryIO, name: str, media_type: str) -> FileResponse:
    """Shown in a page of ours if it is a JPEG or PNG, else as `as_attachment`."""
    if media_type not in _IMAGES:
        return as_attachment(stream, name, media_type)
    return _sealed_off(FileResponse(stream, filename=name), media_type)


def _sealed_off(response: FileResponse, media_type: str) -> FileResponse:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    # Django may have guessed the type from the name, which somebody else chose.
    response["Content-Type"] = media_type + charset
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    return response
