from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "youwei.listening.appraisal"
    label = "appraisal"
