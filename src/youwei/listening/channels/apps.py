from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "youwei.listening.channels"
    label = "channels"
