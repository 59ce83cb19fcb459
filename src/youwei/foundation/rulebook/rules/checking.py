"""From a tree to a rulebook: the schema first, then what only several rules together can break."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from youwei.foundation.rulebook.rules.book import CODED, Rulebook, rule_and_path
from youwei.foundation.rulebook.rules.consistency import Checked, inconsistencies
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.foundation.rulebook.rules.nodes import Node

_PLACES = re.compile(r"^Value error, ")

Location = Sequence[int | str]


def judge(tree: Node, lineage: Sequence[str], *, complete: bool = True) -> Rulebook:
    """The rulebook that the tree describes. Raises RulebookError with every fault found.

    `complete` is false where a file could not be read: sections may then be missing because of it.
    """
    faults = list(_forms(tree))
    content = {key: node.plain() for key, node in tree.entries.items()}
    content["lineage"] = list(lineage)
    book: Rulebook | None = None
    sound: Rulebook | None
    try:
        book = sound = Rulebook.model_validate(content)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        said = {fault.rule for fault in faults}
        faults += [_fault(tree, one) for one in errors if _is_news(one, said, complete)]
        sound = _without_faulty(tree, content, [one["loc"] for one in errors])
    if sound is not None:
        faults += inconsistencies(Checked(sound, tree))
    if faults or book is None:
        raise RulebookError(faults)
    return book


def _forms(tree: Node) -> Iterable[Fault]:
    if "lineage" in tree.entries:
        yield tree.entries["lineage"].fault("lineage", "is not known here")
    for section in CODED & tree.entries.keys():
        node = tree.entries[section]
        if not isinstance(node.value, dict):
            yield node.fault(section, "expected rules, each under its code")


def _is_news(error: ErrorDetails, said: Container[str], complete: bool) -> bool:
    section_missing = error["type"] == "missing" and len(error["loc"]) == 1
    return error["loc"][0] not in said and (complete or not section_missing)


def _without_faulty(
    tree: Node, content: dict[str, Any], locations: Iterable[Location]
) -> Rulebook | None:
    """What is left without the rules that have faults, so that the rest is checked at once too."""
    sound = dict(content)
    for location in locations:
        section = location[0] if location else None
        if section not in CODED or len(location) < 2 or not isinstance(content[section], dict):
            return None
        code = list(tree.entries[section].entries)[int(location[1])]
        sound[section] = {key: rule for key, rule in sound[section].items() if key != code}
    try:
        return Rulebook.model_validate(sound)
    except ValidationError:
        return None


def _fault(tree: Node, error: ErrorDetails) -> Fault:
    node, names = locate(tree, error["loc"])
    if names[-1:] == ["code"]:
        names.pop()
    rule, path = rule_and_path(names)
    return node.fault(rule, _message(error, path))


def _message(error: ErrorDetails, path: str) -> str:
    if error["type"] == "missing":
        return f"{path} is missing" if path else "is missing"
    if error["type"] == "extra_forbidden":
        return f"{path} is not known here" if path else "is not known here"
    said = _PLACES.sub("", error["msg"])
    if error["type"].startswith("date"):
        said = "expected a day such as 2016-02-15"
    return f"{path}: {said}" if path else said


def locate(tree: Node, location: Location) -> tuple[Node, list[str]]:
    """The node nearest to a place in the schema, and the names on the way to that place."""
    node, names, lost = tree, [], False
    for step in location:
        key = str(step)
        if isinstance(step, int) and isinstance(node.value, dict) and step < len(node.value):
            key = list(node.value)[step]
        names.append(key)
        if lost:
            continue
        if key in node.entries:
            node = node.entries[key]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            lost = True
    return node, names
