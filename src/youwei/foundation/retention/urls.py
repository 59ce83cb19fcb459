from django.urls import path

from youwei.foundation.retention import web

app_name = "retention"
urlpatterns = [
    path("retention/", web.overview, name="overview"),
    path("retention/<int:campaign>/<slug:code>/prepare/", web.prepare, name="prepare"),
    path("retention/lists/<int:pk>/", web.certificate, name="certificate"),
    path("retention/lists/<int:pk>/<slug:move>/", web.decide, name="move"),
    path("retention/holds/", web.place, name="place"),
    path("retention/holds/<int:pk>/lift/", web.lift, name="lift"),
]
