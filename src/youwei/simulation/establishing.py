"""The province before its year: places, organs, units, posts, people, the campaign."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.operations import adopt_rulebook, open_campaign, start_campaign
from youwei.foundation.organs.models import Jurisdiction, Level, Mark, Organ, Unit
from youwei.foundation.organs.operations import add_jurisdiction, add_organ, add_post, add_unit
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import add_account, grant_role, hold_post
from youwei.foundation.people.rules.demo import DEMO_PASSWORD
from youwei.kernel.actor import SYSTEM, Role
from youwei.simulation.cast import Cast
from youwei.simulation.drawing import organs_of
from youwei.simulation.geography import CITIES, PROVINCE, PROVINCE_CODE
from youwei.simulation.names import staff_names
from youwei.simulation.plan import YearPlan
from youwei.simulation.roster import LEADING, OFFICE, OrganPlan, units_of

FOUNDED = date(2015, 1, 1)
CAMPAIGN = "示范省省级机关作风整顿"
RULEBOOK = "shifan-2026"  # extends hebei-2016: nothing but its own sites differs

# user name, role, slug of the organ, beside the handler and the lead that every organ has
_CURATED = (
    ("office", Role.OFFICE, OFFICE),
    ("handler", Role.HANDLER, "market"),
    ("lead", Role.LEAD, "market"),
    ("checker", Role.HANDLER, "government"),
    ("leading", Role.LEADING_GROUP, LEADING),
    ("clerk", Role.CLERK, OFFICE),
    ("system", Role.SYSTEM_ADMIN, OFFICE),
    ("security", Role.SECURITY_ADMIN, OFFICE),
    ("audit", Role.AUDIT_ADMIN, OFFICE),
    ("security2", Role.SECURITY_ADMIN, OFFICE),
    ("office2", Role.OFFICE, OFFICE),
    ("office3", Role.OFFICE, OFFICE),
    ("labour.second", Role.HANDLER, "labour"),
    ("market.clerk", Role.CLERK, "market"),
    ("supervisor", Role.SUPERVISOR, "party-office"),
    ("appraiser", Role.APPRAISER, OFFICE),
)
_TAKEN = frozenset({("market", "handler"), ("market", "lead"), ("government", "handler")})


@dataclass
class Founding:
    """Sets the province up, one organ at a time; everything is done by the installation itself."""

    plan: YearPlan
    chance: Random
    advance: Callable[[int], object]

    def __post_init__(self) -> None:
        self.names = iter(staff_names(self.chance))
        self.password = make_password(DEMO_PASSWORD)  # Argon2 is slow on purpose: once is enough
        self.organs: dict[str, Organ] = {}
        self.accounts: dict[str, Account] = {}

    def found(self) -> Cast:
        place = self._places()
        roster = organs_of(self.plan.size)
        for organ in roster:
            self.organs[organ.slug] = self._organ(organ, place)
        campaign = self._campaign(place)
        for username, role, slug in _CURATED:
            self._account(username, role, slug)
        for organ in roster:
            self._inside(organ)
            self.advance(1)
        return Cast(campaign, self.organs, self.accounts)

    def _places(self) -> Jurisdiction:
        province = self._place(PROVINCE_CODE, PROVINCE, Level.PROVINCE, None)
        for city in CITIES:
            parent = self._place(city.code, city.name, Level.CITY, province)
            for county in city.counties:
                self._place(county.code, county.name, Level.COUNTY, parent)
        return province

    def _place(
        self, code: str, name: str, level: Level, parent: Jurisdiction | None
    ) -> Jurisdiction:
        return add_jurisdiction(
            actor=SYSTEM, code=code, name=name, level=level, valid_from=FOUNDED, parent=parent
        )

    def _organ(self, organ: OrganPlan, place: Jurisdiction) -> Organ:
        return add_organ(
            actor=SYSTEM,
            jurisdiction=place,
            name=organ.name,
            short_name=organ.short,
            valid_from=FOUNDED,
            group=organ.group,
            superior=self.organs.get(organ.superior),
        )

    def _campaign(self, place: Jurisdiction) -> Campaign:
        begins = self.plan.begins.date()
        campaign = open_campaign(
            actor=SYSTEM,
            jurisdiction=place,
            name=CAMPAIGN,
            number_prefix=f"SF{begins:%y}",
            starts=begins,
            ends=begins + timedelta(days=365),
            office_organ=self.organs[OFFICE],
            leading_organ=self.organs[LEADING],
        )
        path = settings.YOUWEI_RULEBOOKS / RULEBOOK
        campaign = adopt_rulebook(actor=SYSTEM, campaign=campaign, path=path)
        return start_campaign(actor=SYSTEM, campaign=campaign)

    def _account(self, username: str, role: Role | None, slug: str) -> Account:
        organ = self.organs[slug]
        account = add_account(
            actor=SYSTEM,
            username=username,
            name=next(self.names),
            organ=organ,
            password_hash=self.password,
        )
        if role is not None:
            grant_role(actor=SYSTEM, account=account, role=role, organ=organ, starts=FOUNDED)
        self.accounts[username] = account
        return account

    def _inside(self, organ: OrganPlan) -> None:
        """Units and posts, and who holds the posts that answer for something."""
        here = self.organs[organ.slug]
        units = [
            add_unit(actor=SYSTEM, organ=here, name=name, valid_from=FOUNDED)
            for name in units_of(organ)
        ]
        holders = self._staff(organ.slug)
        for title, mark, unit in _posts(organ, units):
            post = add_post(
                actor=SYSTEM, organ=here, title=title, mark=mark, valid_from=FOUNDED, unit=unit
            )
            holder = next(holders, None) if mark is not Mark.STAFF else None
            if holder is not None:
                hold_post(actor=SYSTEM, account=holder, post=post, starts=FOUNDED)

    def _staff(self, slug: str) -> Iterator[Account]:
        """The head, the lead and the handler, in the order of the posts."""
        yield self._account(f"{slug}.head", None, slug)
        for word, role in (("lead", Role.LEAD), ("handler", Role.HANDLER)):
            if (slug, word) in _TAKEN:
                taken = "checker" if slug == "government" else word
                yield self.accounts[taken]
            else:
                yield self._account(f"{slug}.{word}", role, slug)


def _posts(organ: OrganPlan, units: list[Unit]) -> Iterator[tuple[str, Mark, Unit | None]]:
    yield organ.head, Mark.PRINCIPAL, None
    yield f"副{organ.head}", Mark.LEADERSHIP, None
    yield f"{units[-1].name}负责人", Mark.UNIT_HEAD, units[-1]
    yield f"{units[0].name}负责人", Mark.UNIT_HEAD, units[0]
    yield "受理审批岗", Mark.KEY, units[-1]
    yield "综合岗", Mark.STAFF, units[0]
