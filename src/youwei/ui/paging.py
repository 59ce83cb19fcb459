"""Pages of a list that may be longer than anybody reads."""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Func, QuerySet
from django.db.models.functions import Coalesce

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


def not_walked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows in the same order, said so that no engine walks all rows of the table in it for
    the few that these are.
    """
    return rows.order_by(*(Coalesce(one, one) for one in rows.query.order_by))


class Among(Func):
    """Whether the key of a row is one of thousands: `pk__in` makes a parameter of each of them, and
    to write and read these takes longer than to find the rows. Keys are whole numbers.
    """

    output_field = BooleanField()

    def __init__(self, keys: Iterable[int], **extra: Any) -> None:
        super().__init__("pk", **extra)
        self.keys = tuple(keys)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        template = "%(expressions)s IN (SELECT value FROM json_each(%%s))"
        sql, given = self.as_sql(compiler, connection, template=template)
        return sql, (*given, json.dumps(self.keys))

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        template = "%(expressions)s = ANY(%%s::bigint[])"
        sql, given = self.as_sql(compiler, connection, template=template)
        return sql, (*given, list(self.keys))
