from youwei.listening.channels.models.box import BoxItem, BoxOpening
from youwei.listening.channels.models.forwarding import ForwardedFile, Source
from youwei.listening.channels.models.frame import Frame, Origin
from youwei.listening.channels.models.reception import Reception

__all__ = [
    "BoxItem",
    "BoxOpening",
    "ForwardedFile",
    "Frame",
    "Origin",
    "Reception",
    "Source",
]
