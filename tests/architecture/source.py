"""The source files, read and parsed once for all tests of the house."""

import ast
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "youwei"


@dataclass(frozen=True)
class Module:
    """`name` is dotted, such as youwei.foundation.organs.operations.places."""

    name: str
    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def tree(self) -> ast.Module:
        return _tree(self.text)

    @property
    def wing(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def layer(self) -> str:
        """The layer inside its app, '' for modules outside the apps."""
        return self.parts[3] if len(self.parts) > 3 else ""


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product but its migrations."""
    paths = (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Module(_name(path), path.read_text()) for path in sorted(paths))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Files of the product with one of these endings, such as '.html'."""
    found = (path for path in PACKAGE.rglob("*") if path.suffix in endings)
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def committed() -> tuple[Path, ...]:
    """What git keeps, and what is about to be kept."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout
    names = (name for name in answer.decode().split("\0") if name)
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def dotted(node: ast.AST) -> str:
    """'timezone.now' for that expression, '' for what is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def must_be_none(faults: Iterable[str]) -> None:
    """Fails with every fault on a line of its own."""
    found = sorted(faults)
    assert not found, "\n" + "\n".join(found)
