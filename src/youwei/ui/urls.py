from django.urls import URLPattern, path

from youwei.ui import web

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("", web.components, name="components"),
    path("document/", web.document, name="document"),
    path("refusal/", web.refusal, name="refusal"),
]
