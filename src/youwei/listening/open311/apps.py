from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "youwei.listening.open311"
    label = "open311"
