"""Sealed disclosures alone, for a process or a host of their own: no account, no session, and no
key that opens anything.
"""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from youwei.listening.disclosures.web.public import door
from youwei.ui.gate import anyone

urlpatterns = [
    path("language/", csrf_exempt(anyone(set_language)), name="set_language"),
    path("", door),
    path("disclose/", include("youwei.listening.disclosures.urls_public")),
]
handler400 = "youwei.config.refusals.unreadable"
