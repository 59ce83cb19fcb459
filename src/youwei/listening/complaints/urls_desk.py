from django.urls import path

from youwei.listening.complaints.web import desk

app_name = "cases"
urlpatterns = [
    path("cases/", desk.triage, name="triage"),
    path("cases/<slug:number>/", desk.case, name="case"),
    path("cases/<slug:number>/move/<slug:name>/", desk.move, name="move"),
    path("cases/<slug:number>/contact/", desk.contact, name="contact"),
    path("cases/<slug:number>/files/<int:file>/", desk.file, name="file"),
]
