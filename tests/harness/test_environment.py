"""What one process of a test run keeps, no other process touches."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage


def test_files_lie_in_the_folder_of_this_process() -> None:
    folder = Path(os.environ["YOUWEI_DATA"])
    assert folder == settings.YOUWEI_DATA
    assert Path(default_storage.path("a")) == folder / "files" / "a"
    assert folder / "incoming" == settings.FILE_UPLOAD_TEMP_DIR
