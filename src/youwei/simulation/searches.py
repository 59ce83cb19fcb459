"""Filters that people keep under a name, so that each morning shows what is new."""

from datetime import timedelta

from youwei.foundation.duties.operations.searches import save_search
from youwei.simulation.world import World

_KEPT = (
    ("office", "cases", "等待处理的作风投诉", "kind=conduct&state=office"),
    ("office", "ledger", "停车类事项", "words=%E5%81%9C%E8%BD%A6"),
    ("lead", "ledger", "本单位新交办", "state=assigned"),
    ("leading", "ledger", "逾期未结", "light=overdue"),
)
_BEFORE_THE_END = timedelta(days=6)


def plan_searches(world: World) -> None:
    """Saved in the last week: the look of the last morning finds what came since."""

    def run() -> None:
        for username, place, name, query in _KEPT:
            save_search(actor=world.cast.actor(username), place=place, name=name, query=query)

    world.agenda.at(world.plan.ends - _BEFORE_THE_END, run)
