"""An upload that is too large for memory waits on the disk veiled: under a key that only this
process knows and forgets with it. An original tells who made it, where and with what (C-05).
"""

import io
import os
import tempfile
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_BLOCK = 16  # bytes of AES


class VeiledFile(io.RawIOBase):
    """Written once from the beginning, then read from anywhere. AES-256 in counter mode: nobody has
    to be kept from changing a file without a name that lives for one request.
    """

    def __init__(self) -> None:
        super().__init__()
        self._key = os.urandom(32)
        self._at = 0
        self._file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        self._writer = self._cipher(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def put(self, content: bytes) -> None:
        self._file.write(self._writer.update(content))

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        block, skip = divmod(self._at, _BLOCK)
        self._file.seek(self._at)
        veiled = self._file.read(len(view))
        cipher = self._cipher(block)
        cipher.update(bytes(skip))
        view[: len(veiled)] = cipher.update(veiled)
        self._at += len(veiled)
        return len(veiled)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at}.get(whence)
        self._at = max(0, (self._file.seek(0, io.SEEK_END) if start is None else start) + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def _cipher(self, block: int) -> CipherContext:
        counter = modes.CTR(block.to_bytes(_BLOCK))
        return Cipher(algorithms.AES(self._key), counter).encryptor()


class VeiledUploadHandler(FileUploadHandler):
    """Comes after the handler that keeps small files in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = VeiledFile()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.put(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        return UploadedFile(
            file=cast("Any", io.BufferedReader(self.file)),
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
