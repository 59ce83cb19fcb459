"""Regular work: no forwarded table lies around."""

from datetime import timedelta

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.channels.models import ForwardedFile
from youwei.listening.channels.operations.forwarding import drop_file
from youwei.listening.channels.rules.states import FileState

KEPT = timedelta(days=1)


def drop_forgotten_files() -> int:
    """What was brought for a preview and taken over by nobody in a day; how many."""
    old = ForwardedFile.objects.filter(state=FileState.PREVIEW, brought_at__lt=clock.now() - KEPT)
    files = list(old.order_by("id"))
    for file in files:
        drop_file(actor=SYSTEM, file=file)
    return len(files)
