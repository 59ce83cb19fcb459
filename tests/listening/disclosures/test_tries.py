"""Passphrases that are tried at once: each is answered, and they are no more than those in turn."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from tests.listening.disclosures.scene import build_scene, passphrase
from tests.review.test_acknowledged import at_once

from youwei.listening.disclosures.queries.unlocking import TRIES, unlocked
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.refusals import TooManyKeys, WrongKey


@pytest.fixture
def uncounted(transactional_db: None) -> Iterator[None]:
    """What was counted outlives a test that commits, and keys get the same numbers again."""
    yield
    cache.clear()


@pytest.mark.usefixtures("uncounted")
@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted_like_those_in_turn() -> None:
    scene = build_scene()
    key = scene.key(scene.first)
    told = at_once(*[lambda: unlocked(key, "wrong")] * (TRIES + 3))
    assert sorted(type(one).__name__ for one in told) == [
        *[TooManyKeys.__name__] * 3,
        *[WrongKey.__name__] * TRIES,
    ]
    with pytest.raises(TooManyKeys):
        unlocked(key, passphrase(scene.first))


def test_locks_with_lanes_open_for_many_at_once() -> None:
    cost = locks.Cost(kib=1024, iterations=1, lanes=4)  # as in service: more than one lane
    locked = locks.lock("secret", "phrase", cost=cost, context="row")
    told = at_once(*[lambda: locks.unlock(locked, "phrase", context="row")] * 8)
    assert told == ["secret"] * 8
