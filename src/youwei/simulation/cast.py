"""Who acts in the made-up province: organs as they are called today, and the accounts in them."""

from dataclasses import dataclass, field
from random import Random

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.simulation.roster import LEADING, OFFICE


@dataclass
class Cast:
    """`organs` and `accounts` go by slug and user name. An organ that was renamed or merged is
    found under its slug as it goes on.
    """

    campaign: Campaign
    organs: dict[str, Organ]
    accounts: dict[str, Account]
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """Read once until `changed`: in between nobody's grants, organs or interests change."""
        found = self._actors.get(username)
        if found is None:
            found = actor_for(self.accounts[username], clock.today())
            self._actors[username] = found
        return found

    def changed(self) -> None:
        """Somebody's grants or interests, or an organ, are not what they were."""
        self._actors.clear()

    def handler(self, slug: str) -> Actor:
        return self.actor(self.handler_name(slug))

    def handler_name(self, slug: str) -> str:
        return _DEMO.get((slug, "handler"), f"{slug}.handler")

    def lead(self, slug: str) -> Actor:
        return self.actor(_DEMO.get((slug, "lead"), f"{slug}.lead"))

    def free_of(self, chance: Random, *organs: Organ | None) -> Actor:
        """Somebody of the office without a tie to these organs, else of the leading group."""
        ties = {organ.pk for organ in organs if organ is not None}
        for username in chance.sample(OFFICE_STAFF, len(OFFICE_STAFF)):
            actor = self.actor(username)
            if not ties & actor.conflicts:
                return actor
        return self.actor("leading")

    def checker(self, slug: str, chance: Random, *organs: Organ | None) -> Actor:
        """Who checks for the organ `slug` what concerns these organs."""
        if slug == OFFICE:
            return self.free_of(chance, *organs)
        return self.actor("leading") if slug == LEADING else self.handler(slug)


# The logins that the sign-in page offers; all other accounts are named after their organ.
_DEMO = {
    ("market", "handler"): "handler",
    ("market", "lead"): "lead",
    ("government", "handler"): "checker",
}
OFFICE_STAFF = ("office", "office2", "office3")
