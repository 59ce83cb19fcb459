from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youwei.ui.gate import anyone


@anyone
def unknown_identity(request: HttpRequest) -> HttpResponse:
    """A government identity was shown that no account here answers to."""
    return render(request, "people/unknown_identity.html", status=403)
