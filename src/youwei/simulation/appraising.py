"""Two rounds of public appraisal with planted truth: one over and sealed, one open now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.workbook import Cell, Row
from youwei.listening.appraisal.models import Invitation, Panel, RosterEntry, Round
from youwei.listening.appraisal.operations import codes, frames, instruments, rounds, sealing
from youwei.listening.appraisal.operations import third_party as outside
from youwei.listening.appraisal.operations.codes import HandedOut
from youwei.listening.appraisal.queries.ballots import Paper, preview
from youwei.listening.appraisal.queries.codes import code_hash
from youwei.listening.appraisal.rules.ballots import Pace
from youwei.listening.appraisal.writing.casting import Choices, cast
from youwei.simulation.geography import CITIES
from youwei.simulation.world import World

TITLES = ("第一轮作风公开评议", "第二轮作风公开评议")
_FIRST = (150, 170)  # days after the beginning
_SECOND = (-7, 16)  # days from the end
_BODY = "示范社情民意调查中心（虚构）"
_LEVELS = ("very-good", "good", "fair", "poor", "very-poor")
_SIZES, _AGES = ("小微", "中型", "大型"), ("35岁以下", "35至59岁", "60岁以上")
_RANKS = ("领导干部", "一般干部", "群众")
_WORDS = (
    "窗口讲得清楚，一次就办好了。",
    "材料要求前后不一样，希望一次告知。",
    "电话经常打不通，希望有人值守。",
    "主动上门讲政策，很实在。",
    "办理进度查不到，只能自己跑去问。",
)


@dataclass
class Appraising:
    """`quality` of an organ from 0 to 1: what people who know it tend to answer. `spare`: codes of
    the open round that nobody has used, so that a newcomer can.
    """

    world: World
    quality: dict[int, float] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        # Of its own: the rest of the year stays what it was.
        self.chance = Random(f"{self.world.plan.seed}-appraisal")

    def plan(self) -> None:
        begins, ends = self.world.plan.begins, self.world.plan.ends
        first, last = (begins + timedelta(days=n) for n in _FIRST)
        self._round(TITLES[0], first.date(), last.date(), votes_until=last, share=0.6, over=True)
        first, last = (ends + timedelta(days=n) for n in _SECOND)
        self._round(TITLES[1], first.date(), last.date(), votes_until=ends, share=0.3, over=False)

    def _round(
        self,
        title: str,
        first: date,
        last: date,
        *,
        votes_until: datetime,
        share: float,
        over: bool,
    ) -> None:
        run = _Run(self, title, first, last, share, over)
        agenda = self.world.agenda
        agenda.at(_at(first - timedelta(days=12), 9), run.prepare)
        agenda.at(_at(first - timedelta(days=6), 10), run.freeze)
        agenda.at(_at(first, 8), run.begin)
        days = max(1, (votes_until.date() - first).days)
        for day in range(days):
            moment = _at(first + timedelta(days=day), 19)
            if moment <= self.world.plan.ends:
                agenda.at(moment, run.voting(day, days))
        if over:
            agenda.at(_at(last, 20), run.deliver)
            agenda.at(_at(last + timedelta(days=1), 1), run.end)

    def quality_of(self, organ: int) -> float:
        if organ not in self.quality:
            world = self.world
            bad = {world.organ(slug).pk for slug in world.plan.bad}
            good = {world.organ(slug).pk for slug in world.plan.good}
            usual = self.chance.uniform(0.55, 0.75)
            self.quality[organ] = 0.3 if organ in bad else 0.9 if organ in good else usual
        return self.quality[organ]


@dataclass
class _Run:
    """One round on its way."""

    plan: Appraising
    title: str
    first: date
    last: date
    share: float  # of those with a code who answer
    over: bool
    round_: Round | None = None
    handed: list[HandedOut] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)

    @property
    def found(self) -> Round:
        assert self.round_ is not None
        return self.round_

    def prepare(self) -> None:
        cast_, campaign = self.plan.world.cast, self.plan.world.cast.campaign
        office = cast_.actor("office")
        instrument = campaign.instruments.first() or instruments.begin_version(
            actor=office, campaign=campaign
        )
        self.round_ = rounds.prepare(
            actor=office,
            campaign=campaign,
            title=self.title,
            instrument=instrument,
            opens_on=self.first,
            closes_on=self.last,
        )
        for panel in self.round_.panels.all():
            if panel.code == "third-party":
                self._commission(panel)
            else:
                frames.take_frame(actor=office, panel=panel, rows=self._frame(panel))

    def _commission(self, panel: Panel) -> None:
        cast_ = self.plan.world.cast
        made = outside.commission(
            actor=cast_.actor("office"),
            panel=panel,
            body=_BODY,
            contract=f"SF-{self.first:%Y%m}",
            signed_on=self.first - timedelta(days=20),
            design="按城市分层随机抽取，电话访问；一成样本由另一名督导员复核。",
            account=cast_.accounts["appraiser"],
        )
        surveyor = cast_.actor("appraiser")
        outside.declare_interests(actor=surveyor, commission=made, text="无")
        rows = [(city.name, 40_000 + 7_000 * n, 27) for n, city in enumerate(CITIES)]
        table = _table(("层", "人数", "配额"), rows)
        outside.take_design(actor=surveyor, commission=made, rows=table)

    def freeze(self) -> None:
        cast_ = self.plan.world.cast
        rounds.propose(actor=cast_.actor("office"), round_=self.found)
        self.round_ = rounds.freeze(actor=cast_.actor("leading"), round_=self.found)

    def begin(self) -> None:
        cast_ = self.plan.world.cast
        for panel in self.found.panels.exclude(code="third-party"):
            self.handed += codes.hand_out(actor=cast_.actor("office"), panel=panel)
        self.round_ = rounds.open_round(actor=cast_.actor("leading"), round_=self.found)
        self.plan.chance.shuffle(self.handed)
        if not self.over:
            self.plan.spare = [self.handed.pop().code for _ in range(3)]
        self.handed = self.handed[: round(len(self.handed) * self.share)]
        self.papers = self._papers()

    def _papers(self) -> dict[str, Paper]:
        """Each with its code: as `paper_of` finds them, but all at once."""
        rows = Invitation.objects.filter(member__stratum__panel__round=self.found)
        found = {row.code_hash: row for row in rows.select_related("member__stratum__panel__round")}
        whole = preview(self.found, list(self.found.roster.values_list("organ_id", flat=True)))
        entries = {one.organ_id: one for one in whole.organs}
        papers = {}
        for handed in self.handed:
            invitation = found[code_hash(handed.code)]
            organs = tuple(entries[pk] for pk in invitation.organs)
            papers[handed.code] = Paper(
                self.found, whole.rules, organs, whole.questions, invitation
            )
        return papers

    def voting(self, day: int, days: int) -> Callable[[], None]:
        def run() -> None:
            for handed in self.handed[day::days]:
                paper = self.papers[handed.code]
                cast(paper, self._choices(paper), nonce=handed.code)

        return run

    def _choices(self, paper: Paper) -> Choices:
        chance = self.plan.chance
        mood = chance.gauss(0, 0.12)
        hasty = chance.random() < 0.03
        levels = {}
        for organ in paper.organs:
            knows = chance.random() < 0.85
            for question in paper.questions:
                level = "not-clear"
                if hasty:
                    level = "very-good"
                elif knows and chance.random() < 0.95:
                    level = self._level(organ.organ_id, mood)
                levels[organ.organ_id, question.pk] = level
        words = {}
        if chance.random() < 0.06:
            words[paper.organs[0].organ_id] = chance.choice(_WORDS)
        return Choices(levels, words, Pace.FAST if hasty else Pace.USUAL)

    def _level(self, organ: int, mood: float) -> str:
        value = self.plan.quality_of(organ) + mood + self.plan.chance.gauss(0, 0.18)
        return _LEVELS[min(4, max(0, round((1 - value) * 4)))]

    def deliver(self) -> None:
        panel = self.found.panels.get(code="third-party")
        questions = [one.code for one in self.found.instrument.questions.all()]
        roster = list(self.found.roster.filter(left_out=""))
        outside.take_raw_data(
            actor=self.plan.world.cast.actor("appraiser"),
            commission=panel.commission,
            rows=_table(("序号", "层", "被评单位", *questions), self._raw(roster, len(questions))),
            content=b"",
            quality="一成样本复核，一致率百分之九十六；拒访两次后换样本。",
        )

    def _raw(self, roster: Sequence[RosterEntry], questions: int) -> Iterator[tuple[Cell, ...]]:
        names = dict(zip(_LEVELS, ("很好", "较好", "一般", "较差", "很差"), strict=True))
        for person in range(27 * len(CITIES)):
            mood = self.plan.chance.gauss(0, 0.1)
            for organ in self.plan.chance.sample(list(roster), min(4, len(roster))):
                levels = [names[self._level(organ.organ_id, mood)] for _ in range(questions)]
                city = CITIES[person % len(CITIES)].name
                yield (f"T{person:04}", city, organ.name, *levels)

    def end(self) -> None:
        rounds.close(actor=SYSTEM, round_=self.found)
        sealing.seal(actor=SYSTEM, round_=self.found)

    def _frame(self, panel: Panel) -> list[Row]:
        if panel.code == "market":
            head, kinds, size = ("序号", "层", "规模"), _SIZES, 1_500
            strata = [city.name for city in CITIES[:6]]
        elif panel.code == "public":
            head, kinds = ("序号", "办事单位", "年龄"), _AGES
            strata = list(self.found.roster.filter(left_out="").values_list("name", flat=True))
            size = 30 * len(strata)
        else:
            head, kinds, size = ("序号", "层", "身份"), _RANKS, 1_200
            strata = [city.name for city in CITIES[:5]]
        rows = [
            (
                f"{panel.code[0].upper()}{n:05}",
                strata[n % len(strata)],
                self.plan.chance.choice(kinds),
            )
            for n in range(size)
        ]
        return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> list[Row]:
    whole: list[tuple[Cell, ...]] = [tuple(head), *rows]
    return [Row(number=n, cells=row) for n, row in enumerate(whole, start=1)]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 30), tzinfo=clock.ZONE)
