"""There is one clock, and rules are told the time."""

import ast

import pytest

from tests.architecture.source import Module, dotted, modules, must_be_none

CLOCK = "youwei.kernel.clock"
MOMENTS = (
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
)
OURS = ("clock.now", "clock.today")


def clock_faults(module: Module) -> list[str]:
    """Places that ask the machine for the time, or rules that ask at all."""
    if module.name == CLOCK:
        return []
    told = "rules" in module.parts or module.wing in {"kernel", "stats", "text"}
    forbidden = MOMENTS + OURS if told else MOMENTS
    return [
        f"{module.name}: line {node.lineno} asks {name}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and (name := dotted(node))
        and any(name == one or name.endswith(f".{one}") for one in forbidden)
    ]


def test_one_clock() -> None:
    must_be_none(fault for module in modules() for fault in clock_faults(module))


@pytest.mark.parametrize(
    "text",
    [
        "at = timezone.now()",
        "field(default=django.utils.timezone.now)",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
    ],
)
def test_another_clock_is_found(text: str) -> None:
    assert clock_faults(Module("youwei.listening.complaints.models", text))


def test_rules_that_look_at_the_clock_are_found() -> None:
    text = "due = clock.today()"
    assert clock_faults(Module("youwei.foundation.duties.rules.dates", text))
    assert clock_faults(Module("youwei.foundation.duties.operations", text)) == []
