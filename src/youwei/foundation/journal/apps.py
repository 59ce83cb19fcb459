from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "youwei.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        """Every event is known in every process: what a worker may have to remove from the disk
        hangs on the kinds of events, and it may have loaded nothing else of an app.
        """
        autodiscover_modules("rules.events")
