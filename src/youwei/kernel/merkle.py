"""The Merkle log of RFC 6962 section 2.1 and RFC 9162 section 2.1, over hashes alone.

Nothing here reads or keeps anything: whoever has the hashes of perfect subtrees gets roots and
proofs, and whoever has a proof checks it.
"""

from collections.abc import Callable, Iterable, Sequence

from youwei.kernel.hashing import Algorithm, digest

# The hash over leaves [index·2^level, (index+1)·2^level), all of which exist; level 0 is a leaf.
Subtree = Callable[[int, int], bytes]


def leaf_hash(data: bytes, algorithm: Algorithm = "sha256") -> bytes:
    return digest(algorithm, b"\0" + data)


def node_hash(left: bytes, right: bytes, algorithm: Algorithm = "sha256") -> bytes:
    return digest(algorithm, b"\1" + left + right)


def root_of(size: int, subtree: Subtree, algorithm: Algorithm = "sha256") -> bytes:
    """The root over the first `size` leaves."""
    return _over(0, size, subtree, algorithm)


def inclusion_path(
    index: int, size: int, subtree: Subtree, algorithm: Algorithm = "sha256"
) -> tuple[bytes, ...]:
    """What proves that leaf `index` is among the first `size`, lowest first. ValueError outside."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} among {size}")
    return tuple(_path(index, 0, size, subtree, algorithm))


def consistency_path(
    first: int, second: int, subtree: Subtree, algorithm: Algorithm = "sha256"
) -> tuple[bytes, ...]:
    """What proves that the first `first` leaves are the beginning of the first `second`."""
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second}")
    return tuple(_subproof(first, 0, second, True, subtree, algorithm))


def subtrees_of(hashes: Sequence[bytes], algorithm: Algorithm = "sha256") -> Subtree:
    """The same from a plain list of leaf hashes."""

    def subtree(level: int, index: int) -> bytes:
        return fold(hashes[index << level : (index + 1) << level], algorithm)

    return subtree


def fold(hashes: Iterable[bytes], algorithm: Algorithm = "sha256") -> bytes:
    """The root over a number of hashes that is a power of two."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[n], row[n + 1], algorithm) for n in range(0, len(row), 2)]
    return row[0]


def is_included(
    leaf: bytes,
    index: int,
    size: int,
    root: bytes,
    path: Sequence[bytes],
    algorithm: Algorithm = "sha256",
) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(step, found, algorithm)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step, algorithm)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    first: int,
    second: int,
    first_root: bytes,
    second_root: bytes,
    path: Sequence[bytes],
    algorithm: Algorithm = "sha256",
) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    steps = list(path)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        return False
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(step, old, algorithm), node_hash(step, new, algorithm)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, step, algorithm)
        here, last = here >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _over(begin: int, end: int, subtree: Subtree, algorithm: Algorithm) -> bytes:
    """The root over leaves [begin, end); `begin` is always a multiple of a fitting power of two."""
    if begin == end:
        return digest(algorithm, b"")
    size = end - begin
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return subtree(level, begin >> level)
    middle = begin + _split(size)
    return node_hash(
        _over(begin, middle, subtree, algorithm), _over(middle, end, subtree, algorithm), algorithm
    )


def _split(size: int) -> int:
    """The greatest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(index: int, begin: int, end: int, subtree: Subtree, algorithm: Algorithm) -> list[bytes]:
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        beside = _over(middle, end, subtree, algorithm)
        return [*_path(index, begin, middle, subtree, algorithm), beside]
    beside = _over(begin, middle, subtree, algorithm)
    return [*_path(index, middle, end, subtree, algorithm), beside]


def _subproof(
    first: int, begin: int, end: int, known: bool, subtree: Subtree, algorithm: Algorithm
) -> list[bytes]:
    if first == end:
        return [] if known else [_over(begin, end, subtree, algorithm)]
    middle = begin + _split(end - begin)
    if first <= middle:
        beside = _over(middle, end, subtree, algorithm)
        return [*_subproof(first, begin, middle, known, subtree, algorithm), beside]
    beside = _over(begin, middle, subtree, algorithm)
    return [*_subproof(first, middle, end, False, subtree, algorithm), beside]
