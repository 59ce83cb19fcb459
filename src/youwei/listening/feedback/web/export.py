"""反馈函 as a file: the released items; nothing of what stands behind them."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.duties.words import STATE_WORDS as DUTY_WORDS
from youwei.foundation.exports.offers import File, Source
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotFound
from youwei.kernel.workbook import MEDIA_TYPE, Mark, Sheet, write_sheets
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.queries.letters import letter, released_items
from youwei.ui.bilingual import said as in_words


def rows(actor: Actor, query: QueryDict, most: int) -> Sequence[int]:
    batch = letter(actor, query.get("number", ""))
    return [item.pk for item in _owed(batch)] if batch is not None else []


def own(actor: Actor, keys: Sequence[int]) -> bool:
    """Whether the letter went to an organ for which the actor works."""
    working = actor.organs_as(Role.HANDLER, Role.LEAD)
    return not Item.objects.filter(pk__in=keys).exclude(batch__organ__in=working).exists()


def covers(actor: Actor, other: Actor, query: QueryDict, keys: Sequence[int]) -> bool:
    return letter(other, query.get("number", "")) is not None


def made(actor: Actor, query: QueryDict, keys: Sequence[int], form: str, mark: Mark) -> File:
    batch = letter(actor, query.get("number", ""))
    if batch is None:
        raise NotFound
    head = [
        _("No."),
        _("Themes"),
        _("Problem"),
        _("What is demanded"),
        _("Due on"),
        _("Checked by"),
        _("Duty"),
        _("State"),
    ]
    lines = [
        [
            str(place),
            " · ".join(themes_of(batch, item)),
            item.text,
            item.demand,
            item.duty.due_on.isoformat(),
            item.duty.verifier.name,
            item.duty.number,
            str(DUTY_WORDS[DutyState(item.duty.state)]),
        ]
        for place, item in enumerate(_owed(batch), start=1)
        if item.duty is not None and item.pk in keys
    ]
    widths = (6, 24, 60, 60, 12, 24, 18, 16)
    sheet = Sheet(title=_("Central feedback"), headings=head, rows=lines, widths=widths)
    return File(f"{batch.number}.xlsx", MEDIA_TYPE, write_sheets([sheet], mark), len(lines))


def said(actor: Actor, query: QueryDict) -> Sequence[tuple[str, str]]:
    return [(_("Letter"), query.get("number", ""))]


def themes_of(batch: Batch, item: Item) -> list[str]:
    names = {theme.code: in_words(theme.name) for theme in rules_of(batch.campaign).themes}
    return [names.get(theme.code, theme.code) for theme in item.themes.all()]


def _owed(batch: Batch) -> list[Item]:
    return [item for item in released_items(batch) if item.duty is not None]


def _back(query: str) -> str:
    number = QueryDict(query).get("number", "")
    return reverse("feedback:letter", args=[number]) if number else reverse("feedback:overview")


LETTER = Source(
    code="feedback.letter",
    label=gettext_lazy("Central feedback"),
    forms=("xlsx",),
    rows=rows,
    own=own,
    covers=covers,
    made=made,
    said=said,
    back=_back,
)
