"""The office's queue by category."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import QueueField
from youwei.listening.sorting.queries.categories import codes_under
from youwei.listening.sorting.web.case import families
from youwei.ui.bilingual import said
from youwei.ui.paging import not_walked


def _choices(book: Rulebook) -> Sequence[tuple[str, str]]:
    return [
        (one.code, said(one.name) if one is top else f"{said(top.name)} · {said(one.name)}")
        for top, *below in families(book)
        for one in (top, *below)
    ]


FEW = 15_000  # cases of a category up to which they are looked up, and the queue is not walked


def _narrow(cases: QuerySet[Case], /, *, code: str) -> QuerySet[Case]:
    """An uppermost category with all that stand under it. Few cases are put in order; of many, the
    queue is walked in its index, which ends as soon as the list is full.
    """
    codes = codes_under(code)
    # Said as the index of categories says it, which holds no case without one.
    fitting = Case.objects.filter(category__in=codes).exclude(category="")
    if fitting.values("category")[: FEW + 1].count() > FEW:
        return cases.filter(category__in=codes)
    return not_walked(cases.filter(pk__in=fitting.values("pk")))


CATEGORY = QueueField("category", _("Category"), _choices, _narrow)
