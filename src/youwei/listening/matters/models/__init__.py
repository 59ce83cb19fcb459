from youwei.listening.matters.models.hot_spot import HotSpot
from youwei.listening.matters.models.matter import Matter, Membership, Repetition
from youwei.listening.matters.models.sketch import Sketch

__all__ = ["HotSpot", "Matter", "Membership", "Repetition", "Sketch"]
