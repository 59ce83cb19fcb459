"""Personal particulars in a Chinese text: names, numbers, places and moments by which somebody
could be found. Meant to find too much rather than too little: what is found keeps a text from being
released, and a person words it anew.
"""

from collections.abc import Iterator

from youwei.text.identifying import moments, names, numbers, places
from youwei.text.identifying.finding import Finding, Hit, Kind, Why
from youwei.text.identifying.reading import Reading, joined, read

__all__ = ["Finding", "Kind", "Why", "find"]

# Where two overlap, the one that says more about what it is stands first.
_DETECTORS = (numbers.hits, moments.hits, places.hits, names.hits)


def find(text: str) -> tuple[Finding, ...]:
    """In the order of the text, none overlapping; spans are places in `text` as it was given, with
    what is invisible inside them.
    """
    reading = read(text)
    kept: list[Hit] = []
    for hits in _DETECTORS:
        for hit in hits(reading):
            _keep(kept, hit)
    for hit in _parted(reading):
        _keep(kept, hit)
    return tuple(_finding(reading, text, hit) for hit in sorted(kept, key=lambda h: h.start))


def _parted(reading: Reading) -> Iterator[Hit]:
    """Names whose characters stand apart."""
    closed = joined(reading)
    if closed.text == reading.text:
        return
    for kind, start, end, why in names.hits(closed):
        yield Hit(kind, closed.places[start], closed.places[end - 1] + 1, why)


def _keep(kept: list[Hit], hit: Hit) -> None:
    """The first stands; what a later one covers beyond it is added to it."""
    touching = [old for old in kept if old.start < hit.end and hit.start < old.end]
    if not touching:
        kept.append(hit)
        return
    first = touching[0]
    for old in touching:
        kept.remove(old)
    start = min(hit.start, *(old.start for old in touching))
    end = max(hit.end, *(old.end for old in touching))
    kept.append(Hit(first.kind, start, end, first.why))


def _finding(reading: Reading, text: str, hit: Hit) -> Finding:
    start, end = reading.places[hit.start], reading.places[hit.end - 1] + 1
    return Finding(kind=hit.kind, start=start, end=end, text=text[start:end], why=hit.why)
