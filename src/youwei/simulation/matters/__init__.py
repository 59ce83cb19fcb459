"""What the citizens of the made-up province write about; every sentence is ours."""

from youwei.simulation.matters.households import HOUSEHOLDS
from youwei.simulation.matters.topic import Topic
from youwei.simulation.matters.work import WORK

TOPICS: tuple[Topic, ...] = HOUSEHOLDS + WORK

__all__ = ["TOPICS", "Topic"]
