from dataclasses import dataclass
from random import Random

from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.organs.models import Organ
from youwei.simulation.agenda import Agenda
from youwei.simulation.cast import Cast
from youwei.simulation.plan import YearPlan


@dataclass
class World:
    """What every action of the year needs."""

    plan: YearPlan
    cast: Cast
    agenda: Agenda
    chance: Random
    exhibits: tuple[WorkingCopy, ...]

    def organ(self, slug: str) -> Organ:
        return self.cast.organs[slug]
