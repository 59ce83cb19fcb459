from django.urls import path

from youwei.listening.appraisal.web import rate

app_name = "appraisal_public"
urlpatterns = [
    path("rate/", rate.door, name="door"),
    path("rate/send/", rate.send, name="send"),
]
