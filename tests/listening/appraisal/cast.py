"""A small round: four organs, three panels, people whose codes the test knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.harness.province import FOUNDED, Province

from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.workbook import Row, Sheet, read_sheets, write_sheets
from youwei.listening.appraisal.models import Instrument, Panel, Round
from youwei.listening.appraisal.operations import codes, frames, instruments, rounds, third_party
from youwei.listening.appraisal.operations.codes import HandedOut
from youwei.listening.appraisal.queries.ballots import paper_of
from youwei.listening.appraisal.writing.casting import Choices, cast

RATED = ("示范省教育厅", "示范省民政厅", "示范省交通厅")


def table(head: Sequence[str], *rows: Sequence[object]) -> list[Row]:
    """As it comes out of a workbook."""
    sheet = Sheet("表", list(head), [list(row) for row in rows])  # type: ignore[arg-type]
    return next(iter(read_sheets(write_sheets([sheet])).values()))


@dataclass
class Cast:
    """`office` prepares, `leading` and `second` are of the leading group, `surveyor` hands in for a
    third party. `round_` opens today and lasts ten days.
    """

    province: Province
    office: Actor
    leading: Actor
    second: Actor
    surveyor: Actor
    surveyor_account: Account
    organs: list[Organ]
    instrument: Instrument
    round_: Round
    codes: dict[str, list[HandedOut]] = field(default_factory=dict)

    def panel(self, code: str) -> Panel:
        return self.round_.panels.get(code=code)

    def again(self) -> Round:
        self.round_.refresh_from_db()
        return self.round_

    def fill(self, *, market: int = 40, public: int = 36, upward: int = 40) -> None:
        """Frames in two strata each; the third party has a contract and a design."""
        frames.take_frame(actor=self.office, panel=self.panel("market"), rows=market_rows(market))
        frames.take_frame(actor=self.office, panel=self.panel("public"), rows=public_rows(public))
        frames.take_frame(actor=self.office, panel=self.panel("upward"), rows=upward_rows(upward))
        made = third_party.commission(
            actor=self.office,
            panel=self.panel("third-party"),
            body="示范调查中心",
            contract="SF-2026-01",
            signed_on=date(2026, 9, 1),
            design="分层随机抽样，电话访问。",
            account=self.surveyor_account,
        )
        third_party.declare_interests(actor=self.surveyor, commission=made, text="无")
        design = table(("层", "人数", "配额"), ("城市", 4000, 30), ("农村", 6000, 30))
        third_party.take_design(actor=self.surveyor, commission=made, rows=design)

    def freeze(self) -> Round:
        rounds.propose(actor=self.office, round_=self.round_)
        self.round_ = rounds.freeze(actor=self.leading, round_=self.round_, seed="known")
        return self.round_

    def begin(self) -> Round:
        """Frozen, codes handed out, open."""
        self.freeze()
        for code in ("market", "public", "upward"):
            self.codes[code] = codes.hand_out(actor=self.office, panel=self.panel(code))
        self.round_ = rounds.open_round(actor=self.leading, round_=self.round_)
        return self.round_

    def over(self) -> Any:
        """Everything inside happens on the day after the last one."""
        day = self.round_.closes_on + timedelta(days=1)
        return clock.at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.ZONE))


Level = Callable[[int, int], str]


def votes(code: str, level: str | Level = "good", nonce: str = "", **more: Any) -> bool:
    """Sends a ballot with one level for everything, or what `level(organ, question)` says."""
    paper = paper_of(code)
    chosen = {
        (organ.organ_id, question.pk): level
        if isinstance(level, str)
        else level(organ.organ_id, place)
        for organ in paper.organs
        for place, question in enumerate(paper.questions)
    }
    return cast(paper, Choices(levels=chosen, **more), nonce=nonce or code)


def market_rows(people: int) -> list[Row]:
    sizes = ("小微", "中型")
    return table(
        ("序号", "层", "规模", "联系方式"),
        *(
            (f"M{n}", ("甲市", "乙市")[n % 2], sizes[n // 2 % 2], f"1390000{n:04}")
            for n in range(people)
        ),
    )


def public_rows(people: int) -> list[Row]:
    ages = ("35岁以下", "35至59岁")
    return table(
        ("序号", "办事单位", "年龄"),
        *((f"P{n}", RATED[n % len(RATED)], ages[n // 3 % 2]) for n in range(people)),
    )


def upward_rows(people: int) -> list[Row]:
    ranks = ("领导干部", "一般干部", "群众")
    return table(
        ("序号", "层", "身份"),
        *((f"U{n}", ("甲市", "乙市")[n % 2], ranks[n % 3]) for n in range(people)),
    )


def build_cast(province: Province) -> Cast:
    organs = [
        add_organ(
            actor=SYSTEM,
            jurisdiction=province.place,
            name=name,
            valid_from=FOUNDED,
            group="government-society",
        )
        for name in RATED
    ]
    Organ.objects.exclude(pk__in=[one.pk for one in organs]).exclude(
        pk__in=[province.office.pk, province.leading.pk]
    ).update(group="")
    office = province.actor("office", Role.OFFICE, province.office)
    surveyor = province.account("surveyor", Role.APPRAISER, province.government)
    instrument = instruments.begin_version(actor=office, campaign=province.campaign)
    today = clock.today()
    round_ = rounds.prepare(
        actor=office,
        campaign=province.campaign,
        title="第一轮评议",
        instrument=instrument,
        opens_on=today,
        closes_on=today + timedelta(days=10),
    )
    return Cast(
        province=province,
        office=office,
        leading=province.actor("leading", Role.LEADING_GROUP, province.leading),
        second=province.actor("leading2", Role.LEADING_GROUP, province.leading),
        surveyor=actor_for(surveyor, today),
        surveyor_account=surveyor,
        organs=organs,
        instrument=instrument,
        round_=round_,
    )
