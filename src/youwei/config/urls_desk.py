"""The staff desk, behind sign-in."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from youwei.ui.gate import anyone

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", csrf_exempt(anyone(set_language)), name="set_language"),
    path("account/", include("youwei.foundation.people.urls_account")),
    path("desk/", include("youwei.foundation.duties.urls")),
    path("desk/", include("youwei.foundation.files.urls")),
    path("desk/", include("youwei.foundation.organs.urls")),
    path("desk/", include("youwei.foundation.campaigns.urls")),
    path("desk/", include("youwei.foundation.people.urls")),
    path("desk/", include("youwei.foundation.journal.urls")),
    path("desk/", include("youwei.foundation.exports.urls")),
    path("desk/", include("youwei.foundation.retention.urls")),
    path("desk/", include("youwei.listening.complaints.urls_desk")),
    path("desk/", include("youwei.listening.feedback.urls_desk")),
    path("desk/", include("youwei.listening.sorting.urls_desk")),
    path("desk/", include("youwei.listening.followup.urls_desk")),
    path("desk/", include("youwei.listening.channels.urls_desk")),
    path("desk/disclosures/", include("youwei.listening.disclosures.urls_desk")),
    path("desk/", include("youwei.listening.figures.urls_desk")),
    path("desk/", include("youwei.listening.appraisal.urls_desk")),
    path("desk/", include("youwei.listening.matters.urls_desk")),
    path("ui/", include("youwei.ui.urls")),
]
handler400 = "youwei.config.refusals.unreadable"
