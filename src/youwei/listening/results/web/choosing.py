"""Ticks among many opinions, kept while the list is filtered and paged.

Everything is sent with one form: the buttons that filter and page (`show`) write nothing. What is
ticked on other pages travels in one field, since a request has only so many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Opinion, Round
from youwei.listening.results.queries.voices import Wanted, opinions_of, organs_told_of
from youwei.ui.fields import WordsField

PER_PAGE = 30
USED = (
    ("", _("All of them")),
    ("unused", _("In no text yet")),
    ("used", _("Behind a text")),
)


class FilterForm(forms.Form):
    words = WordsField(limit=60, one_line=True, required=False, label=_("Words"))
    about = forms.TypedChoiceField(label=_("Organ"), coerce=int, empty_value=None, required=False)
    used = forms.ChoiceField(label=_("Used"), choices=USED, required=False)

    def __init__(self, *args: Any, organs: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("All of them")), *organs]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Choice:
    """`ticked` are keys of opinions that this person may read; `elsewhere` those of them that do
    not stand on this page, `count` all that there are without a filter.
    """

    filter: FilterForm
    page: Page[Opinion]
    ticked: frozenset[int]
    count: int

    @property
    def elsewhere(self) -> str:
        here = {one.pk for one in self.page.object_list}
        return ",".join(str(key) for key in sorted(self.ticked - here))

    @property
    def rows(self) -> list[tuple[Opinion, bool]]:
        return [(one, one.pk in self.ticked) for one in self.page.object_list]


def chosen(request: HttpRequest, actor: Actor, round_: Round) -> Choice:
    given = request.POST
    form = FilterForm(given or None, organs=organs_told_of(actor, round_))
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    readable = set(opinions_of(actor, round_).values_list("pk", flat=True))
    sent = {*given.getlist("opinions"), *given.get("elsewhere", "").split(",")}
    return Choice(
        filter=form,
        page=Paginator(opinions_of(actor, round_, wanted), PER_PAGE).get_page(given.get("show")),
        ticked=frozenset(key for key in readable if str(key) in sent),
        count=len(readable),
    )
