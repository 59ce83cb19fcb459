import gc
import os
from threading import Event, Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youwei.config.settings")
application = get_wsgi_application()


def prepare() -> None:
    """What a face with a desk compares cases by is read while the first pages are served."""
    from django.conf import settings

    from youwei.config.waiting import limit_waits
    from youwei.listening.matters.queries.store import STORE

    limit_waits()
    if settings.ROOT_URLCONF in {"youwei.config.urls", "youwei.config.urls_desk"}:
        Thread(target=STORE.keep_up, args=(Event(),), daemon=True, name="look-alikes").start()
    # What was loaded stays: without this each full collection walks all of it, in some request.
    gc.collect()
    gc.freeze()


prepare()
