"""YAML as a tree that remembers file and line of everything, read without trusting its author.

Only plain data is accepted: no anchors and aliases (they hide what a rule says and can blow up), no
tags, no second document, no repeated key, no character that cannot be seen. Values are typed as in
YAML 1.2, narrowly: `true`, `false`, whole numbers, nothing; everything else is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from youwei.foundation.rulebook.rules.faults import Fault
from youwei.kernel.characters import has_unseen

FILE_BYTES = 256 * 1024
DEPTH = 12
NODES = 20_000
FRAME = (StreamStartEvent, StreamEndEvent, DocumentEndEvent)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the place where it stands; for a mapping entry, the line of its key."""

    value: "dict[str, Node] | list[Node] | Scalar"
    file: str
    line: int

    @property
    def entries(self) -> "dict[str, Node]":
        """The entries of a mapping, of anything else none."""
        return self.value if isinstance(self.value, dict) else {}

    def plain(self) -> object:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def fault(self, rule: str, message: str) -> Fault:
        return Fault(self.file, self.line, rule, message)


class _Stop(Exception):
    """Reading cannot go on; the fault is already noted."""


def read(file: str, content: bytes) -> tuple[Node | None, list[Fault]]:
    """The tree of one file and its faults; no tree where reading had to stop."""
    reader = _Reader(file)
    try:
        return reader.tree(reader.text(content)), reader.faults
    except _Stop:
        return None, reader.faults


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.nodes = 0

    def note(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.file, line, "", message))

    def stop(self, line: int, message: str) -> _Stop:
        self.note(line, message)
        return _Stop()

    def text(self, content: bytes) -> str:
        if len(content) > FILE_BYTES:
            raise self.stop(0, f"larger than {FILE_BYTES // 1024} KB; divide it by topic")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise self.stop(line, "not UTF-8; save the file in that encoding") from None
        unseen = [n for n, line in enumerate(text.split("\n"), 1) if has_unseen(line)]
        for number in unseen:
            self.note(number, "holds a character that cannot be seen; type the line anew")
        if unseen:
            raise _Stop
        return text

    def tree(self, text: str) -> Node:
        events = self.events(text)
        root = Node({}, self.file, 1)
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.stop(_line(event), "a second document begins; use one file for each")
            elif not isinstance(event, FRAME):
                root = self.node(event, events, 1, _line(event))
        if root.value is None:
            return Node({}, self.file, 1)
        if not isinstance(root.value, dict):
            raise self.stop(root.line, "expected sections such as `themes:`")
        return root

    def events(self, text: str) -> Iterator[Event]:
        yaml = YAML(typ="rt", pure=True)
        try:
            yield from yaml.parse(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = " ".join(str(error.problem or error.context or "cannot be read").split())
            raise self.stop(mark.line + 1 if mark else 0, f"not YAML: {problem}") from None
        except (YAMLError, ValueError, OverflowError, IndexError, TypeError, AttributeError):
            # The parser's own slips on hostile escapes and directives.
            raise self.stop(0, "not YAML that can be read here") from None

    def node(self, event: Event, events: Iterator[Event], depth: int, line: int) -> Node:
        self.nodes += 1
        if self.nodes > NODES:
            raise self.stop(_line(event), f"more than {NODES} values; divide the file by topic")
        if depth > DEPTH:
            raise self.stop(_line(event), f"nested deeper than {DEPTH} levels")
        self.refuse_indirection(event)
        if isinstance(event, MappingStartEvent):
            return Node(self.mapping(events, depth), self.file, line)
        if isinstance(event, SequenceStartEvent):
            return Node(self.sequence(events, depth), self.file, line)
        assert isinstance(event, ScalarEvent)
        value = _typed(event)
        # What is left empty "begins" at the next word, perhaps lines later.
        return Node(value, self.file, line if value is None else _line(event))

    def refuse_indirection(self, event: Event) -> None:
        if (
            not isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent)
            or event.anchor
        ):
            raise self.stop(_line(event), "anchors and aliases (& and *) are not used here")
        if event.tag:
            raise self.stop(_line(event), "tags (!) are not used here")

    def mapping(self, events: Iterator[Event], depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in _until(events, MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self.stop(_line(event), "a key must be a word")
            self.refuse_indirection(event)
            key, line = str(event.value), _line(event)
            node = self.node(next(events), events, depth + 1, line)
            if key in entries:
                self.note(
                    line, f"`{key[:60]}` stands here twice, first on line {entries[key].line}"
                )
            else:
                entries[key] = node
        return entries

    def sequence(self, events: Iterator[Event], depth: int) -> list[Node]:
        inside = _until(events, SequenceEndEvent)
        return [self.node(event, events, depth + 1, _line(event)) for event in inside]


def _until(events: Iterator[Event], end: type[Event]) -> Iterator[Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _typed(event: ScalarEvent) -> Scalar:
    value = str(event.value)
    if not event.implicit[0]:  # quoted, or a block of text
        return value.strip() if event.style in ("|", ">") else value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _WHOLE.fullmatch(value) else value
