"""The last quarters that are over are released, as the schedule would have done."""

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.figures.operations import release
from youwei.listening.figures.queries.facts import read_facts
from youwei.listening.figures.queries.releases import ripe, tables_for
from youwei.simulation.world import World

QUARTERS = 2  # enough to compare


def release_quarters(world: World) -> None:
    campaign = world.cast.campaign
    with clock.at(world.plan.ends):
        facts = read_facts(campaign)
        for quarter in tuple(ripe(campaign, clock.today()))[-QUARTERS:]:
            tables = tables_for(facts, campaign, quarter)
            if tables:
                release(actor=SYSTEM, campaign=campaign, quarter=quarter, tables=tables)
