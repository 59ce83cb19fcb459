"""A stratified draw without replacement that anybody can repeat with the seed and the frame."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence


def allocated(frame: Mapping[str, int], quota: int, at_least: int) -> dict[str, int]:
    """So many of each stratum: in proportion to it, but never fewer than `at_least`, if it has as
    many. The whole may exceed `quota` by what small strata need. Largest remainders first, then by
    name, so that the order in which strata are given does not matter.
    """
    whole = sum(frame.values())
    if whole <= quota:
        return dict(frame)
    shares = {name: divmod(quota * size, whole) for name, size in frame.items()}
    left = quota - sum(floor for floor, _ in shares.values())
    by_remainder = sorted(shares, key=lambda name: (-shares[name][1], name))
    more = set(by_remainder[:left])
    return {
        name: min(frame[name], max(at_least, floor + (name in more)))
        for name, (floor, _) in shares.items()
    }


def drawn(seed: str, stratum: str, serials: Iterable[str], size: int) -> list[str]:
    """The serials that come first when all are ordered by the SHA-256 of seed, stratum, serial."""
    ordered = sorted(
        set(serials),
        key=lambda one: hashlib.sha256(f"{seed}|{stratum}|{one}".encode()).digest(),
    )
    return ordered[:size]


def commitment(seed: str) -> str:
    """In the journal when the sample is drawn; the seed itself follows when the round is closed."""
    return hashlib.sha256(seed.encode()).hexdigest()


def digest_of_frame(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 over the frame, whatever the order of its rows: stratum, serial, categories."""
    lines = sorted("\t".join(row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def dealt(organs: Sequence[int], size: int, people: int) -> list[tuple[int, ...]]:
    """For each person the organs to be asked about: `organs`, already shuffled by the caller, are
    gone through in turn, so that each is asked about equally often.
    """
    size = min(size, len(organs))
    if size == 0:
        return [()] * people
    starts = [(person * size) % len(organs) for person in range(people)]
    return [tuple(organs[(start + n) % len(organs)] for n in range(size)) for start in starts]
