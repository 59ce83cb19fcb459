from django.urls import path

from youwei.listening.disclosures.web import counts, desk, identities, keys, originals, recovery

app_name = "disclosures"
urlpatterns = [
    path("", desk.overview, name="overview"),
    path("key/", keys.own, name="key"),
    path("unlock/", keys.unlock, name="unlock"),
    path("lock/", keys.lock, name="lock"),
    path("recipients/", keys.of_body, name="recipients"),
    path("recipients/<int:pk>/<slug:name>/", keys.change, name="recipient"),
    path("recovery/", recovery.overview, name="recovery"),
    path("recovery/<int:pk>/use/", recovery.use, name="recovery_use"),
    path("recovery/<int:pk>/<slug:name>/", recovery.change, name="recovery_key"),
    path("recoveries/<int:pk>/", recovery.second, name="recovery_second"),
    path("recoveries/<int:pk>/refuse/", recovery.refuse, name="recovery_refuse"),
    path("openings/", identities.openings, name="openings"),
    path("originals/", originals.find, name="originals"),
    path("originals/<int:number>/", originals.one, name="original"),
    path("counts/", counts.overview, name="counts"),
    path("<int:pk>/", desk.one, name="disclosure"),
    path("<int:pk>/open/", desk.reading, name="open"),
    path("<int:pk>/move/<slug:name>/", desk.move, name="move"),
    path("<int:pk>/taken-up/<int:entry>/", desk.taken_up, name="taken_up"),
    path("<int:pk>/file/<int:file>/", desk.file, name="file"),
    path("<int:pk>/identity/", identities.ask, name="ask"),
    path("<int:pk>/identity/<int:opening>/<slug:name>/", identities.decide, name="decide"),
]
