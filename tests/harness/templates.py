"""An unknown variable in one of our templates fails the test; Django renders it as nothing."""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import Node

SOURCE = Path(__file__).resolve().parents[2] / "src"


class UnknownVariable(AssertionError):
    """A template used a name that its view does not give."""


class _Unknown(str):
    """Stands in `string_if_invalid`; Django formats it with the name, or prints it as it is."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        return _refuse(f"unknown variable {name}")

    def __str__(self) -> str:
        return _refuse("a value that is missing or may not be read in a template")


UNKNOWN = _Unknown("%s")


def _refuse(what: str) -> str:
    node = _node(sys._getframe(2))
    origin = str(getattr(node, "origin", ""))
    if origin.startswith(str(SOURCE)):
        token = getattr(node, "token", None)
        line = f" line {token.lineno}" if token else ""
        raise UnknownVariable(f"{what} in {Path(origin).name}{line}")
    return ""  # a library's own template: not ours to mend


def _node(frame: FrameType | None) -> Node | None:
    """The innermost template node that is being rendered."""
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, Node) and hasattr(owner, "origin"):
            return owner
        frame = frame.f_back
    return None
