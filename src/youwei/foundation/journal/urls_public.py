from django.urls import path

from youwei.foundation.journal.web import record

app_name = "journal"
urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/checkpoint", record.checkpoint, name="checkpoint"),
    path("record/proof.json", record.proof, name="proof"),
    path("record/growth.json", record.growth, name="growth"),
]
