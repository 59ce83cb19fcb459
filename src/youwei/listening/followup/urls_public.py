from django.urls import path

from youwei.listening.followup.web import public

app_name = "followup_public"
urlpatterns = [path("unanswered/", public.unanswered, name="unanswered")]
