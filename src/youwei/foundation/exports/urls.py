from django.urls import path

from youwei.foundation.exports import web

app_name = "exports"
urlpatterns = [
    path("exports/", web.exports, name="list"),
    path("exports/new/<slug:app>/<slug:table>/", web.new, name="new"),
    path("exports/<int:pk>/", web.export, name="export"),
    path("exports/<int:pk>/download/", web.download, name="download"),
    path("exports/<int:pk>/<slug:move>/", web.decide, name="move"),
]
