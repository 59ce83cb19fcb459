"""What somebody took down: how many, and the numbers, without a word of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.channels.models import Reception


@dataclass(frozen=True, slots=True)
class Taken:
    number: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """`kept`: complaints about the conduct of the own organ; they are counted and not named."""

    rows: tuple[Taken, ...]
    kept: int

    @property
    def count(self) -> int:
        return len(self.rows) + self.kept


def registered(actor: Actor, since: date) -> Registered:
    """What the person took down since that day, newest first, at most 200; one query. What came in
    a box or a table is counted there.
    """
    begin = datetime.combine(since, time.min, tzinfo=clock.ZONE)
    found = Reception.objects.filter(
        taken_by=actor.account_id,
        at__gte=begin,
        case__box_item__isnull=True,
        case__external__isnull=True,
    )
    rows = list(found.select_related("case").order_by("-id")[:200])
    shown = [one for one in rows if not _kept_from(actor, one)]
    return Registered(
        rows=tuple(Taken(one.case.number, one.case.channel, one.at) for one in shown),
        kept=len(rows) - len(shown),
    )


def _kept_from(actor: Actor, reception: Reception) -> bool:
    case = reception.case
    return case.kept_from_organ and case.about_organ_id in actor.conflicts


def year_ago() -> date:
    return clock.today() - timedelta(days=365)
