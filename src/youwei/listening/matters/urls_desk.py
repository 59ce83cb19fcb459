from django.urls import path

from youwei.listening.matters.web import desk

app_name = "matters"
urlpatterns = [
    path("matters/", desk.index, name="list"),
    path("matters/<int:pk>/", desk.matter, name="matter"),
    path("matters/<int:pk>/move/<slug:name>/", desk.move, name="move"),
    path("matters/<int:pk>/part/<slug:number>/", desk.part, name="part"),
    path("matters/<int:pk>/voice/<slug:number>/<slug:counted>/", desk.voice, name="voice"),
    path("cases/<slug:number>/together/<slug:other>/", desk.together, name="together"),
]
