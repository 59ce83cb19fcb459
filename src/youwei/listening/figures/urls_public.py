from django.urls import path

from youwei.listening.figures.web import released

app_name = "figures"
urlpatterns = [
    path("figures/", released.public, name="released"),
    path("figures/table.<slug:form>", released.public_file, name="file"),
]
