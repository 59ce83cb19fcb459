from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "youwei.foundation.rulebook"
    label = "rulebook"
