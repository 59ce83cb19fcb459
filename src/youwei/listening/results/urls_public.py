from django.urls import path

from youwei.listening.results.web import files, public

app_name = "results_public"
urlpatterns = [
    path("results/", public.overview, name="overview"),
    path("results/recompute.py", files.recompute, name="recompute"),
    path("results/<slug:prefix>/<int:number>/", public.of_round, name="round"),
    path("results/<slug:prefix>/<int:number>/export.json", files.export, name="export"),
    path("results/<slug:prefix>/<int:number>/table.xlsx", files.workbook, name="workbook"),
    path("results/<slug:prefix>/<int:number>/<int:place>/", public.organ, name="organ"),
]
