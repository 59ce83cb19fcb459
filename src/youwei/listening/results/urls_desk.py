from django.urls import path

from youwei.listening.results.web import desk, objections, own, uses, voices

app_name = "results"
urlpatterns = [
    path("results/", desk.overview, name="overview"),
    path("results/rounds/<int:pk>/", desk.of_round, name="round"),
    path("results/rounds/<int:pk>/no/<int:made>/", desk.another, name="another"),
    path("results/rounds/<int:pk>/estimate/", desk.estimate_now, name="estimate"),
    path("results/rounds/<int:pk>/voices/", voices.of_round, name="voices"),
    path("results/voices/<int:pk>/", voices.decide, name="voice"),
    path("results/<int:pk>/move/<slug:name>/", desk.move, name="move"),
    path("results/<int:pk>/organs/<int:organ>/", own.result, name="own"),
    path("results/objections/<int:pk>/", objections.one, name="objection"),
    path("results/objections/<int:pk>/move/<slug:name>/", objections.move, name="objection_move"),
    path("results/uses/", uses.register, name="uses"),
    path("results/uses/add/<int:pk>/", uses.add, name="use_add"),
    path("results/uses/<int:pk>/strike/", uses.strike_out, name="use_strike"),
]
