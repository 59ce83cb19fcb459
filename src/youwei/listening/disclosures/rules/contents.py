"""What stands inside a seal: words with the organ that they are about, or one file."""

import json
import struct
from dataclasses import dataclass

_META = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Told:
    """`organ` is what the reporter named in the form, if anything: it stands in here only. `files`
    names the attachments in their order.
    """

    text: str
    organ: int | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporter:
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    content: bytes


def of_told(told: Told) -> bytes:
    facts = {"text": told.text, "organ": told.organ, "files": told.files}
    return json.dumps(facts, ensure_ascii=False).encode()


def to_told(content: bytes) -> Told:
    found = json.loads(content)
    return Told(text=found["text"], organ=found["organ"], files=tuple(found["files"]))


def of_reporter(reporter: Reporter) -> bytes:
    facts = {"name": reporter.name, "contact": reporter.contact}
    return json.dumps(facts, ensure_ascii=False).encode()


def to_reporter(content: bytes) -> Reporter:
    found = json.loads(content)
    return Reporter(name=found["name"], contact=found["contact"])


def of_attachment(file: Attachment) -> bytes:
    facts = {"name": file.name, "media_type": file.media_type}
    meta = json.dumps(facts, ensure_ascii=False).encode()
    return _META.pack(len(meta)) + meta + file.content


def to_attachment(content: bytes) -> Attachment:
    (length,) = _META.unpack_from(content)
    meta = json.loads(content[_META.size : _META.size + length])
    return Attachment(meta["name"], meta["media_type"], content[_META.size + length :])
