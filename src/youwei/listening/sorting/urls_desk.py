from django.urls import path

from youwei.listening.sorting.web import page

app_name = "sorting"
urlpatterns = [
    path("suggestions/", page.models, name="models"),
    path("suggestions/<int:pk>/learn/", page.learn, name="learn"),
    path("suggestions/<int:pk>/switch/", page.turn, name="switch"),
]
