"""Pages of a list that may be longer than anybody reads."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

MOST = 1_000  # rows of a list that can be paged through


class Bounded(Paginator):  # type: ignore[type-arg]
    """Two queries: the keys of the first of `found`, then the rows of the page out of `rows`, which
    stand in the same order and need no filter but who may see them. Nothing counts a list to its
    end; `more` says that it goes on beyond the last page.
    """

    def __init__(
        self, found: QuerySet[Any], rows: QuerySet[Any], per_page: int, *, most: int = MOST
    ) -> None:
        super().__init__(found, per_page)
        self.found, self.rows, self.most = found, rows, most

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self.found.values_list("pk", flat=True)[: self.most + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self._keys), self.most)

    @property
    def more(self) -> bool:
        return len(self._keys) > self.most

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self._keys[first : min(first + self.per_page, self.count)]
        # Unordered, so that the rows are fetched by their keys and nothing is walked for them.
        rows = {row.pk: row for row in self.rows.filter(pk__in=keys).order_by()}
        return Page([rows[key] for key in keys if key in rows], number, self)
