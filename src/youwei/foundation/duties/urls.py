from django.urls import path

from youwei.foundation.duties.web import duty, ledger, searches

app_name = "duties"
urlpatterns = [
    path("", ledger.inbox, name="inbox"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("searches/", searches.searches, name="searches"),
    path("searches/save/", searches.save, name="save_search"),
    path("searches/<int:pk>/drop/", searches.drop, name="drop_search"),
    path("duties/<slug:number>/", duty.duty, name="duty"),
    path("duties/<slug:number>/move/<slug:name>/", duty.move, name="move"),
    path("duties/<slug:number>/files/<int:file>/", duty.file, name="file"),
    path(
        "duties/<slug:number>/extensions/<int:extension>/<slug:answer>/",
        duty.decide,
        name="decide",
    ),
    path(
        "duties/<slug:number>/rechecks/<int:recheck>/<slug:answer>/", duty.recheck, name="recheck"
    ),
]
