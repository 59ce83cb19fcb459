from django.urls import path

from youwei.listening.complaints.web import public_intake, public_status

app_name = "complaints"
urlpatterns = [
    path("report/", public_intake.door, name="door"),
    path("report/allegation/", public_intake.allegation, name="allegation"),
    path("report/new/", public_intake.new, name="new"),
    path("report/challenge/", public_intake.challenge, name="challenge"),
    path("status/", public_status.status, name="status"),
    path("status/add/", public_status.moving("add"), name="add"),
    path("status/rate/", public_status.moving("rate"), name="rate"),
    path("status/reopen/", public_status.moving("reopen"), name="reopen"),
    path("status/withdraw/", public_status.moving("withdraw"), name="withdraw"),
    path("status/statement/", public_status.moving("state"), name="state"),
    path("status/statement/take-back/", public_status.moving("take-back"), name="take-back"),
    path("status/more/<slug:name>/", public_status.more, name="more"),
]
