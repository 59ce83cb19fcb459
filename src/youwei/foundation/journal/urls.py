from django.urls import path

from youwei.foundation.journal.web import desk

app_name = "audit"
urlpatterns = [path("journal/", desk.journal, name="journal")]
