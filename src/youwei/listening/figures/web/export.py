"""Exact figures as a file. A cell of one tells of one case, so they leave the desk like rows do;
what is released to everybody needs none of this.
"""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from youwei.foundation.exports.offers import File, Source
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.kernel.workbook import MEDIA_TYPE, Mark
from youwei.listening.figures.access import counted_by
from youwei.listening.figures.queries.documents import Document, exact_document
from youwei.listening.figures.web.files import JSON, json_of, name_of, workbook_of
from youwei.listening.figures.web.forms import BY_WORD, TableForm, period_words, table_words
from youwei.listening.figures.web.forms import PERIOD_WORD as PERIOD

_MADE = {"xlsx": (workbook_of, MEDIA_TYPE), "json": (json_of, JSON)}


def document_of(actor: Actor, query: QueryDict) -> Document | None:
    campaign = counted_by(actor).select_related("jurisdiction").first()
    if campaign is None:
        return None
    asked = _form(query)
    return exact_document(actor, campaign, asked.layout(), asked.period())


def _form(query: QueryDict) -> TableForm:
    return TableForm({name: str(value) for name, value in query.dict().items()})


def rows(actor: Actor, query: QueryDict, most: int) -> Sequence[int]:
    """Lines of the table; figures have no rows of their own."""
    document = document_of(actor, query)
    return range(1, len(document.cells) + 1)[: most + 1] if document is not None else ()


def own(actor: Actor, keys: Sequence[int]) -> bool:
    return False


def covers(actor: Actor, other: Actor, query: QueryDict, keys: Sequence[int]) -> bool:
    """Whoever counts the same reads the same."""
    first, second = document_of(actor, query), document_of(other, query)
    if first is None or second is None:
        return False
    return (first.by_key, first.total) == (second.by_key, second.total)


def made(actor: Actor, query: QueryDict, keys: Sequence[int], form: str, mark: Mark) -> File:
    document = document_of(actor, query)
    if document is None or form not in _MADE:
        raise NotFound
    make, media_type = _MADE[form]
    content = make(document, mark)
    return File(name_of(document, form), media_type, content, len(document.cells))


def said(actor: Actor, query: QueryDict) -> Sequence[tuple[str, str]]:
    asked = _form(query)
    return [
        (str(BY_WORD), str(table_words(asked.layout()))),
        (str(PERIOD), period_words(asked.period())),
    ]


EXACT = Source(
    code="figures.exact",
    label=gettext_lazy("Exact figures"),
    forms=("xlsx", "json"),
    rows=rows,
    own=own,
    covers=covers,
    made=made,
    said=said,
    back=lambda query: f"{reverse('figures_desk:figures')}?{query}",
)
