"""The API: the same operations for programs."""

from django.urls import path

from youwei.config.api import urls

urlpatterns = [path("api/v1/", urls)]
handler400 = "youwei.config.refusals.unreadable"
