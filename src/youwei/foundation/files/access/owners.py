"""Apps above say who may read the files of their things: each origin registers once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from youwei.foundation.files.models import EvidenceFile
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound


@dataclass(frozen=True, slots=True)
class Owner:
    """`readable` gives those of the keys whose files the actor may read now; `page` the address of
    the thing's own page on the desk. `closed` gives those whose originals the actor may never see,
    however they came to a key; where it is not said, all.
    """

    readable: Callable[[Actor, Collection[int]], set[int]]
    page: Callable[[int], str]
    closed: Callable[[Actor, Collection[int]], set[int]] = lambda _actor, keys: set(keys)


_owners: dict[str, Owner] = {}


def owned_by(prefix: str, owner: Owner) -> None:
    """`prefix` is the part of EvidenceFile.origin before the colon."""
    _owners[prefix] = owner


def readable(actor: Actor, origins: Iterable[str]) -> set[str]:
    """One question to each owner; an origin that nobody owns is read by nobody."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for origin in origins:
        prefix, _, key = origin.partition(":")
        keys[prefix].add(int(key))
    return {
        f"{prefix}:{key}"
        for prefix, wanted in keys.items()
        if prefix in _owners
        for key in _owners[prefix].readable(actor, wanted)
    }


def closed_to(actor: Actor, origin: str) -> bool:
    """Whether this person is tied to what the original was attached to."""
    prefix, _, key = origin.partition(":")
    return prefix not in _owners or int(key) in _owners[prefix].closed(actor, [int(key)])


def check_reads(actor: Actor, file: EvidenceFile) -> None:
    """NotFound, whether there is no such file or it is not the actor's to know."""
    if file.origin not in readable(actor, [file.origin]):
        raise NotFound


def page_of(origin: str) -> str:
    prefix, _, key = origin.partition(":")
    return _owners[prefix].page(int(key))
