from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from youwei.foundation.people.models.accounts import Account


class DeskSession(AbstractBaseSession):
    """A sign-in that lasts. Days only, so that its owner knows it again: no address, no browser, no
    hours (C-44, C-57); the moments that end it lie in the signed contents and go with the row.
    """

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    begun_on = models.DateField(null=True)
    used_on = models.DateField(null=True)

    class Meta(AbstractBaseSession.Meta):
        ordering = ["-used_on", "-begun_on", "session_key"]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store
