"""How a city's or county's rulebook is laid over the one that it extends.

Mappings merge, everything else replaces. `remove: [code, …]` takes rules out first, so that a rule
named there and given again starts afresh. Who changes a rule says on what ground: the ground of the
rule underneath does not carry a different rule.
"""

from youwei.foundation.rulebook.rules.faults import Fault
from youwei.foundation.rulebook.rules.nodes import Node
from youwei.foundation.rulebook.rules.words import RESERVED

GROUND = frozenset({"clause", "basis"})
OWN = frozenset({"about"})  # sections that are never inherited


def merge(base: Node, over: Node) -> tuple[Node, list[Fault]]:
    """The sections of `over` laid over those of `base`, and what is wrong in doing so."""
    faults: list[Fault] = []
    kept = {key: node for key, node in base.entries.items() if key not in OWN}
    sections = dict(kept)
    for key, node in over.entries.items():
        sections[key] = _laid(kept[key], node, key, faults) if key in kept else node
    return Node(sections, over.file, over.line), faults


def _laid(base: Node, over: Node, rule: str, faults: list[Fault]) -> Node:
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    if _needs_ground(base, over):
        faults.append(over.fault(rule, "changes a rule without its own `clause` or `basis`"))
    entries = dict(base.value)
    for code in _removed(base, over, rule, faults):
        del entries[code]
    if GROUND & over.value.keys():
        entries = {key: node for key, node in entries.items() if key not in GROUND}
    for key, node in over.value.items():
        if key != RESERVED:
            entries[key] = _laid(entries[key], node, key, faults) if key in entries else node
    return Node(entries, over.file, over.line)


def _removed(base: Node, over: Node, rule: str, faults: list[Fault]) -> list[str]:
    node = over.entries.get(RESERVED)
    if node is None:
        return []
    if not isinstance(node.value, list):
        faults.append(node.fault(rule, "remove: expected a list such as [one-code, another]"))
        return []
    codes: list[str] = []
    for item in node.value:
        if isinstance(item.value, str) and item.value in base.entries and item.value not in codes:
            codes.append(item.value)
        else:
            named = f"`{item.value}`" if isinstance(item.value, str | int) else "this"
            faults.append(item.fault(rule, f"remove: {named} is not in the rulebook underneath"))
    return codes


def _needs_ground(base: Node, over: Node) -> bool:
    """Whether `over` changes what `base`, being a rule, says itself (not a rule inside it)."""
    if not GROUND & base.entries.keys() or GROUND & over.entries.keys():
        return False
    return any(key == RESERVED or not _holds_rules(base, key) for key in over.entries)


def _holds_rules(base: Node, key: str) -> bool:
    inside = base.entries.get(key)
    return inside is not None and any(
        GROUND & node.entries.keys() for node in inside.entries.values()
    )
