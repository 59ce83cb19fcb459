from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "youwei.listening.complaints"
    label = "complaints"
