"""A folder of YAML files becomes a rulebook: the only rules of this app that open files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.checking import judge
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.foundation.rulebook.rules.merging import merge
from youwei.foundation.rulebook.rules.nodes import FILE_BYTES, Node, read
from youwei.foundation.rulebook.rules.words import CODE

FIRST_FILE = "rulebook.yaml"
FILES = 40
LONGEST_LINE_OF_DESCENT = 5


@dataclass
class _Reading:
    """What was read so far. `complete` turns false when a file could not be read to its end."""

    shelves: tuple[Path, ...]
    faults: list[Fault] = field(default_factory=list)
    lineage: list[str] = field(default_factory=list)
    complete: bool = True


def load(path: Path, *, shelves: Sequence[Path] = ()) -> Rulebook:
    """The rulebook in the folder `path`, laid over the one that it extends.

    That one is looked for beside the folder, then on the `shelves`. Raises RulebookError with every
    fault of every file.
    """
    folder = path.parent if path.name == FIRST_FILE else path
    reading = _Reading(shelves=(folder.absolute().parent, *shelves))
    tree = _read_folder(folder, "", reading)
    _check_name(folder, tree, reading)
    tree = _over_its_base(tree, reading, depth=1)
    try:
        book = judge(tree, reading.lineage, complete=reading.complete)
    except RulebookError as error:
        raise RulebookError([*reading.faults, *error.faults]) from None
    if reading.faults:
        raise RulebookError(reading.faults)
    return book


def _read_folder(folder: Path, prefix: str, reading: _Reading) -> Node:
    """All sections of a folder's files as one mapping."""
    sections: dict[str, Node] = {}
    for file in _files(folder, prefix, reading):
        tree = _read_file(file, prefix, reading)
        for section, node in tree.entries.items() if tree else ():
            if section in sections:
                first = sections[section]
                reading.faults.append(
                    node.fault(section, f"stands in {first.file}:{first.line} already")
                )
            else:
                sections[section] = node
    return Node(sections, prefix + FIRST_FILE, 0)


def _files(folder: Path, prefix: str, reading: _Reading) -> list[Path]:
    try:
        found = sorted(file for file in folder.iterdir() if file.suffix in (".yaml", ".yml"))
    except OSError as error:
        return _unread(reading, Fault(str(folder), 0, "", f"cannot be opened: {error.strerror}"))
    for file in found:
        if file.suffix == ".yml":
            reading.faults.append(Fault(prefix + file.name, 0, "", "name it .yaml, not .yml"))
    if not any(file.name == FIRST_FILE for file in found):
        return _unread(reading, Fault(prefix + FIRST_FILE, 0, "", "is missing in this folder"))
    if len(found) > FILES:
        return _unread(reading, Fault(prefix or str(folder), 0, "", f"more than {FILES} files"))
    return [file for file in found if file.suffix == ".yaml"]


def _unread(reading: _Reading, fault: Fault) -> list[Path]:
    reading.faults.append(fault)
    reading.complete = False
    return []


def _read_file(file: Path, prefix: str, reading: _Reading) -> Node | None:
    name = prefix + file.name
    try:
        if not file.is_file():
            raise OSError(0, "not a plain file")
        with file.open("rb") as opened:
            content = opened.read(FILE_BYTES + 1)
    except OSError as error:
        _unread(reading, Fault(name, 0, "", f"cannot be read: {error.strerror}"))
        return None
    tree, faults = read(name, content)
    reading.faults += faults
    reading.complete = reading.complete and tree is not None
    return tree


def _over_its_base(tree: Node, reading: _Reading, depth: int) -> Node:
    """The tree laid over the one it extends, which is laid over its own first."""
    about = tree.entries.get("about")
    named = about.entries.get("extends") if about else None
    if named is None or not isinstance(named.value, str) or not re.fullmatch(CODE, named.value):
        return tree  # nothing to extend, or a name that the schema refuses
    if depth > LONGEST_LINE_OF_DESCENT:
        reading.faults.append(named.fault("about", "extends: the line of descent has no end"))
        return tree
    name = named.value
    folder = next((s / name for s in reading.shelves if (s / name / FIRST_FILE).is_file()), None)
    if folder is None:
        reading.faults.append(named.fault("about", f"extends: there is no rulebook `{name}`"))
        reading.complete = False
        return tree
    base = _read_folder(folder, f"{name}/", reading)
    reading.lineage.append(f"{name} {_version(base)}")
    merged, faults = merge(_over_its_base(base, reading, depth + 1), tree)
    reading.faults += faults
    return merged


def _version(tree: Node) -> str:
    about = tree.entries.get("about")
    version = about.entries.get("version") if about else None
    return str(version.value) if version else "?"


def _check_name(folder: Path, tree: Node, reading: _Reading) -> None:
    about = tree.entries.get("about")
    named = about.entries.get("id") if about else None
    if named and isinstance(named.value, str) and named.value != folder.resolve().name:
        reading.faults.append(named.fault("about", "id: differs from the name of the folder"))
