from django.urls import path

from youwei.foundation.files.web import secrets

app_name = "files"
urlpatterns = [
    path("files/", secrets.overview, name="overview"),
    path("files/<int:pk>/", secrets.one, name="one"),
    path("files/<int:pk>/decide/<slug:outcome>/", secrets.decide, name="decide"),
    path("files/<int:file>/set-aside/", secrets.aside, name="set_aside"),
]
