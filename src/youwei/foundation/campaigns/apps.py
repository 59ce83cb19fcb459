from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "youwei.foundation.campaigns"
    label = "campaigns"
