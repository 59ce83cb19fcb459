"""Whatever is fed to the loader, it answers with a rulebook or with RulebookError, soon."""

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.foundation.rulebook.conftest import ABOUT, RULEBOOKS
from youwei.foundation.rulebook.rules import Fault, Rulebook, RulebookError, load
from youwei.foundation.rulebook.rules.checking import judge
from youwei.foundation.rulebook.rules.loading import FIRST_FILE
from youwei.foundation.rulebook.rules.merging import merge
from youwei.foundation.rulebook.rules.nodes import Node, read

WORDS = ["themes", "kinds", "remove", "name", "zh", "basis", "term", "true", "5wd", "-3", "作风"]
MARKS = [":", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "? ", "|", ">", "&a", "*a"]
MORE = ["!", "!!str", "%YAML 1.1", "%TAG", "---", "...", "'", '"', "\\U", "#", "\t", "\ufeff", "\0"]

leaf = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(WORDS)
tree = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
CONTENT = {
    key: node
    for file in sorted((RULEBOOKS / "hebei-2016").glob("*.yaml"))
    for key, node in (read(file.name, file.read_bytes())[0] or Node({}, "", 0)).entries.items()
}


def outcome(files: dict[str, bytes]) -> Rulebook | tuple[Fault, ...]:
    """The rulebook, or its faults; any other exception fails the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "trial"
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        try:
            return load(folder)
        except RulebookError as error:
            return error.faults


def judgement(node: Node) -> Rulebook | tuple[Fault, ...]:
    try:
        return judge(node, [])
    except RulebookError as error:
        return error.faults


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    alone = ABOUT.replace("  extends: hebei-2016\n", "").encode()
    assert isinstance(outcome({FIRST_FILE: alone, "x.yaml": content}), tuple)
    assert isinstance(outcome({FIRST_FILE: content}), tuple)


@given(st.lists(st.sampled_from(WORDS + MARKS + MORE), max_size=30))
@settings(max_examples=300)
def test_anything_that_looks_like_yaml(parts: list[str]) -> None:
    node, faults = read("x.yaml", "".join(parts).encode())
    assert node is not None or faults


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    node, faults = read("x.yaml", text.encode("utf-8", "surrogatepass"))
    assert node is not None or faults


@st.composite
def distorted(draw: st.DrawFn) -> Node:
    """The content of hebei-2016 with one value, anywhere in it, replaced by anything."""

    def within(node: Node) -> Node:
        assert isinstance(node.value, dict | list)
        values: Any = node.value.copy()
        key = draw(
            st.sampled_from(list(values) if isinstance(values, dict) else range(len(values)))
        )
        inner = values[key]
        if isinstance(inner.value, dict | list) and inner.value and draw(st.integers(0, 3)):
            values[key] = within(inner)
        else:
            # Read as the rest was; what cannot be read never stands in a tree.
            file, _ = read(inner.file, json.dumps({"it": draw(tree)}).encode())
            values[key] = file.entries["it"] if file else inner
        return Node(values, node.file, node.line)

    return within(Node(CONTENT, FIRST_FILE, 0))


@given(distorted())
@settings(max_examples=60)
def test_a_rulebook_with_one_value_replaced(content: Node) -> None:
    judged = judgement(content)
    if isinstance(judged, Rulebook):
        assert Rulebook.from_json(judged.to_json()) == judged
    else:
        assert all(fault.message for fault in judged)


@given(st.dictionaries(st.sampled_from(sorted(CONTENT)), tree, max_size=3))
@settings(max_examples=60)
def test_any_rulebook_laid_over_hebei(over: dict[str, Any]) -> None:
    node, faults = read("x.yaml", json.dumps(over).encode())
    if node is None:
        assert faults
        return
    merged, _ = merge(Node(CONTENT, "base", 0), node)
    judged = judgement(merged)
    assert isinstance(judged, Rulebook) or judged
