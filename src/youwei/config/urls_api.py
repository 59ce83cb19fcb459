"""The API: the same operations for programs."""

from django.urls import path

from youwei.config.api import api

urlpatterns = [path("api/v1/", api.urls)]
