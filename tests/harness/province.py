"""A small made-up province, built through the operations that users use."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.harness.scenes import remembered
from youwei.foundation.campaigns import operations
from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.operations import adopt_rulebook, open_campaign, start_campaign
from youwei.foundation.organs.models import Jurisdiction, Level, Organ
from youwei.foundation.organs.operations import add_jurisdiction, add_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import add_account, grant_role
from youwei.foundation.people.queries import actor_for
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.loading import load
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role

RULEBOOK = Path(__file__).parents[2] / "rulebooks" / "hebei-2016"
FOUNDED = date(2015, 1, 1)


@dataclass(frozen=True)
class Province:
    """`agency` depends on `bureau`; `office` hosts the rectification office."""

    place: Jurisdiction
    campaign: Campaign
    government: Organ  # leads the others
    leading: Organ  # hosts the leading group
    office: Organ
    bureau: Organ
    agency: Organ
    commission: Organ

    def account(self, username: str, role: Role, organ: Organ) -> Account:
        """An account that holds one role in one organ."""
        account = add_account(actor=SYSTEM, username=username, name=username, organ=organ)
        grant_role(actor=SYSTEM, account=account, role=role, organ=organ, starts=FOUNDED)
        return account

    def actor(self, username: str, role: Role, organ: Organ) -> Actor:
        return actor_for(self.account(username, role, organ), clock.today())


@cache
def _read(folder: Path, shelves: tuple[Path, ...] = ()) -> Rulebook:
    """Reading the YAML takes longer than most tests: once in a process is enough."""
    return load(folder, shelves=shelves)


@remembered
def build() -> Province:
    """The campaign runs from February 2016 to the end of 2027."""
    place = add_jurisdiction(
        actor=SYSTEM, code="990000", name="示范省", level=Level.PROVINCE, valid_from=FOUNDED
    )

    def organ(name: str, superior: Organ | None = None) -> Organ:
        return add_organ(
            actor=SYSTEM,
            jurisdiction=place,
            name=name,
            valid_from=FOUNDED,
            group="government",
            superior=superior,
        )

    government = organ("示范省人民政府")
    leading = organ("示范省作风整顿领导小组", government)
    office = organ("示范省直机关工作委员会", government)
    bureau = organ("示范省商务厅", government)
    campaign = open_campaign(
        actor=SYSTEM,
        jurisdiction=place,
        name="作风整顿",
        number_prefix="SF16",
        starts=date(2016, 2, 15),
        ends=date(2027, 12, 31),
        office_organ=office,
        leading_organ=leading,
    )
    with patch.object(operations, "load", _read):
        campaign = adopt_rulebook(actor=SYSTEM, campaign=campaign, path=RULEBOOK)
    return Province(
        place=place,
        campaign=start_campaign(actor=SYSTEM, campaign=campaign),
        government=government,
        leading=leading,
        office=office,
        bureau=bureau,
        agency=organ("示范省商务综合服务中心", bureau),
        commission=organ("示范省发展改革委员会", government),
    )
