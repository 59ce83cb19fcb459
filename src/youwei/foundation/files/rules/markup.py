"""The XML of an office file, read and written again piece by piece: what names a person, a device
or an editing session is left out, everything else stays as it was, with its prefixes.

A stream, not a tree: a tree library renames prefixes, which other attributes refer to by text
(mc:Ignorable), and needs many times the memory.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.handler import ContentHandler  # nosec: parsing itself is defusedxml's
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax

from youwei.foundation.files.rules.refusals import FileBroken, LoadsFromElsewhere

DEPTH = 256
Attributes = Mapping[str, str]

# Local names; a prefix is the writer's choice.
_LEFT_OUT = {
    # Word: editing sessions, template path, data sources, stored variables, embedded fonts
    *("rsids", "attachedTemplate", "docVars", "mailMerge", "docId", "dataBinding"),
    *("writeProtection", "webVideoPr", "embedRegular", "embedBold", "embedItalic"),
    *("embedBoldItalic", "rsid", "nsid", "tmpl"),
    # Excel: the author's folder, document identity, who may write, personal views, queries
    *("absPath", "revisionPtr", "fileSharing", "fileVersion", "customWorkbookViews"),
    *("customSheetViews", "customProperties", "dataConsolidate", "webPublishItems"),
    *("webPublishing",),
}
_FROM_ELSEWHERE = frozenset({"altChunk", "subDoc", "externalReference", "oleLink", "ddeLink"})
_PERSONS = frozenset({"author", "userName", "refreshedBy", "lastModifiedBy"})
_BESIDE_PERSONS = frozenset({"date", "dateUtc", "initials", "refreshedDate", "refreshedDateIso"})
_SESSIONS = frozenset({"paraId", "textId", "uid", "durableId"})
_DRAWN = frozenset({"docPr", "cNvPr"})  # their name and description often hold the picture's path
_ADDRESSES = frozenset({"src", "href", "althref"})
_CODES = frozenset({"instrText", "delInstrText"})
# Fields that load or start something; QUOTE and the like can assemble such a field.
_LOADING = re.compile(r"\b(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|QUOTE)\b")


@dataclass(slots=True)
class Persons:
    """Who is who inside one file stays visible, by number instead of name."""

    known: dict[str, str] = field(default_factory=dict)

    def alias(self, name: str) -> str:
        return self.known.setdefault(name.strip(), f"Author {len(self.known) + 1}")


def scrubbed(xml: bytes, *, persons: Persons, gone: frozenset[str] = frozenset()) -> bytes:
    """`gone` are the ids of relationships that were dropped from this part.

    Raises FileBroken, LoadsFromElsewhere, and what the parser raises: also on any DTD.
    """
    out = BytesIO()
    scrubber = _Scrubber(XMLGenerator(out, "utf-8", short_empty_elements=True), persons, gone)
    sax.parseString(xml, scrubber, forbid_dtd=True)
    if _LOADING.search("".join(scrubber.codes).upper()):
        raise LoadsFromElsewhere
    return out.getvalue()


def elements(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Local name and attributes of every element."""
    lister = _Lister()
    sax.parseString(xml, lister, forbid_dtd=True)
    yield from lister.found


class _Lister(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.found.append((_local(name), dict(attrs.items())))


class _Scrubber(ContentHandler):
    def __init__(self, out: XMLGenerator, persons: Persons, gone: frozenset[str]) -> None:
        super().__init__()
        self.out = out
        self.persons = persons
        self.gone = gone
        self.depth = 0
        self.skipped = 0  # depth inside an element that is left out
        self.name: list[str] | None = None  # a person's name being read
        self.in_code = False
        self.codes: list[str] = []

    def startDocument(self) -> None:  # noqa: N802
        self.out.startDocument()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        if self.depth > DEPTH:
            raise FileBroken
        local = _local(name)
        if self.skipped or local in _LEFT_OUT:
            self.skipped += 1
            return
        if local in _FROM_ELSEWHERE:
            raise LoadsFromElsewhere
        self._follow_code(local, attrs)
        if local == "author":
            self.name = []
        self.out.startElement(name, AttributesImpl(self._kept(local, dict(attrs.items()))))

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        if self.name is not None and _local(name) == "author":
            self.out.characters(self.persons.alias("".join(self.name)))
            self.name = None
        self.in_code = False
        self.out.endElement(name)

    def characters(self, content: str) -> None:
        if self.skipped:
            return
        if self.in_code:
            self.codes.append(content)
        if self.name is not None:
            self.name.append(content)
        else:
            self.out.characters(content)

    def _follow_code(self, local: str, attrs: AttributesImpl) -> None:
        """A field's code may be split over many runs; its ends are marked by fldChar."""
        self.in_code = local in _CODES
        if local == "fldChar":
            self.codes.append("\n")
        elif local == "fldSimple":
            self.codes += ["\n", *attrs.values(), "\n"]

    def _kept(self, element: str, attributes: dict[str, str]) -> dict[str, str]:
        by_person = any(_local(name) in _PERSONS for name in attributes)
        kept = {}
        for name, value in attributes.items():
            local = _local(name)
            if name.startswith("xmlns") or not self._tells(element, name, value, by_person):
                kept[name] = self.persons.alias(value) if local in _PERSONS else value
        if element in _DRAWN and "name" in kept:
            kept["name"] = f"Object {attributes.get('id', '')}".strip()
        return kept

    def _tells(self, element: str, name: str, value: str, by_person: bool) -> bool:
        local = _local(name)
        return (
            local.startswith("rsid")
            or local in _SESSIONS
            or (by_person and local in _BESIDE_PERSONS)
            or (element in _DRAWN and local in {"descr", "title"} and _is_path(value))
            or (element == "imagedata" and local in _ADDRESSES)
            or (local == "id" and ":" in name and value in self.gone)
        )


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _is_path(text: str) -> bool:
    return "\\" in text or "/" in text
