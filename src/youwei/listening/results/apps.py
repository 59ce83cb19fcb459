from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "youwei.listening.results"
    label = "results"
