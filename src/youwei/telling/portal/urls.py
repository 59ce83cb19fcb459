from django.urls import URLPattern, path

from youwei.telling.portal import web

app_name = "portal"
urlpatterns: list[URLPattern] = [path("", web.home, name="home")]
