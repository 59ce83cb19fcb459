"""Cases as they are drawn from a seed: no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from youwei.simulation.character import BAD, GOOD, USUAL, Character, level_of, work_of
from youwei.simulation.composing import compose, slots
from youwei.simulation.geography import COUNTIES
from youwei.simulation.matters import TOPICS, Topic
from youwei.simulation.matters.conduct import OWN_MATTER
from youwei.simulation.matters.replies import NOT_FOR_US
from youwei.simulation.names import citizen_name
from youwei.simulation.plan import (
    CasePlan,
    Size,
    Sorting,
    Statement,
    Writing,
)
from youwei.simulation.roster import (
    BUSY,
    FEW,
    GOVERNMENT,
    LEADING,
    MERGED,
    OFFICE,
    ORGANS,
    PARTY,
    RENAMED,
    OrganPlan,
)

MONTHS_BACK = 275  # days from the beginning of the campaign to the building of the demo
_KINDS = {"consultation": 18, "request": 44, "suggestion": 12, "conduct": 26}
_CHANNELS = {
    "web": 50,
    "wechat": 16,
    "office-phone": 9,
    "hotline-12345": 7,
    "message-board": 6,
    "letter": 4,
    "visit": 3,
    "organ-phone": 3,
    "organ-box": 2,
    "site-government": 4,
}
_DIRECT = ("web", "wechat", "office-phone", "letter")  # conduct: never through the organ itself
_ORDINARY_THEMES = ("unwilling.stalling", "unwilling.not-doing", "unwilling.low-standards")


def organs_of(size: Size) -> tuple[OrganPlan, ...]:
    return ORGANS if size.all_organs else tuple(organ for organ in ORGANS if organ.slug in FEW)


class Planner:
    """Draws plans of cases; the same seed and moment draw the same."""

    def __init__(self, seed: int, size: Size, now: datetime) -> None:
        self.chance = Random(seed)
        self.seed, self.size, self.now = seed, size, now
        self.organs = {organ.slug: organ for organ in organs_of(size)}
        self.topics = tuple(topic for topic in TOPICS if topic.owner in self.organs)
        first, second, third, fourth = self.chance.sample(BUSY, 4)
        self.bad, self.good = (first, second), (third, fourth)
        self.contacts = 0
        midnight = datetime.combine(now.date(), time(0), tzinfo=now.tzinfo)
        self.begins = midnight - timedelta(days=MONTHS_BACK)

    def year(self) -> list[CasePlan]:
        """In the order in which they are drawn, some with repetitions by others."""
        cases: list[CasePlan] = []
        for _ in range(self.size.cases):
            cases.append(self.drawn(self._moment()))
            if self.chance.random() < 0.07:
                cases += self._repeated(cases)
        return cases

    def character(self, slug: str) -> Character:
        return BAD if slug in self.bad else GOOD if slug in self.good else USUAL

    def drawn(self, arrives: datetime, kind: str = "", owner: str = "") -> CasePlan:
        """One more case; `kind` and `owner` (for conduct: the organ concerned) leave no choice."""
        kind = kind or _pick(self.chance, _KINDS)
        if kind == "conduct":
            return self._conduct(arrives, owner or self._blamed())
        topic = self._topic(owner)
        refused = not owner and self.chance.random() < 0.07
        plan = self._matter(arrives, kind, topic)
        return self._refused(plan) if refused else plan

    def superior(self, slug: str) -> str:
        """Who handles a complaint about the organ's conduct."""
        return self.organs[slug].superior or "party-office"

    def _moment(self) -> datetime:
        """More people write as the campaign becomes known; most by day."""
        share = self.chance.betavariate(1.25, 1.0)
        day = self.begins + timedelta(days=share * (MONTHS_BACK - 0.5))
        hour = self.chance.choices(range(24), [1] * 6 + [3, 5] + [9] * 12 + [7, 6, 4, 2])[0]
        moment = day.replace(hour=hour, minute=self.chance.randrange(60), second=0, microsecond=0)
        return min(
            max(moment, self.begins), self.now - timedelta(minutes=self.chance.randrange(5, 90))
        )

    def _topic(self, owner: str) -> Topic:
        topics = [topic for topic in self.topics if not owner or topic.owner == owner]
        weights = [self.character(topic.owner).handled for topic in topics]
        return self.chance.choices(topics, weights)[0]

    def _blamed(self) -> str:
        """Most complaints are about organs that many people meet."""
        owners = sorted({topic.owner for topic in self.topics})
        if self.chance.random() < 0.12:
            return self.chance.choice(sorted(set(self.organs) - {*_NOT_BLAMED, *owners}) or owners)
        return self.chance.choices(owners, [self.character(slug).blamed for slug in owners])[0]

    def _matter(self, arrives: datetime, kind: str, topic: Topic) -> CasePlan:
        chance, organ = self.chance, self.organs[topic.owner]
        where = chance.choice(COUNTIES)
        told = compose(chance, kind, topic, organ, where)
        who = self.character(topic.owner)
        themes = (chance.choice(_ORDINARY_THEMES),) if chance.random() < 0.25 else ()
        channel = _pick(chance, _CHANNELS)
        values = slots(chance, topic, organ, where)
        other = topic.other if topic.other in self.organs else "finance"
        superior = organ.superior
        return self._signed(
            CasePlan(
                arrives=arrives,
                channel=channel,
                kind=kind,
                heading=told.heading,
                text=told.text,
                thing=topic.thing,
                mended=topic.mended.format_map(values),
                told=topic.told.format_map(values),
                about=topic.owner if chance.random() < 0.7 else "",
                owner=topic.owner,
                other=other,
                verifier=superior if superior and chance.random() < 0.2 else OFFICE,
                place=where[1].code if chance.random() < 0.7 else "",
                themes=themes,
                days_ago=chance.randint(3, 40) if chance.random() < 0.3 else None,
                sorting=self._sorting(kind),
                work=work_of(chance, who, ordinary=True),
                writing=self._writing(who, channel),
            )
        )

    def _conduct(self, arrives: datetime, about: str) -> CasePlan:
        chance, organ = self.chance, self.organs[about]
        fitting = [topic for topic in self.topics if topic.owner == about] or self.topics
        topic, where = chance.choice(fitting), chance.choice(COUNTIES)
        told = compose(chance, "conduct", topic, organ, where)
        owner = self.superior(about)
        names_organ = chance.random() < 0.12
        first_kind = "request" if not names_organ and chance.random() < 0.12 else ""
        channel = chance.choices(_DIRECT, (7, 2, 1, 1))[0]
        return self._signed(
            CasePlan(
                arrives=arrives,
                channel=channel,
                kind="conduct",
                heading=told.heading,
                text=told.text,
                thing=topic.thing,
                mended="",
                told="",
                about=about,
                owner=owner,
                other="",
                verifier=LEADING if about == OFFICE else OFFICE,
                place=where[1].code if chance.random() < 0.6 else "",
                themes=told.themes if chance.random() < 0.8 else (),
                days_ago=chance.randint(1, 20) if chance.random() < 0.6 else None,
                sorting=replace(
                    self._sorting("conduct"),
                    names_organ=names_organ,
                    first_kind=first_kind,
                ),
                work=work_of(chance, USUAL, ordinary=False),
                writing=self._writing(self.character(about), channel),
                statement=self._statement(topic, organ, later=names_organ or bool(first_kind))
                if chance.random() < 0.38
                else None,
            )
        )

    def _statement(self, topic: Topic, organ: OrganPlan, *, later: bool) -> Statement:
        values = slots(self.chance, topic, organ, self.chance.choice(COUNTIES))
        return Statement(
            text=self.chance.choice(OWN_MATTER).format_map(values),
            fate=self.chance.choices(("passed_on", "taken_back", "kept"), (7, 2, 1))[0],
            later=later,
            work=work_of(self.chance, self.character(organ.slug), ordinary=False),
        )

    def _sorting(self, kind: str) -> Sorting:
        chance = self.chance
        wrong = {"consultation": "request", "request": "consultation"}.get(kind, "")
        return Sorting(
            after=chance.triangular(0.1, 6, 1.2),
            first_kind=wrong if chance.random() < 0.08 else "",
            dispatch_after=chance.triangular(0.05, 3, 0.3),
            recalled=kind == "request" and chance.random() < 0.02,
            asks=chance.random() < 0.07,
        )

    def _writing(self, who: Character, channel: str) -> Writing:
        """Whoever wrote to another system, or called, holds no code of ours and stays silent."""
        if channel not in {"web", "wechat"}:
            return Writing()
        chance = self.chance
        level = level_of(chance, who)
        unhappy = "dissatisfied" in level
        return Writing(
            level=level,
            rate_after=chance.uniform(0.1, 20),
            reopen_after=chance.uniform(1, 25)
            if chance.random() < (0.45 if unhappy else 0.015)
            else None,
            withdraw_after=chance.uniform(0.5, 25) if chance.random() < 0.035 else None,
            adds_after=chance.uniform(1, 20) if chance.random() < 0.13 else None,
        )

    def _refused(self, plan: CasePlan) -> CasePlan:
        return self.unfit(plan, self.chance.choice(NOT_FOR_US))

    def unfit(self, plan: CasePlan, matter: tuple[str, str, str, str]) -> CasePlan:
        ground, heading, text, explanation = matter
        return replace(
            plan,
            heading=heading,
            text=text,
            about="",
            themes=(),
            sorting=replace(plan.sorting, ground=ground, explanation=explanation, first_kind=""),
            writing=Writing(),
        )

    def _repeated(self, cases: Sequence[CasePlan]) -> list[CasePlan]:
        """The same matter again, from others, within days."""
        lead = cases[-1]
        if lead.sorting.ground or lead.sorting.names_organ or lead.sorting.first_kind:
            return []
        return [self.again(lead, len(cases) - 1) for _ in range(self.chance.choice((1, 1, 2)))]

    def again(self, lead: CasePlan, index: int) -> CasePlan:
        plan = self.drawn(lead.arrives, lead.kind, lead.about or lead.owner)
        later = lead.arrives + timedelta(days=self.chance.uniform(0.2, 3))
        return replace(
            plan,
            arrives=min(later, self.now - timedelta(minutes=3)),
            about=lead.about,
            statement=None,
            sorting=replace(
                plan.sorting, same_as=index, ground="", first_kind="", names_organ=False, after=0.4
            ),
            writing=replace(plan.writing, withdraw_after=None),
        )

    def _signed(self, plan: CasePlan) -> CasePlan:
        """Two in five leave a name; contacts lead nowhere."""
        chance = self.chance
        if chance.random() >= 0.4:
            return replace(plan, pictures=self._pictures())
        self.contacts += 1
        return replace(
            plan,
            name=citizen_name(chance),
            contact=f"demo-{self.contacts:04}@example.invalid" if chance.random() < 0.8 else "",
            may_contact=plan.kind != "conduct" and chance.random() < 0.6,
            pictures=self._pictures(),
        )

    def _pictures(self) -> tuple[int, ...]:
        if self.chance.random() >= 0.1:
            return ()
        return tuple(self.chance.randrange(100) for _ in range(self.chance.choice((1, 1, 2))))


_NOT_BLAMED = frozenset({LEADING, OFFICE, GOVERNMENT, PARTY, MERGED, RENAMED})


def _pick(chance: Random, weights: Mapping[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
