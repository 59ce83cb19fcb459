from django.urls import path

from youwei.listening.channels.web import embed
from youwei.listening.complaints.web import public_intake

app_name = "embed"
urlpatterns = [
    path("embed/<slug:key>.js", embed.script, name="script"),
    path("embed/<slug:key>/", embed.framed(public_intake.door), name="door"),
    path("embed/<slug:key>/new/", embed.framed(public_intake.new), name="new"),
    path("embed/<slug:key>/allegation/", embed.framed(public_intake.allegation), name="allegation"),
]
