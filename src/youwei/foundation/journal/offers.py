"""Apps above name what the journal keeps from an audit administrator of the organ concerned."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from youwei.foundation.journal.rules.shields import Subjects, add


def keep_from(name: str, subjects: Subjects) -> None:
    """`subjects(actor)` is a query of subjects as the journal has them, such as 'case:5'. Called
    once by the app, when it is ready.
    """
    add(name, subjects)


def named(prefix: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The subjects of these rows, such as 'case:5' for the prefix 'case'."""
    name = Concat(Value(f"{prefix}:"), Cast("pk", CharField()), output_field=CharField())
    return rows.order_by().values_list(name, flat=True)
