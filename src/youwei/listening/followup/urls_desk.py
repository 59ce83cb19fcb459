from django.urls import path

from youwei.listening.followup.web import call_backs, retaliation, transfers, unanswered

app_name = "followup"
urlpatterns = [
    path("callbacks/", call_backs.overview, name="call_backs"),
    path("callbacks/<int:pk>/", call_backs.one, name="call_back"),
    path("callbacks/<int:pk>/contact/", call_backs.contact, name="call_back_contact"),
    path("callbacks/<int:pk>/move/<slug:name>/", call_backs.move, name="call_back_move"),
    path("retaliation/", retaliation.queue, name="retaliation"),
    path("retaliation/<int:pk>/", retaliation.one, name="report"),
    path("retaliation/<int:pk>/open/", retaliation.reading, name="report_open"),
    path("retaliation/<int:pk>/move/<slug:name>/", retaliation.move, name="report_move"),
    path("unanswered/", unanswered.overview, name="unanswered"),
    path("unanswered/<int:pk>/", unanswered.one, name="listing"),
    path("unanswered/<int:pk>/move/<slug:name>/", unanswered.move, name="listing_move"),
    path("transfers/", transfers.overview, name="transfers"),
]
