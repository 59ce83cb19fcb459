from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "youwei.telling.portal"
    label = "portal"
