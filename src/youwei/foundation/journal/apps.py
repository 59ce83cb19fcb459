from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "youwei.foundation.journal"
    label = "journal"
