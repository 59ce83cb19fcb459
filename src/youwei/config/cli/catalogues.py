"""Message catalogues: Simplified Chinese compiled, Traditional Chinese derived from it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SOURCE, DERIVED = "zh_Hans", "zh_Hant"
# The character forms that most readers of Traditional Chinese know (為, 裡), without exchanging
# words: official terms stay those of the source.
OPENCC_PROFILE = "s2tw"
# Words of administration that the general dictionary writes with the wrong one of two forms.
CORRECTIONS = {"複議": "復議", "複查": "復查", "複核": "復核", "臺賬": "台賬"}
PLACEHOLDER = re.compile(r"(%\([^)]*\)[a-zA-Z]|\{[^{}]*\})")

Convert = Callable[[str], str]


class Unreadable(Exception):
    """A catalogue that is not a valid PO file; the text names the file and the line."""


@dataclass(frozen=True, slots=True)
class Compiled:
    written: int
    unchanged: int


def compile_all(root: Path, *, force: bool = False) -> Compiled:
    """Writes `django.mo` in zh_Hans and zh_Hant for every catalogue below `root` that changed."""
    convert: Convert | None = None
    written = unchanged = 0
    for source in sorted(root.rglob(f"locale/{SOURCE}/LC_MESSAGES/*.po")):
        targets = tuple(_targets(source))
        if not force and all(_is_newer(target, source) for target in targets):
            unchanged += 1
            continue
        convert = convert or to_traditional()
        catalogue = _read(source)
        for target, content in zip(
            targets, (catalogue, traditional(catalogue, convert)), strict=True
        ):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_machine_form(content))
        written += 1
    return Compiled(written=written, unchanged=unchanged)


def to_traditional() -> Convert:
    """The conversion of one text; its placeholders stay as they are."""
    import opencc  # here: its dictionaries take a moment to load

    convert: Convert = opencc.OpenCC(OPENCC_PROFILE).convert

    def whole(text: str) -> str:
        parts = PLACEHOLDER.split(text)  # every second part is a placeholder
        return "".join(part if odd % 2 else words(part) for odd, part in enumerate(parts))

    def words(text: str) -> str:
        converted = convert(text)
        for wrong, right in CORRECTIONS.items():
            converted = converted.replace(wrong, right)
        return converted

    return whole


def traditional(catalogue: Catalog, convert: Convert) -> Catalog:
    """A copy in Traditional Chinese: source strings stay, only what readers see is converted."""
    derived = Catalog(locale=DERIVED, domain=catalogue.domain, charset="utf-8")
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        text = message.string
        derived.add(
            message.id,
            string=convert(text)
            if isinstance(text, str)
            else tuple(convert(form) for form in text or ()),
            flags=message.flags,
            context=message.context,
        )
    return derived


def _targets(source: Path) -> Iterator[Path]:
    locale = source.parents[2]
    for language in (SOURCE, DERIVED):
        yield locale / language / "LC_MESSAGES" / f"{source.stem}.mo"


def _is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def _read(source: Path) -> Catalog:
    try:
        with source.open("rb") as file:
            return read_po(file, locale=SOURCE, abort_invalid=True)
    except PoFileError as error:
        raise Unreadable(f"{source}, line {error.lineno}: {error}") from None
    except UnicodeDecodeError as error:
        raise Unreadable(f"{source}: not UTF-8 at byte {error.start}") from None


def _machine_form(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
