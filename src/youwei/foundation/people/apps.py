from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "youwei.foundation.people"
    label = "people"
