"""What was damaged on the disk is refused by name, and nothing is changed."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.harness.clients import StrictClient
from tests.listening.disclosures.paper import Paper, in_use
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.kernel.age import NotForThisKey, new_pair
from youwei.listening.disclosures.models import (
    Entry,
    RecipientKey,
    Recovery,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
    ReportKey,
)
from youwei.listening.disclosures.operations import recovering
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.operations.recipients import admit
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.refusals import DamagedWrap

Desk = Callable[[Any], StrictClient]


@pytest.fixture
def paper() -> Paper:
    return Paper(new_pair(), new_pair())


class TestRecovery:
    def test_says_which_when_the_first_half_meets_it(self, scene: Scene, paper: Paper) -> None:
        damaged = disclosure_of(scene.hand_in())
        key, to = in_use(scene, paper), scene.key(scene.recipient("third"))
        RecoveryWrap.objects.update(wrapped=b"damaged")
        with pytest.raises(DamagedWrap) as refused:
            _begun(scene, paper, key, to)
        assert damaged.number in str(refused.value)
        assert not Recovery.objects.filter(key=key).exists()

    def test_says_which_when_the_second_half_meets_it(
        self, scene: Scene, paper: Paper, desk: Desk
    ) -> None:
        damaged = disclosure_of(scene.hand_in())
        key = in_use(scene, paper)
        to = scene.key(scene.recipient("third"))
        begun = _begun(scene, paper, key, to)
        RecoveryPiece.objects.update(peeled=b"damaged")
        answer = desk(scene.second).submit(
            f"/desk/disclosures/recoveries/{begun.pk}/",
            {"why": "left", "half": paper.inner.secret},
            form="half",
        )
        assert answer.status_code == 409
        assert damaged.number in answer.content.decode()
        begun.refresh_from_db()
        to.refresh_from_db()
        assert (begun.ended_on, to.admitted_on) == (None, None)


class TestDisclosure:
    def test_does_not_open_with_a_damaged_key(self, scene: Scene) -> None:
        disclosure, secret = disclosure_of(scene.hand_in()), scene.secret(scene.first)
        ReportKey.objects.update(wrapped=b"damaged")
        with pytest.raises(NotForThisKey):
            open_disclosure(actor=scene.first, disclosure=disclosure, secret=secret)
        newcomer = scene.recipient("third")
        with pytest.raises(NotForThisKey):
            admit(actor=scene.first, key=scene.key(newcomer), secret=secret)
        assert scene.key(newcomer).admitted_on is None

    def test_does_not_open_with_damaged_words(self, scene: Scene) -> None:
        disclosure, secret = disclosure_of(scene.hand_in()), scene.secret(scene.first)
        Entry.objects.update(sealed=b"damaged")
        with pytest.raises(NotForThisKey):
            open_disclosure(actor=scene.first, disclosure=disclosure, secret=secret)


def test_a_lock_with_damaged_costs_does_not_open() -> None:
    cost = locks.Cost(kib=1024, iterations=1, lanes=1)
    locked = bytearray(locks.lock("secret", "phrase", cost=cost, context="row"))
    locked[5] = 0  # iterations
    with pytest.raises(locks.WrongPassphrase):
        locks.unlock(bytes(locked), "phrase", context="row")


def _begun(scene: Scene, paper: Paper, key: RecoveryKey, to: RecipientKey) -> Recovery:
    return recovering.begin(
        actor=scene.first, key=key, to=to, half=paper.outer.secret, why=Why.LOST
    )
