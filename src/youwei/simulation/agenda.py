"""What happens when: a heap of moments, with the office hours of the State Council calendar."""

import heapq
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count
from random import Random

from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock

Action = Callable[[], object]
_OPENS, _CLOSES = time(8, 40), time(17, 20)
_DAY = timedelta(days=1)
_WORKING_HOURS = 8.0


class Agenda:
    """Actions run at their moment, earliest first; what lies after the end never happens."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._order = count()

    def at(self, moment: datetime, action: Action) -> None:
        heapq.heappush(self._waiting, (moment, next(self._order), action))

    def at_work(self, moment: datetime, action: Action) -> None:
        """At the moment if somebody is in the office then, else as soon as somebody is."""
        self.at(self._in_office(moment), action)

    def after_work(self, days: float, action: Action) -> None:
        """After so many working days."""
        moment, whole = clock.now().astimezone(clock.ZONE), int(days)
        moment += timedelta(hours=(days - whole) * _WORKING_HOURS, minutes=self._minutes())
        while whole:
            moment += _DAY
            whole -= calendar().is_working_day(moment.date())
        self.at_work(moment, action)

    def after(self, days: float, action: Action) -> None:
        """After so many natural days, at an hour at which people are awake."""
        moment = clock.now().astimezone(clock.ZONE) + timedelta(days=days)
        if not 7 <= moment.hour <= 21:
            moment = moment.replace(hour=self._chance.randint(7, 21))
        self.at(max(moment, clock.now() + timedelta(minutes=2)), action)

    def run(self, until: datetime) -> None:
        while self._waiting and self._waiting[0][0] <= until:
            moment, _, action = heapq.heappop(self._waiting)
            with clock.at(moment):
                action()

    def _in_office(self, moment: datetime) -> datetime:
        moment = moment.astimezone(clock.ZONE)
        if moment.time() > _CLOSES:
            moment = self._morning(moment + _DAY)
        while not calendar().is_working_day(moment.date()):
            moment = self._morning(moment + _DAY)
        return self._morning(moment) if moment.time() < _OPENS else moment

    def _morning(self, moment: datetime) -> datetime:
        opening = datetime.combine(moment.date(), _OPENS, tzinfo=clock.ZONE)
        return opening + timedelta(minutes=self._minutes())

    def _minutes(self) -> int:
        return self._chance.randint(4, 110)
