from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "youwei.listening.followup"
    label = "followup"
