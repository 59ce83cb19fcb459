from django.apps import AppConfig


class SortingConfig(AppConfig):
    name = "youwei.listening.sorting"
    label = "sorting"
