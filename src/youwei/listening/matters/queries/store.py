"""All sketches of the store in the memory of this process, caught up before each question.

It reads forwards by primary key, in blocks. A row may become visible after one with a higher key
(its transaction ended later), so the last keys are looked at again. What is not kept any more is
read first, and leaves the memory before anything is answered.
"""

import logging
from collections.abc import Sequence
from threading import Event, Lock, Thread
from typing import Final

import numpy as np
from django.db import close_old_connections, connection
from django.db.models import QuerySet

from youwei.listening.matters.models import ForgottenSketch, Sketch
from youwei.text.likeness import Alike, LikenessIndex
from youwei.text.sketches import Outline, Outlines

RECIPE: Final = 2  # changes with anything that makes other pairs of the same text
BEAT: Final = 10.0  # seconds between two looks of a server that nobody asks
_AGAIN: Final = 500
_BLOCK: Final = 20_000
_Rows = Sequence[tuple[int, int, "bytes | memoryview[int]"]]

log = logging.getLogger(__name__)


class StillReading(Exception):
    """A process that has just started has not read all sketches yet; it takes seconds."""


class Store:
    """`forget` is for whoever changes the database under it, such as a test."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reading = False  # a thread reads what is missing
        self.forget()

    def forget(self) -> None:
        with self._lock:
            self._index = LikenessIndex()
            self._last = 0
            self._recent: set[int] = set()
            self._last_forgotten = 0
            self._forgotten: set[int] = set()

    def like(self, outline: Outline, *, at_least: float, most: int) -> list[Alike]:
        """The keys are those of cases. What the asker may see of them is for the asker to say.

        Raises StillReading where more than one block has to be read first.
        """
        if self._reading:
            raise StillReading
        with self._lock:
            if self._catch_up():
                return self._index.like(outline, at_least=at_least, most=most)
            self._reading = True
        Thread(target=self._read_aside, daemon=True, name="look-alikes").start()
        raise StillReading

    def read_all(self) -> tuple[int, int]:
        """However long it takes; the numbers of cases and bytes."""
        while True:
            with self._lock:
                if self._catch_up():
                    return len(self._index), self._index.bytes

    def keep_up(self, stop: Event) -> None:
        """Reads what is missing, then looks every ten seconds, until `stop` is set: so nobody waits
        for it after a start, and nothing that was erased stays in the memory of a quiet process.
        """
        self._reading = True
        while not stop.is_set():
            close_old_connections()
            try:
                self.read_all()
                self._reading = False
            except Exception:  # whatever it is: without this thread no question is answered again
                log.exception("look-alikes could not be read; another try follows")
            stop.wait(BEAT)

    def _read_aside(self) -> None:
        try:
            self.read_all()
        finally:
            self._reading = False
            connection.close()

    def _catch_up(self) -> bool:
        """Reads one block; whether that was all."""
        self._let_go()
        self._late()
        rows = list(self._rows().filter(pk__gt=self._last)[:_BLOCK])
        if rows:
            self._take(rows)
            self._last = rows[-1][0]
        return len(rows) < _BLOCK

    def _let_go(self) -> None:
        floor = self._last_forgotten - _AGAIN
        found = dict(ForgottenSketch.objects.filter(pk__gt=floor).values_list("pk", "case_id"))
        new = [case for pk, case in found.items() if pk not in self._forgotten]
        if new:
            self._index.forget(np.array(new))
            self._last_forgotten = max(found)
            self._forgotten = set(found)

    def _late(self) -> None:
        floor = self._last - _AGAIN
        recent = set(
            self._of_recipe().filter(pk__gt=floor, pk__lte=self._last).values_list("pk", flat=True)
        )
        late = recent - self._recent
        if late:
            self._take(list(self._rows().filter(pk__in=late)))
        self._recent = {pk for pk in self._recent if pk > floor}

    def _take(self, rows: _Rows) -> None:
        keys = [case for _, case, _ in rows]
        self._index.add(Outlines.unpacked(keys, [bytes(pairs) for _, _, pairs in rows]))
        self._recent.update(pk for pk, _, _ in rows[-_AGAIN:])

    def _rows(self) -> "QuerySet[Sketch, tuple[int, int, bytes | memoryview[int]]]":
        return self._of_recipe().order_by("pk").values_list("pk", "case_id", "pairs")

    def _of_recipe(self) -> QuerySet[Sketch]:
        return Sketch.objects.filter(recipe=RECIPE)


STORE: Final = Store()
