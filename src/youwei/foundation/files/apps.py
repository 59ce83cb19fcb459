from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class FilesConfig(AppConfig):
    name = "youwei.foundation.files"
    label = "files"

    def ready(self) -> None:
        """Where uploads wait; readable by this system's own user only."""
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
