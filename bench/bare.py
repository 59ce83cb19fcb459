"""The other side of the intake bench: a Django view that stores one row of a form, and no more."""

import os
from typing import Any

from django.conf import settings

from youwei.config import environment

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench-" + "0" * 40,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": environment.read().database()},
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
        USE_TZ=True,
    )
    import django

    django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path


class Row(models.Model):
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bare"
        db_table = "bench_bare"

    def __str__(self) -> str:
        return str(self.pk)


def post(request: HttpRequest) -> HttpResponse:
    row = Row._default_manager.create(text=request.POST["text"])
    return HttpResponse(f"<p>{row.pk}</p>")


urlpatterns: list[Any] = [path("post/", post)]
if os.environ.get("BENCH_MAKE_TABLE"):
    with connection.schema_editor() as editor:
        if Row._meta.db_table not in connection.introspection.table_names():
            editor.create_model(Row)
application = get_wsgi_application()
