from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "youwei.foundation.duties"
    label = "duties"
