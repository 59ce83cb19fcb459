"""DOCX and XLSX: every part is dropped, cleaned or a reason to refuse; none passes unseen.

Dropped: properties, thumbnail, custom XML, printer settings, people, threaded comments (their
plain form stays), revision logs, fonts, signatures (they name the signer and no longer fit),
glossary, calculation order. Refused: macros, controls, embedded files, links that load something,
data connections, and pictures other than JPEG and PNG, which cannot be cleaned. Comments and
tracked changes stay, by "Author 1", "Author 2" and without times.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from youwei.foundation.files.rules import images, markup, package
from youwei.foundation.files.rules.package import Link, Parts
from youwei.foundation.files.rules.refusals import (
    FileBroken,
    HoldsFiles,
    HoldsMacros,
    HoldsUnknownParts,
    ImageTooLarge,
    LoadsFromElsewhere,
)
from youwei.kernel.refusal import Refusal

PACKAGE_PIXELS = 4 * images.PIXELS  # of all pictures in one file together
_DROPPED = re.compile(
    r"(docProps|docMetadata|customXml|_xmlsignatures|package|userCustomization|customUI"
    r"|\[trash\])/.*"
    r"|.*/(printerSettings|fonts|glossary|revisions|threadedComments|persons|webextensions)/.*"
    r"|word/(people|commentsExtended|commentsIds|commentsExtensible|webSettings"
    r"|stylesWithEffects|documentTasks/.*)\.xml"
    r"|xl/calcChain\.xml|.*/customProperty/?\d*\.bin|.*thumbnail\.\w+",
    re.IGNORECASE,
)
_REFUSED: tuple[tuple[re.Pattern[str], type[Refusal]], ...] = (
    (re.compile(r".*(vba|macrosheets|dialogsheets|activeX|ctrlProps).*", re.I), HoldsMacros),
    (re.compile(r".*/(embeddings|model|afchunk).*", re.I), HoldsFiles),
    (re.compile(r"xl/(externalLinks/|queryTables/|connections\.xml).*", re.I), LoadsFromElsewhere),
)
_PICTURE = re.compile(r".*/media/[^/]+\.(jpe?g|png)", re.IGNORECASE)
_MARKUP = re.compile(r".*\.(xml|vml)", re.IGNORECASE)
_DEFAULTS = {
    ".rels": "application/vnd.openxmlformats-package.relationships+xml",
    ".xml": "application/xml",
    ".vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_HARMLESS_ADDRESS = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_NOWHERE = "about:blank"
_NS = "http://schemas.openxmlformats.org/package/2006/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def clean_docx(content: bytes) -> bytes:
    return _clean(package.opened(content), main=f"{package.DOCX}.main+xml")


def clean_xlsx(content: bytes) -> bytes:
    return _clean(package.opened(content), main=f"{package.XLSX}.main+xml")


def _clean(parts: Parts, *, main: str) -> bytes:
    types = package.content_types(parts.pop(package.TYPES))
    linked = {name: parts.pop(name) for name in list(parts) if name.endswith(".rels")}
    kept = {name: content for name, content in parts.items() if not _DROPPED.fullmatch(name)}
    _check(kept)
    if not any(types.get(name) == main for name in kept):
        raise FileBroken
    persons = markup.Persons()
    cleaned: Parts = {}
    for name in ("", *kept):  # '' is the package itself
        found = package.links(linked.get(package.links_of(name)), of=name)
        left = tuple(_allowed(link) for link in found if _stays(link, kept))
        gone = frozenset(link.id for link in found) - {link.id for link in left}
        if left:
            cleaned[package.links_of(name)] = _relationships(left)
        if name:
            cleaned[name] = _part(name, kept[name], persons, gone)
    cleaned[package.TYPES] = _types(types, kept)
    return package.packed(cleaned)


def _check(kept: Parts) -> None:
    """Raises the refusal that fits the worst part."""
    for name in kept:
        for pattern, refusal in _REFUSED:
            if pattern.fullmatch(name):
                raise refusal
        if not _PICTURE.fullmatch(name) and not _MARKUP.fullmatch(name):
            raise HoldsUnknownParts
    pixels = sum(images.pixels_of(kept[name]) for name in kept if _PICTURE.fullmatch(name))
    if pixels > PACKAGE_PIXELS:
        raise ImageTooLarge(limit=PACKAGE_PIXELS // 1_000_000)


def _part(name: str, content: bytes, persons: markup.Persons, gone: frozenset[str]) -> bytes:
    if _PICTURE.fullmatch(name):
        # Not turned: the document says how large and which way up it stands.
        return images.clean(content, upright=False)
    return markup.scrubbed(content, persons=persons, gone=gone)


def _stays(link: Link, kept: Parts) -> bool:
    if link.external:
        return not link.type.endswith("/attachedTemplate")  # Word notes the path of the template
    return link.target in kept


def _allowed(link: Link) -> Link:
    """A hyperlink that waits for a click may stay; anything that loads by itself may not."""
    if not link.external:
        return link
    if not link.type.endswith("/hyperlink"):
        raise LoadsFromElsewhere
    address = link.target if _HARMLESS_ADDRESS.match(link.target) else _NOWHERE
    return Link(id=link.id, type=link.type, target=address, external=True)


def _relationships(links: Iterable[Link]) -> bytes:
    root = "".join(_relationship(link) for link in links)
    return f'{_HEAD}<Relationships xmlns="{_NS}relationships">{root}</Relationships>'.encode()


def _relationship(link: Link) -> str:
    target = link.target if link.external else "/" + quote(link.target)
    mode = ' TargetMode="External"' if link.external else ""
    written = f"Id={quoteattr(link.id)} Type={quoteattr(link.type)} Target={quoteattr(target)}"
    return f"<Relationship {written}{mode}/>"


def _types(types: dict[str, str], kept: Parts) -> bytes:
    defaults = "".join(
        f'<Default Extension="{ending[1:]}" ContentType="{kind}"/>'
        for ending, kind in _DEFAULTS.items()
    )
    overrides = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(types[name])}/>"
        for name in sorted(kept)
        if name in types
    )
    return f'{_HEAD}<Types xmlns="{_NS}content-types">{defaults}{overrides}</Types>'.encode()
