from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "youwei.foundation.organs"
    label = "organs"
