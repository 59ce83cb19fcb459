from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "youwei.listening.matters"
    label = "matters"
