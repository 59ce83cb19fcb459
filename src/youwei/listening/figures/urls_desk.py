from django.urls import path

from youwei.listening.figures.web import desk, released

app_name = "figures_desk"
urlpatterns = [
    path("figures/", desk.figures, name="figures"),
    path("figures/released/", released.desk, name="released"),
    path("figures/released/table.<slug:form>", released.desk_file, name="released_file"),
]
