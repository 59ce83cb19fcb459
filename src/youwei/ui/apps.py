from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "youwei.ui"
    label = "ui"
