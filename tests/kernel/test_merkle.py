"""The Merkle log beside the vectors of Certificate Transparency and an implementation of others."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from youwei.kernel.hashing import Algorithm
from youwei.kernel.merkle import (
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
    subtrees_of,
)

# The leaves and roots that Certificate Transparency's own tests have used since 2013.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
sizes = st.integers(1, 70)


def hashes(count: int, algorithm: Algorithm = "sha256") -> list[bytes]:
    return [leaf_hash(b"entry %d" % n, algorithm) for n in range(count)]


def root(leaves: Sequence[bytes], algorithm: Algorithm = "sha256") -> bytes:
    return root_of(len(leaves), subtrees_of(leaves, algorithm), algorithm)


@pytest.mark.parametrize("size", ROOTS)
def test_the_published_roots(size: int) -> None:
    assert root([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == ROOTS[size]


def test_the_root_over_nothing_is_the_hash_of_nothing() -> None:
    assert root([]).hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")


@given(size=sizes, data=st.data())
def test_another_implementation_finds_the_same(size: int, data: st.DataObject) -> None:
    tree = InmemoryTree()
    for n in range(size):
        tree.append_entry(b"entry %d" % n)
    leaves = hashes(size)
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert root(leaves) == bytes(tree.get_root(size))
    included = tree.prove_inclusion(index + 1, size)
    # The other one keeps the leaf itself as the first step.
    steps = [bytes(step) if isinstance(step, bytes) else step for step in included.path]
    mine = inclusion_path(index, size, subtrees_of(leaves))
    assert sorted(mine) == sorted(step for step in steps if step != leaves[index])
    path = consistency_path(first, size, subtrees_of(leaves))
    assert is_consistent(first, size, bytes(tree.get_root(first)), root(leaves), path)


@given(size=sizes, data=st.data(), algorithm=st.sampled_from(["sha256", "sm3"]))
def test_a_proof_of_inclusion_fits_one_leaf_at_one_place(
    size: int, data: st.DataObject, algorithm: Algorithm
) -> None:
    leaves = hashes(size, algorithm)
    index = data.draw(st.integers(0, size - 1))
    path, top = (
        inclusion_path(index, size, subtrees_of(leaves, algorithm), algorithm),
        root(leaves, algorithm),
    )
    assert is_included(leaves[index], index, size, top, path, algorithm)
    other = data.draw(st.integers(0, size))
    if other != index:
        assert not is_included(leaves[index], other, size, top, path, algorithm)
    assert not is_included(leaf_hash(b"other", algorithm), index, size, top, path, algorithm)
    assert not is_included(leaves[index], index, size, top, (*path, top), algorithm)


@given(size=sizes, data=st.data())
def test_a_proof_of_consistency_fits_no_changed_beginning(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    first = data.draw(st.integers(1, size))
    path = consistency_path(first, size, subtrees_of(leaves))
    assert is_consistent(first, size, root(leaves[:first]), root(leaves), path)
    changed = list(leaves)
    changed[data.draw(st.integers(0, first - 1))] = leaf_hash(b"other")
    assert not is_consistent(first, size, root(changed[:first]), root(leaves), path)
    assert not is_consistent(first, size, root(leaves[:first]), root(changed), path)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_path(index, size, subtrees_of(hashes(size)))
    assert not is_included(b"", index, size, b"", ())


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_no_proof_from_nothing_or_backwards(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        consistency_path(first, second, subtrees_of(hashes(4)))
    assert not is_consistent(first, second, b"", b"", ())
