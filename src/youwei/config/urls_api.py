"""The API: the same operations for programs."""

from django.urls import include, path

from youwei.config.api import urls

urlpatterns = [
    path("api/v1/", urls),
    path("open311/v2/", include("youwei.listening.open311.urls")),
]
handler400 = "youwei.config.refusals.unreadable"
