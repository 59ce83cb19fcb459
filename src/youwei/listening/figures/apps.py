from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "youwei.listening.figures"
    label = "figures"
