from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "youwei.listening.disclosures"
    label = "disclosures"
