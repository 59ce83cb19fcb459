"""All sketches of the store in the memory of this process, caught up before each question.

It reads forwards by primary key. A row may become visible after one with a higher key (its
transaction ended later), so the last keys are looked at again.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
from django.db.models import QuerySet

from youwei.listening.matters.models import Sketch
from youwei.text.likeness import Alike, LikenessIndex, Pairs

RECIPE: Final = 1  # changes with anything that makes other pairs of the same text
_AGAIN: Final = 500
_CHUNK: Final = 20_000
_TYPE: Final = "<u4"


def packed(pairs: Pairs) -> bytes:
    return pairs.astype(_TYPE).tobytes()


def unpacked(stored: bytes) -> Pairs:
    return np.frombuffer(stored, dtype=_TYPE)


class Store:
    """`forget` is for whoever changes the database under it, such as a test."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        with self._lock:
            self._index = LikenessIndex()
            self._last = 0
            self._recent: set[int] = set()

    def like(self, pairs: Pairs, *, at_least: float, most: int) -> list[Alike]:
        """The keys are those of cases. What the asker may see of them is for the asker to say."""
        with self._lock:
            self._catch_up()
            return self._index.like(pairs, at_least=at_least, most=most)

    def size(self) -> tuple[int, int]:
        """Cases and bytes."""
        with self._lock:
            self._catch_up()
            return len(self._index), self._index.bytes

    def _catch_up(self) -> None:
        self._late()
        while rows := list(self._rows().filter(pk__gt=self._last)[:_CHUNK]):
            self._take(rows)
            self._last = rows[-1][0]

    def _late(self) -> None:
        floor = self._last - _AGAIN
        recent = set(
            self._of_recipe().filter(pk__gt=floor, pk__lte=self._last).values_list("pk", flat=True)
        )
        late = recent - self._recent
        if late:
            self._take(list(self._rows().filter(pk__in=late)))
        self._recent = {pk for pk in self._recent if pk > floor}

    def _take(self, rows: "Sequence[tuple[int, int, bytes | memoryview[int]]]") -> None:
        self._index.add((case, unpacked(bytes(pairs))) for _, case, pairs in rows)
        self._recent.update(pk for pk, _, _ in rows[-_AGAIN:])

    def _rows(self) -> "QuerySet[Sketch, tuple[int, int, bytes | memoryview[int]]]":
        return self._of_recipe().order_by("pk").values_list("pk", "case_id", "pairs")

    def _of_recipe(self) -> QuerySet[Sketch]:
        return Sketch.objects.filter(recipe=RECIPE)


STORE: Final = Store()
