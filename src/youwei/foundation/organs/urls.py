from django.urls import path

from youwei.foundation.organs.web import directory, exchange

app_name = "organs"
urlpatterns = [
    path("organs/", directory.organ_list, name="directory"),
    path("organs/<int:pk>/", directory.organ, name="organ"),
    path("organs/export/", exchange.export, name="export"),
    path("organs/import/", exchange.bring, name="import"),
]
