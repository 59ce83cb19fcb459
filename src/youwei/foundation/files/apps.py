from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "youwei.foundation.files"
    label = "files"
