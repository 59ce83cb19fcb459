"""The form on partners' sites, and how much came in by which channel."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncMonth

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.channels import Channel
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.channels.models import Frame
from youwei.listening.complaints.access import visible_to
from youwei.listening.complaints.models import ChannelToken

MONTHS = 6
_ALL = ("token__campaign__jurisdiction", "token__campaign__office_organ")


def frame_of(public_id: str) -> Frame | None:
    """The form that stands, or once stood, under this id."""
    return Frame.objects.select_related(*_ALL).filter(public_id=public_id).first()


def frames_of(actor: Actor) -> QuerySet[Frame]:
    """Of the places that the system administrator keeps."""
    places = actor.jurisdictions_as(Role.SYSTEM_ADMIN)
    return Frame.objects.select_related(*_ALL).filter(token__campaign__jurisdiction__in=places)


def origins_of(frame: Frame) -> tuple[str, ...]:
    return tuple(frame.origins.values_list("origin", flat=True))


def tokens_of(actor: Actor) -> list[ChannelToken]:
    """Of the places that the system administrator keeps, those in force first; one query. Each has
    `frame_pk`, None where it is for a program.
    """
    places = actor.jurisdictions_as(Role.SYSTEM_ADMIN)
    tokens = ChannelToken.objects.filter(campaign__jurisdiction__in=places).annotate(
        frame_pk=F("frame__pk")
    )
    return sorted(tokens, key=lambda token: (token.revoked_at is not None, -token.pk))


@dataclass(frozen=True, slots=True)
class Line:
    """`months` in the order of the table's head."""

    channel: Channel
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class Table:
    months: tuple[date, ...]
    lines: tuple[Line, ...]


def received(actor: Actor, campaign: Campaign) -> Table:
    """How many cases came in by each channel in the last six months; one query. Counted is what
    the reader may read, so that no count tells of a complaint that is kept from them.
    """
    months = _months(clock.today())
    begin = datetime.combine(months[0], time.min, tzinfo=clock.ZONE)
    rows = (
        visible_to(actor)
        .filter(campaign=campaign, received_at__gte=begin)
        .order_by()
        .annotate(month=TruncMonth("received_at", tzinfo=clock.ZONE))
        .values_list("channel", "month")
        .annotate(n=Count("pk"))
    )
    counted = {(channel, clock.day_of(month)): n for channel, month, n in rows}
    return Table(
        months=months,
        lines=tuple(
            Line(one, tuple(counted.get((one.code, month), 0) for month in months))
            for one in rules_of(campaign).channels
        ),
    )


def _months(today: date) -> tuple[date, ...]:
    """First days of the last months, this one included, oldest first."""
    whole = today.year * 12 + today.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(whole - MONTHS + 1, whole + 1))
