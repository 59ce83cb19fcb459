"""Ways in beside the form: a site, the report box, a supervisor, the media, forwarded tables."""

from datetime import datetime, time, timedelta
from functools import partial
from io import BytesIO

from youwei.foundation.files.queries import prepared
from youwei.kernel import clock, receipts
from youwei.kernel.workbook import Sheet, write_sheets
from youwei.listening.channels.models import BoxOpening
from youwei.listening.channels.operations.boxes import account_for, confirm, open_box
from youwei.listening.channels.operations.forwarding import Came, bring_file, save_source
from youwei.listening.channels.operations.offering import offer_form
from youwei.listening.channels.operations.registering import register
from youwei.listening.channels.rules.circumstances import Circumstances
from youwei.listening.channels.rules.states import Fate
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake
from youwei.simulation.roster import OFFICE
from youwei.simulation.world import World

_PETITIONS = "示范省信访局"
_HEAD = ("信访编号", "来信时间", "内容", "转办日期")
_ROWS = (
    ("XF-2101", 6, "反映窗口一次没有讲清要带的材料，先后跑了三趟，请求一次性告知。"),
    ("XF-2102", 5, "咨询办理依据和所需时限，电话多次打不通，希望公开咨询电话和接听时间。"),
    ("XF-2103", 4, "申请材料交了一个多月没有答复，问到的两个人说法不一样。"),
)
_COLUMNS = {"external": "信访编号", "received": "来信时间", "forwarded": "转办日期"}


def plan_ways_in(world: World) -> None:
    """Few and far between; what is left open at the end is a day old at most."""
    plan, agenda = world.plan, world.agenda
    agenda.at_work(plan.begins + timedelta(days=3), partial(_offer, world))
    for days in (40, 130, 220):
        agenda.at_work(plan.begins + timedelta(days=days), partial(_empty_box, world))
    yesterday = _morning(world, 1)
    agenda.at(yesterday, partial(_find, world))
    agenda.at(yesterday + timedelta(hours=2), partial(_report, world))
    agenda.at(yesterday + timedelta(hours=3), partial(_bring, world))
    agenda.at(yesterday + timedelta(hours=4), partial(_box_waits, world))
    for minutes, act in ((1, _call), (2, _visit)):
        agenda.at(plan.ends - timedelta(minutes=minutes), partial(act, world))


def emptied(world: World, intake: Intake, nonce: str) -> Case:
    """The case was in the box, beside an advertisement."""
    opening = _opening(world, count=2)
    clerk = world.cast.actor("market.clerk")
    item = account_for(
        actor=clerk, opening=opening, fate=Fate.CASE, position=1, nonce=nonce, intake=intake
    )
    account_for(actor=clerk, opening=opening, fate=Fate.VOID, position=2)
    world.agenda.after_work(0.2, lambda: confirm(actor=world.cast.actor("lead"), opening=opening))
    assert item.case is not None
    return item.case


def _morning(world: World, days: int) -> datetime:
    day = world.plan.ends - timedelta(days=days)
    return datetime.combine(day.date(), time(9, 10), tzinfo=clock.ZONE)


def _offer(world: World) -> None:
    offer_form(
        actor=world.cast.actor("system"),
        campaign=world.cast.campaign,
        channel="site-government",
        name="示范省政府网站",
        origins=["https://www.shifan.example"],
    )


def _opening(world: World, count: int) -> BoxOpening:
    return open_box(
        actor=world.cast.actor("market.clerk"),
        campaign=world.cast.campaign,
        organ=world.organ("market"),
        place="一楼办事大厅东门",
        at=clock.now() - timedelta(minutes=20),
        count=count,
        second=world.cast.accounts["lead"],
    )


def _empty_box(world: World) -> None:
    """Nothing that becomes a case: one sealed, one advertisement."""
    opening, clerk = _opening(world, count=2), world.cast.actor("market.clerk")
    for position, fate in enumerate((Fate.SEALED, Fate.VOID), start=1):
        account_for(actor=clerk, opening=opening, fate=fate, position=position)
    confirm(actor=world.cast.actor("lead"), opening=opening)


def _box_waits(world: World) -> None:
    """Accounted for, and not confirmed yet."""
    opening = _opening(world, count=1)
    clerk = world.cast.actor("market.clerk")
    account_for(actor=clerk, opening=opening, fate=Fate.VOID, position=1)


def _register(
    world: World, who: str, organ: str, channel: str, text: str, how: Circumstances
) -> None:
    register(
        actor=world.cast.actor(who),
        campaign=world.cast.campaign,
        organ=world.organ(organ),
        intake=Intake(channel=channel, kind="request", text=text),
        how=how,
        nonce=receipts.new_nonce(),
    )


def _find(world: World) -> None:
    text = "上午十点到一处办事窗口，三个窗口只有一个有人，等候的群众有二十多人，没有人出来疏导。"
    _register(world, "supervisor", OFFICE, "supervisor", text, Circumstances())


def _report(world: World) -> None:
    text = "报道称一处窗口午间无人值守，群众排队近两小时；报道未点名单位。"
    how = Circumstances(
        source="示范日报",
        source_on=clock.today() - timedelta(days=1),
        source_link="三版《窗口为何没有人》",
    )
    _register(world, "office", OFFICE, "media", text, how)


def _call(world: World) -> None:
    text = "来电人说预约取号的页面打不开，想知道不预约能不能直接到窗口办。"
    _register(world, "clerk", OFFICE, "office-phone", text, Circumstances(read_back=True))


def _visit(world: World) -> None:
    text = "来访人说交了材料没有给回执，请求补给回执并告知办结时间。"
    _register(world, "market.clerk", "market", "organ-phone", text, Circumstances(read_back=True))


def _bring(world: World) -> None:
    """A table that somebody has yet to take over."""
    today = clock.today()
    rows = [
        (number, (today - timedelta(days=ago)).isoformat(), text, today.isoformat())
        for number, ago, text in _ROWS
    ]
    content = write_sheets(
        [Sheet(title="转办", headings=_HEAD, rows=rows, widths=(14, 14, 60, 14))]
    )
    office = world.cast.actor("office")
    source = save_source(
        actor=office,
        campaign=world.cast.campaign,
        came=Came("petition-office", "request", _PETITIONS),
        columns=_COLUMNS,
    )
    bring_file(
        actor=office, source=source, copy=prepared(name="转办.xlsx", content=BytesIO(content))
    )
