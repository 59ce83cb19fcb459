"""Bytes that opened something before and shall not any more leave the disk with the next night."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.listening.disclosures.paper import Paper, in_use
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.foundation.retention.queries import traces_may_stand
from youwei.kernel import clock
from youwei.kernel.age import new_pair
from youwei.listening.disclosures.jobs import take_back_identities
from youwei.listening.disclosures.models import Opening
from youwei.listening.disclosures.operations import identities, recipients, recovery_keys
from youwei.listening.disclosures.rules.states import Reason


def _new_paper() -> Paper:
    return Paper(new_pair(), new_pair())


def _recipient_removed(scene: Scene) -> None:
    key, secret = scene.key(scene.second), scene.secret(scene.first)
    recipients.remove(actor=scene.first, key=key, secret=secret)


def _passphrase_changed(scene: Scene) -> None:
    recipients.change_passphrase(
        actor=scene.first,
        secret=scene.secret(scene.first),
        passphrase="一句谁也猜不到的新口令,我自己想的.",
    )


def _recovery_key_removed(scene: Scene) -> None:
    key = in_use(scene, _new_paper())
    recovery_keys.remove(actor=scene.first, key=key, secret=scene.secret(scene.first))


def _recovery_key_replaced(scene: Scene) -> None:
    in_use(scene, _new_paper())
    in_use(scene, _new_paper())


def _handed_over(scene: Scene) -> Opening:
    disclosure = disclosure_of(scene.hand_in(name="张三", contact="13900000000"))
    mine, other = scene.secret(scene.first), scene.secret(scene.second)
    asked = identities.ask(
        actor=scene.first, disclosure=disclosure, secret=mine, reason=Reason.TELL
    )
    return identities.release(actor=scene.second, opening=asked, secret=other)


def _identity_opened(scene: Scene) -> None:
    """What was handed over opened with the key of one person alone."""
    opening = _handed_over(scene)
    identities.reveal(actor=scene.first, opening=opening, secret=scene.secret(scene.first))


def _identity_not_opened_in_time(scene: Scene) -> None:
    opening = _handed_over(scene)
    assert opening.until is not None
    with clock.at(clock.now() + (opening.until - clock.today()) + timedelta(days=1)):
        assert take_back_identities() == 1


@pytest.mark.parametrize(
    "ended",
    [
        _recipient_removed,
        _passphrase_changed,
        _recovery_key_removed,
        _recovery_key_replaced,
        _identity_opened,
        _identity_not_opened_in_time,
    ],
)
def test_what_opened_something_counts_as_erased(
    scene: Scene, ended: Callable[[Scene], None]
) -> None:
    scene.hand_in()
    assert not traces_may_stand()
    ended(scene)
    assert traces_may_stand()
