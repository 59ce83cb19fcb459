"""A province with a discipline group and a commission above it, and what a citizen hands in."""

from dataclasses import dataclass
from typing import Any

from tests.harness.province import FOUNDED, Province, build
from tests.harness.scenes import remembered

from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.kernel import receipts
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role, citizen
from youwei.listening.disclosures.models import Disclosure, RecipientKey
from youwei.listening.disclosures.operations.bodies import appoint
from youwei.listening.disclosures.operations.intake import Disclosing, receive
from youwei.listening.disclosures.operations.recipients import admit, make_key
from youwei.listening.disclosures.queries.receipts import Receipt
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules.routing import Step

PASSPHRASE = "山高路远也要走到底 {name}!"
TEXT = "某科长王某收了企业的好处费，才给盖章。"


@dataclass(frozen=True)
class Scene:
    """`first` and `second` hold the two halves of the key to identities in the group."""

    province: Province
    group: Organ
    above: Organ
    first: Actor
    second: Actor
    higher: Actor

    def key(self, actor: Actor) -> RecipientKey:
        return RecipientKey.objects.get(account=actor.account_id, removed_on=None)

    def secret(self, actor: Actor) -> str:
        return unlocked(self.key(actor), passphrase(actor))

    def recipient(self, name: str, organ: Organ | None = None) -> Actor:
        """Somebody with the role and a key that waits."""
        actor = self.province.actor(name, Role.DISCIPLINE, organ or self.group)
        make_key(actor=actor, organ=organ or self.group, passphrase=passphrase(actor))
        return actor

    def hand_in(self, nonce: str | None = None, **given: Any) -> Receipt:
        """`hand_in(level=…, text=…, organ=…)` as a citizen on the web."""
        usual: dict[str, Any] = {"level": "this-level", "text": TEXT}
        return receive(
            actor=CITIZEN,
            campaign=self.province.campaign,
            disclosing=Disclosing(**(usual | given)),
            nonce=nonce or receipts.new_nonce(),
        )


def passphrase(actor: Actor) -> str:
    return PASSPHRASE.format(name=actor.label)


@remembered
def build_scene() -> Scene:
    return scene_in(build())


def scene_in(province: Province) -> Scene:
    def organ(name: str) -> Organ:
        return add_organ(
            actor=SYSTEM,
            jurisdiction=province.place,
            name=name,
            valid_from=FOUNDED,
            group="party",
            superior=None,
        )

    group, above = organ("示范省纪委监委派驻纪检监察组"), organ("示范省纪委监委")
    for step, body in ((Step.OWN, group), (Step.ABOVE, above)):
        appoint(actor=SYSTEM, place=province.place, step=step, organ=body)
    actors = {}
    for name, body in (("first", group), ("second", group), ("higher", above)):
        actors[name] = province.actor(name, Role.DISCIPLINE, body)
        make_key(actor=actors[name], organ=body, passphrase=passphrase(actors[name]))
    scene = Scene(province, group, above, **actors)
    admit(actor=scene.first, key=scene.key(scene.second), secret=scene.secret(scene.first))
    return scene


def disclosure_of(receipt: Receipt) -> Disclosure:
    return Disclosure.objects.get(number=receipt.number)


def reporter_of(receipt: Receipt) -> Actor:
    return citizen(receipt.number)
