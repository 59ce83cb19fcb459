from django.urls import path

from youwei.foundation.organs.web import directory, exchange, keeping, structure

app_name = "organs"
urlpatterns = [
    path("organs/", directory.organ_list, name="directory"),
    path("organs/export/", exchange.export, name="export"),
    path("organs/import/", exchange.bring, name="import"),
    path("organs/new/", keeping.add, name="add"),
    path("organs/<int:pk>/", directory.organ, name="organ"),
    path("organs/<int:pk>/place/", keeping.place, name="place"),
    path("organs/<int:pk>/rename/", keeping.rename, name="rename"),
    path("organs/<int:pk>/merge/", keeping.merge, name="merge"),
    path("organs/<int:pk>/split/", keeping.split, name="split"),
    path("organs/<int:pk>/end/", keeping.end, name="end"),
    path("organs/<int:pk>/units/new/", structure.add_unit, name="add_unit"),
    path("organs/<int:pk>/units/<int:unit_pk>/end/", structure.end_unit, name="end_unit"),
    path("organs/<int:pk>/posts/new/", structure.add_post, name="add_post"),
    path("organs/<int:pk>/posts/<int:post_pk>/end/", structure.end_post, name="end_post"),
]
