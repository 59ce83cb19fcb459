"""A backup is sealed in the age format (age-encryption.org/v1), as a stream.

For recipients the file is an age file as any age program opens it. For a passphrase it is a tar of
two members: `identity.age`, a fresh identity sealed with the passphrase, and `backup.age`, sealed
to that identity.
"""

import errno
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import pyrage

from youwei.config.keeping.archive import Damaged

MAGIC = b"age-encryption.org/v1"
_BLOCK = 512
_IDENTITY, _BACKUP = "identity.age", "backup.age"


class CannotOpen(Exception):
    """No key was given, or none that opens this."""


class NoRecipient(Exception):
    """Not an age recipient (age1…)."""


def recipients_from(words: Iterator[str] | list[str]) -> list[Any]:
    """Raises NoRecipient."""
    found = []
    for word in words:
        try:
            found.append(pyrage.x25519.Recipient.from_str(word.strip()))
        except pyrage.RecipientError:
            raise NoRecipient(word) from None
    return found


def identities_from(text: str) -> list[Any]:
    """The secret keys in an identity file; other lines are passed over. Raises CannotOpen."""
    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-1")]
    try:
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise CannotOpen("the identity file holds no age secret key")
    return found


def new_identity() -> tuple[str, str]:
    """A secret key and its recipient."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@contextmanager
def sealed_to(recipients: list[Any], file: BinaryIO) -> Iterator[BinaryIO]:
    """What is written into the given stream arrives sealed in `file`."""
    with _through(lambda reader: pyrage.encrypt_io(reader, file, recipients)) as sink:
        yield sink


@contextmanager
def sealed_with(passphrase: str, file: BinaryIO) -> Iterator[BinaryIO]:
    identity = pyrage.x25519.Identity.generate()
    locked = pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    file.write(_header(_IDENTITY, len(locked)) + locked + b"\0" * (-len(locked) % _BLOCK))
    place = file.tell()
    file.write(b"\0" * _BLOCK)  # its size is known at the end
    with sealed_to([identity.to_public()], file) as sink:
        yield sink
    size = file.tell() - place - _BLOCK
    file.write(b"\0" * (-size % _BLOCK + 2 * _BLOCK))
    file.seek(place)
    file.write(_header(_BACKUP, size))
    file.seek(0, os.SEEK_END)


@contextmanager
def opened(path: Path, identities: list[Any], passphrase: str) -> Iterator[BinaryIO]:
    """The archive inside, whatever its seal. Raises CannotOpen."""
    with path.open("rb") as file:
        begin = file.read(len(MAGIC))
        file.seek(0)
        if begin == MAGIC:
            with _unsealed(file, identities) as source:
                yield source
            return
        first = _first_member(file)
        if first is None or first.name != _IDENTITY:
            file.seek(0)
            yield file  # not sealed
            return
        if not passphrase:
            raise CannotOpen("it is sealed with a passphrase")
        identity = _identity_in(file, first, passphrase)
        second = _first_member(file)
        if second is None or second.name != _BACKUP:
            raise Damaged("its second part is missing")
        with _unsealed(_Part(file, second.size), [identity]) as source:
            yield source


def _first_member(file: BinaryIO) -> tarfile.TarInfo | None:
    """The header of the member that begins here; the file stands behind it, or where it stood."""
    place = file.tell()
    try:
        return tarfile.TarInfo.frombuf(file.read(_BLOCK), "utf-8", "surrogateescape")
    except tarfile.TarError:
        file.seek(place)
        return None


def _identity_in(file: BinaryIO, first: tarfile.TarInfo, passphrase: str) -> Any:
    """Leaves the file behind this member."""
    locked = file.read(first.size)
    file.seek(-first.size % _BLOCK, os.SEEK_CUR)
    try:
        text = pyrage.passphrase.decrypt(locked, passphrase).decode()
    except pyrage.DecryptError:
        raise CannotOpen("the passphrase is another") from None
    return identities_from(text)[0]


@contextmanager
def _unsealed(file: "BinaryIO | _Part", identities: list[Any]) -> Iterator[BinaryIO]:
    if not identities:
        raise CannotOpen("it is sealed to recipients: name the identity file of one of them")
    reading, writing = os.pipe()
    fault: list[BaseException] = []

    def unseal() -> None:
        try:
            with os.fdopen(writing, "wb") as sink:
                pyrage.decrypt_io(file, sink, identities)
        except BaseException as error:
            fault.append(error)

    thread = Thread(target=unseal, daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as source:
            yield source
    except Damaged:
        thread.join()
        _tell(fault)  # what came out was cut off because it could not be opened
        raise
    finally:
        thread.join()  # a thread of the library that outlives the interpreter aborts the process
    _tell(fault)


def _tell(fault: list[BaseException]) -> None:
    # The library tells a broken piece of the stream as an OSError without a number.
    broken = isinstance(fault[0], OSError) and fault[0].errno is None if fault else False
    if fault and (broken or isinstance(fault[0], pyrage.DecryptError)):
        raise CannotOpen(f"no key that was given opens the whole of it ({fault[0]})")
    if fault:
        raise fault[0]


@contextmanager
def _through(seal: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """A thread seals what is written into the pipe; its fault is raised here."""
    reading, writing = os.pipe()
    fault: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(reading, "rb") as source:
                seal(source)
        except BaseException as error:
            fault.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as sink:
            yield sink
    except BrokenPipeError:
        thread.join()  # its fault is why nobody reads
        if not fault:
            raise
    finally:
        thread.join()
    if fault and isinstance(fault[0], pyrage.EncryptError):
        raise OSError(errno.EIO, str(fault[0]))  # the library wraps what the file answered
    if fault:
        raise fault[0]


class _Part:
    """The next `size` bytes of a file: an age file ends where its reader ends."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)
