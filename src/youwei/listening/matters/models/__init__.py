from youwei.listening.matters.models.hot_spot import HotSpot
from youwei.listening.matters.models.matter import Matter, Membership, Repetition
from youwei.listening.matters.models.sketch import ForgottenSketch, Sketch

__all__ = ["ForgottenSketch", "HotSpot", "Matter", "Membership", "Repetition", "Sketch"]
