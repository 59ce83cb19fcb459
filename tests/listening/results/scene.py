"""A round of three organs whose ballots are sealed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.harness.province import Province
from tests.listening.appraisal.cast import Cast, build_cast, table, votes

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.operations import rounds, sealing, third_party
from youwei.listening.results.models import Estimate, Publication
from youwei.listening.results.operations import estimating, publishing

BEST, MIDDLE, WORST = "very-good", "good", "poor"


def on(day: date) -> AbstractContextManager[object]:
    return clock.at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.ZONE))


@dataclass
class Scene:
    """Three organs rated by everybody: the first best, the third worst. Ballots are sealed."""

    cast: Cast
    round: Round
    lead: Actor  # of the first organ

    @property
    def office(self) -> Actor:
        return self.cast.office

    @property
    def leading(self) -> Actor:
        return self.cast.leading

    def round_again(self) -> Round:
        self.round.refresh_from_db()
        return self.round

    @property
    def theme(self) -> str:
        """One of the rulebook."""
        return rules_of(self.round.campaign).themes[0].code

    def estimated(self) -> Estimate:
        return estimating.estimate_round(actor=self.office, round_=self.round)

    def shown(self) -> Estimate:
        return publishing.show(actor=self.office, estimate=self.estimated())

    def over(self, estimate: Estimate) -> AbstractContextManager[object]:
        """The day after the last one for objections."""
        assert estimate.object_until is not None
        return on(estimate.object_until + timedelta(days=1))

    def published(self) -> Publication:
        shown = self.shown()
        with self.over(shown):
            return publishing.publish(actor=self.leading, estimate=shown)


@contextmanager
def sealed_scene(province: Province) -> Iterator[Scene]:
    """Everything goes on on the day after the last day of the round."""
    cast = build_cast(province)
    lead = province.actor("lead-of-first", Role.LEAD, cast.organs[0])
    cast.fill()
    cast.begin()
    mixed = {0: (BEST, MIDDLE), 1: (MIDDLE, "fair"), 2: (WORST, "very-poor")}
    order = [one.pk for one in cast.organs]
    for panel in ("market", "public", "upward"):
        for number, handed in enumerate(cast.codes[panel]):
            words = {order[2]: "办事窗口上午一直没有人，等了很久才来。"} if number % 3 == 2 else {}
            votes(
                handed.code,
                lambda organ, place, n=number: mixed[order.index(organ)][n // 3 % 2],  # type: ignore[misc]
                words=words if panel != "public" else {},
            )
    head = ("序号", "层", "被评单位", *(q.code for q in cast.instrument.questions.all()))
    said = ("很好", "较好", "较差")
    rows = table(
        head,
        *(
            (n, ("城市", "农村")[n // 3 % 2], cast.organs[n % 3].name, said[n % 3], *["一般"] * 5)
            for n in range(36)
        ),
    )
    third_party.take_raw_data(
        actor=cast.surveyor,
        commission=cast.panel("third-party").commission,
        rows=rows,
        content=b"x",
        quality="复核一成。",
    )
    with cast.over():
        rounds.close(actor=SYSTEM, round_=cast.round_)
        sealed = sealing.seal(actor=SYSTEM, round_=cast.round_)
        yield Scene(cast, sealed, lead)
