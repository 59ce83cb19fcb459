"""Tries of a passphrase that are made at once are no more than those made in turn."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from tests.listening.disclosures.scene import build_scene, passphrase
from tests.review.test_acknowledged import at_once

from youwei.listening.disclosures.queries.unlocking import TRIES, unlocked
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
