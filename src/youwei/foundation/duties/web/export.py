"""整改台账 as a file."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youwei.foundation.duties.access import visible_to
from youwei.foundation.duties.queries import ledger, lit, owners
from youwei.foundation.duties.rules.states import State
from youwei.foundation.duties.web.forms import LedgerForm
from youwei.foundation.duties.words import STATE_WORDS
from youwei.foundation.exports.offers import File, Source
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.workbook import MEDIA_TYPE, Mark, Sheet, write_sheets
from youwei.ui.lights import LOOKS


def rows(actor: Actor, query: QueryDict, most: int) -> Sequence[int]:
    found = ledger(actor, _form(actor, query).wanted())
    return list(found.values_list("pk", flat=True)[: most + 1])


def own(actor: Actor, keys: Sequence[int]) -> bool:
    """Whether all of them are what the actor's own organ owes."""
    working = actor.organs_as(Role.HANDLER, Role.LEAD)
    return not visible_to(actor).filter(pk__in=keys).exclude(owner__in=working).exists()


def covers(actor: Actor, other: Actor, query: QueryDict, keys: Sequence[int]) -> bool:
    return visible_to(other).filter(pk__in=keys).count() == len(keys)


def made(actor: Actor, query: QueryDict, keys: Sequence[int], form: str, mark: Mark) -> File:
    """What the ledger shows, without statements, results or reasons."""
    duties = list(
        lit(visible_to(actor).filter(pk__in=keys), clock.today())
        .select_related("owner", "verifier")
        .order_by("due_on", "id")
    )
    head = [
        _("Number"),
        _("Matter"),
        _("Organ"),
        _("Checked by"),
        _("State"),
        _("Light"),
        _("Assigned on"),
        _("Due on"),
        _("Provisional"),
        _("Reported on"),
    ]
    lines = [
        [
            duty.number,
            duty.title,
            duty.owner.name,
            duty.verifier.name,
            str(STATE_WORDS[State(duty.state)]),
            str(LOOKS[duty.light].word),
            clock.day_of(duty.assigned_at).isoformat(),
            duty.due_on.isoformat(),
            _("provisional") if duty.due_provisional else "",
            duty.reported_on.isoformat() if duty.reported_on else "",
        ]
        for duty in duties
    ]
    content = write_sheets([Sheet(title=_("Ledger"), headings=head, rows=lines)], mark)
    return File(f"ledger-{clock.today():%Y%m%d}.xlsx", MEDIA_TYPE, content, len(lines))


def said(actor: Actor, query: QueryDict) -> Sequence[tuple[str, str]]:
    form = _form(actor, query)
    form.wanted()
    return form.in_words()


def _form(actor: Actor, query: QueryDict) -> LedgerForm:
    return LedgerForm(query, organs=owners(actor))


LEDGER = Source(
    code="duties.ledger",
    label=gettext_lazy("Ledger"),
    forms=("xlsx",),
    rows=rows,
    own=own,
    covers=covers,
    made=made,
    said=said,
    back=lambda query: f"{reverse('duties:ledger')}?{query}",
)
