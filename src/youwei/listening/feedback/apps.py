from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "youwei.listening.feedback"
    label = "feedback"
