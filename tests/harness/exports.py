"""What an export would hold, without the way through its approval."""

import io
import zipfile
from typing import Any

from django.http import QueryDict

from youwei.foundation.exports.offers import source_of
from youwei.kernel.workbook import Mark

MARK = Mark(line="EX-000001 测试", title="测试", author="测试", number="EX-000001")


def words_in(body: bytes) -> str:
    """What somebody could read of it; of a workbook, what its parts hold."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(part) for part in book.namelist())
    return body.decode("utf-8", "replace")


def exported(actor: Any, code: str, query: str = "", form: str = "xlsx") -> bytes:
    """The file of this source as the actor may read it; no rows make an empty one."""
    source = source_of(code)
    assert source is not None
    given = QueryDict(query)
    return source.made(actor, given, source.rows(actor, given, 1_000), form, MARK).content
