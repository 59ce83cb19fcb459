"""What must not be lost with the power reaches the disk before anybody is told that it is kept."""

import os
from pathlib import Path


def settle(path: Path, top: Path) -> None:
    """Waits until a written file is on disk, and its entry in every folder up to `top`, which it
    lies below: a folder that was made for it is an entry in the folder above.
    """
    for place in (path, *path.parents):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if place == top:
            break


def write_secret(path: Path, text: str) -> None:
    """A new file for its owner's eyes, in a folder for its owner's eyes, on disk. Raises
    FileExistsError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    settle(path, path.parent.parent)
