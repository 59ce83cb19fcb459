"""Which files belong to a backup: the data folder, and a store of evidence that lies elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connection

from youwei.config.keeping.archive import PIECE, ArchiveWriter
from youwei.config.keeping.snapshot import STAGING
from youwei.foundation.journal.writing import signing

IN_DATA, IN_STORE, KEYS = "data", "stores", "keys"
KEY_FOLDERS = "*-keys"  # secret halves live in folders of the data folder that are called so
ALONG = signing.FOLDER  # the only one that ever comes along: it opens nothing
_PASSING = ("incoming", "static")  # what waits for its working copy; what set-up makes again


def data_files() -> Iterator[str]:
    """Paths below the data folder, without the database, keys, and what only passes through."""
    data: Path = settings.YOUWEI_DATA
    database = Path(str(connection.settings_dict["NAME"])).resolve()
    for top in sorted(data.iterdir()):
        if top.name in _PASSING or top.name.startswith(STAGING) or top.match(KEY_FOLDERS):
            continue
        if top.name.startswith(database.name) and database.parent == data:
            continue  # with -wal and -shm
        found = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (str(path.relative_to(data)) for path in found if path.is_file())


def key_files() -> Iterator[str]:
    data: Path = settings.YOUWEI_DATA
    found = sorted(data.glob(f"{ALONG}/*"))
    return (str(path.relative_to(data)) for path in found if path.is_file())


def remote_stores() -> dict[str, Storage]:
    """Stores of files that do not lie in the data folder."""
    found = {}
    for alias in storages.backends:
        store = storages[alias]
        if alias != "staticfiles" and not _is_in_data(store):
            found[alias] = store
    return found


def _is_in_data(store: Storage) -> bool:
    try:
        return Path(store.path("")).resolve().is_relative_to(settings.YOUWEI_DATA)
    except NotImplementedError:
        return False


def write_files(archive: ArchiveWriter, *, with_keys: bool) -> int:
    """Files are written once and never changed, so that one after the other is good enough: what
    the snapshot of the database names is there, or was withdrawn since. Returns how many.
    """
    before = len(archive.hashes)
    data: Path = settings.YOUWEI_DATA
    for name in data_files():
        _write_local(archive, f"{IN_DATA}/{name}", data / name)
    for alias, store in remote_stores().items():
        for name in _walk(store):
            with store.open(name, "rb") as file:
                size = store.size(name)
                pieces = _first(cast("BinaryIO", file), size)
                archive.add(f"{IN_STORE}/{alias}/{name}", size, pieces)
    for name in key_files() if with_keys else ():
        _write_local(archive, f"{KEYS}/{name}", data / name)
    return len(archive.hashes) - before


def _write_local(archive: ArchiveWriter, name: str, path: Path) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # withdrawn meanwhile
    with file:
        size = path.stat().st_size
        archive.add(name, size, _first(file, size))


def _first(file: BinaryIO, size: int) -> Iterator[bytes]:
    """A log that grows meanwhile is taken as long as it was."""
    while size > 0 and (piece := file.read(min(PIECE, size))):
        size -= len(piece)
        yield piece


def _walk(store: Storage, folder: str = "") -> Iterator[str]:
    folders, names = store.listdir(folder)
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for inner in sorted(folders):
        yield from _walk(store, f"{folder}/{inner}" if folder else inner)
