from django.urls import path

from youwei.listening.disclosures.web import public, returning

app_name = "disclose"
urlpatterns = [
    path("", public.door, name="door"),
    path("new/", public.new, name="new"),
    path("elsewhere/", public.elsewhere, name="elsewhere"),
    path("challenge/", public.challenge, name="challenge"),
    path("return/", returning.back, name="back"),
    path("return/add/", returning.add, name="add"),
    path("return/retaliation/", returning.suffer, name="suffer"),
]
