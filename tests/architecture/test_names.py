"""Domain words name the files, and a file is short enough to be read at once."""

import ast

import pytest

from tests.architecture.source import ROOT, Module, committed, modules, must_be_none

NAMELESS = frozenset(
    {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "managers", "tools"}
)
LONGEST = 400  # lines
CODE = frozenset({".py", ".html", ".css", ".js", ".mjs"})
PURE = frozenset({"kernel", "stats", "text"})


def name_faults(name: str) -> list[str]:
    """`name` is dotted."""
    return [f"{name}: {part!r} says nothing" for part in name.split(".") if part in NAMELESS]


def length_faults(name: str, text: str) -> list[str]:
    lines = text.count("\n")
    return [f"{name}: {lines} lines"] if lines > LONGEST else []


def django_faults(module: Module) -> list[str]:
    """Imports of Django in the layers that have to do without it."""
    if module.wing not in PURE and "rules" not in module.parts:
        return []
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return [
        f"{module.name} imports {name}"
        for name in found
        if name.partition(".")[0] in {"django", "ninja", "allauth", "django_q"}
    ]


def pair_faults(module: Module) -> list[str]:
    """A boolean of access that shares no judgement with a check: one has to call the other."""
    if module.layer != "access":
        return []
    functions = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    return [
        f"{module.name}.{name} and no check_… call each other"
        for name, function in functions.items()
        if name.startswith("can_")
        and "check_" not in ast.unparse(function).partition(":")[2]
        and not any(
            other.startswith("check_") and f"{name}(" in ast.unparse(body)
            for other, body in functions.items()
        )
    ]


def test_no_nameless_module() -> None:
    must_be_none(fault for module in modules() for fault in name_faults(module.name))


def test_no_long_file() -> None:
    faults = []
    for path in committed():
        if path.suffix in CODE and "migrations" not in path.parts:
            faults += length_faults(str(path.relative_to(ROOT)), path.read_text())
    must_be_none(faults)


def test_kernel_and_rules_know_no_framework() -> None:
    must_be_none(fault for module in modules() for fault in django_faults(module))


def test_permissions_come_in_pairs() -> None:
    must_be_none(fault for module in modules() for fault in pair_faults(module))


@pytest.mark.parametrize("word", sorted(NAMELESS))
def test_a_nameless_module_is_found(word: str) -> None:
    assert name_faults(f"youwei.listening.complaints.{word}")
    assert name_faults(f"youwei.listening.{word}.cases")


def test_a_long_file_is_found() -> None:
    assert length_faults("a.py", "x\n" * (LONGEST + 1))
    assert length_faults("a.py", "x\n" * LONGEST) == []


@pytest.mark.parametrize("name", ["youwei.stats.raking", "youwei.foundation.duties.rules.dates"])
def test_django_in_a_pure_module_is_found(name: str) -> None:
    assert django_faults(Module(name, "def f():\n    from django.db import models"))


def test_a_permission_of_its_own_is_found() -> None:
    text = "def can_read(actor): return True"
    assert pair_faults(Module("youwei.foundation.duties.access", text))
