from django.urls import path

from youwei.foundation.journal import web

app_name = "journal"
urlpatterns = [
    path("record/", web.record, name="record"),
    path("record/checkpoint", web.checkpoint, name="checkpoint"),
    path("record/proof.json", web.proof, name="proof"),
    path("record/growth.json", web.growth, name="growth"),
]
