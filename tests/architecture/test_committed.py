"""Nothing committed names a package registry or a folder of somebody's machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, committed, must_be_none

# Written in parts, so that this file passes its own test.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("npmmirror", "com"),
        ("debian", "org"),
        ("crates", "io"),
        ("golang", "org"),
    )
)
FOLDERS = tuple("/" + name for name in ("work", "root", "tmp/v"))
# A folder at the start of a path: not a part of an address or of a longer path.
FOLDER = re.compile(rf"(?<![\w./{{}}%)-])(?:{'|'.join(FOLDERS)})(?![a-z])")
TEXT_LIMIT = 2_000_000  # bytes; nothing that long is written by hand


def registry_faults(text: str) -> list[str]:
    lowered = text.lower()
    return [host for host in REGISTRIES if host in lowered]


def folder_faults(text: str) -> list[str]:
    return [match.group() for match in FOLDER.finditer(text)]


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content or len(content) > TEXT_LIMIT else content.decode("utf-8")


def test_no_registry_and_no_machine() -> None:
    faults = []
    for path in committed():
        text = _text(path)
        found = registry_faults(text) + folder_faults(text)
        faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in found]
    must_be_none(faults)


def test_every_text_is_utf_8_and_ends_its_line() -> None:
    faults = [
        str(path.relative_to(ROOT))
        for path in committed()
        if (text := _text(path)) and path.suffix in {".py", ".html", ".md", ".po", ".toml"}
        if not text.endswith("\n") or "\r" in text
    ]
    must_be_none(faults)


@pytest.mark.parametrize("host", REGISTRIES)
def test_a_registry_is_found(host: str) -> None:
    assert registry_faults(f"resolved: https://files.{host.upper()}/a")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_is_found(folder: str) -> None:
    assert folder_faults(f"path = {folder}")
    assert folder_faults(f"open('{folder}/a')")
    assert folder_faults(f"{folder}1/main")


@pytest.mark.parametrize("text", ["desk/work", "/workers", "/rooted", "https://a/root", "w/work"])
def test_other_words_are_left_alone(text: str) -> None:
    assert folder_faults(text) == []
