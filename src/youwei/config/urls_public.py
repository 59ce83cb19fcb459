"""The public face: no account, no session. Production may run it as a process of its own."""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from youwei.ui.gate import anyone

# Choosing a language needs no token, so that reading pages sets no cookie.
urlpatterns = [
    path("language/", csrf_exempt(anyone(set_language)), name="set_language"),
    path("", include("youwei.telling.portal.urls")),
    path("", include("youwei.listening.complaints.urls_public")),
    path("", include("youwei.listening.wechat.urls")),
    path("", include("youwei.listening.followup.urls_public")),
    path("disclose/", include("youwei.listening.disclosures.urls_public")),
    path("", include("youwei.listening.channels.urls_public")),
    path("", include("youwei.listening.figures.urls_public")),
    path("", include("youwei.listening.appraisal.urls_public")),
    path("", include("youwei.foundation.journal.urls_public")),
]
handler400 = "youwei.config.refusals.unreadable"
