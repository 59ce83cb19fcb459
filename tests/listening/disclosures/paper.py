"""An offline recovery key on paper, and people who use it."""

from dataclasses import dataclass

from tests.listening.disclosures.scene import Scene

from youwei.kernel.actor import Actor, Role
from youwei.kernel.age import Pair
from youwei.listening.disclosures.models import (
    Recovery,
    RecoveryKey,
)
from youwei.listening.disclosures.operations import recovering, recovery_keys
from youwei.listening.disclosures.rules import recovery as rules
from youwei.listening.disclosures.rules.recovery import Why


@dataclass(frozen=True)
class Paper:
    """What two people keep in two safes."""

    outer: Pair
    inner: Pair

    @property
    def public(self) -> str:
        return rules.public_part(self.outer.public, self.inner.public)


def in_use(scene: Scene, paper: Paper) -> RecoveryKey:
    key = recovery_keys.register(actor=scene.first, public=paper.public)
    return recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))


def without_key(scene: Scene, name: str) -> Actor:
    """Somebody of the body who has the role and no key, as after a loss."""
    return scene.province.actor(name, Role.DISCIPLINE, scene.group)


def recovered(scene: Scene, paper: Paper, key: RecoveryKey, to: Actor) -> Recovery:
    begun = recovering.begin(
        actor=without_key(scene, "holder-a"),
        key=key,
        to=scene.key(to),
        half=rules.grouped(paper.outer.secret),
        why=Why.LOST,
    )
    return recovering.complete(
        actor=without_key(scene, "holder-b"), recovery=begun, half=paper.inner.secret, why=Why.LEFT
    )
