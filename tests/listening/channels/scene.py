"""Who sits where: clerks of the office and of an organ, a supervisor, who keeps channels."""

from dataclasses import dataclass
from typing import Any

from tests.harness.scenes import remembered
from tests.listening.complaints.cast import Cast, build_cast

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock, receipts
from youwei.kernel.actor import Actor, Role
from youwei.listening.channels.operations.registering import register
from youwei.listening.channels.rules.circumstances import Circumstances
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.queries.receipts import Receipt


@dataclass(frozen=True)
class Scene:
    """`clerk` sits at the office; `phone` and `witness` at the bureau."""

    cast: Cast
    clerk: Actor
    phone: Actor
    witness: Actor
    supervisor: Actor
    system: Actor

    @property
    def bureau(self) -> Organ:
        return self.cast.province.bureau

    @property
    def office(self) -> Organ:
        return self.cast.province.office

    def call(self, actor: Actor | None = None, organ: Organ | None = None, **given: Any) -> Receipt:
        """A call taken by the bureau's clerk, read back."""
        how = {"read_back": True, **given.pop("how", {})}
        usual = {"channel": "organ-phone", "kind": "request", "text": "窗口两次让我重填。"}
        return register(
            actor=actor or self.phone,
            campaign=self.cast.province.campaign,
            organ=organ or self.bureau,
            intake=Intake(**(usual | given)),
            how=Circumstances(**how),
            nonce=receipts.new_nonce(),
        )


@remembered
def build_scene() -> Scene:
    cast = build_cast()
    province = cast.province
    return Scene(
        cast=cast,
        clerk=province.actor("clerk", Role.CLERK, province.office),
        phone=province.actor("phone", Role.CLERK, province.bureau),
        witness=province.actor("witness", Role.LEAD, province.bureau),
        supervisor=province.actor("watcher", Role.SUPERVISOR, province.commission),
        system=province.actor("system", Role.SYSTEM_ADMIN, province.office),
    )


def case_of(receipt: Receipt) -> Case:
    return Case.objects.get(number=receipt.number)


def account_of(actor: Actor) -> Account:
    assert actor.account_id is not None
    return Account.objects.get(pk=actor.account_id)


def again(actor: Actor) -> Actor:
    """As the person signs in now."""
    return actor_for(account_of(actor), clock.today())
