"""What one can do with a matter: form and operation of each move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.queries.cases import found_case
from youwei.listening.matters.models import Matter
from youwei.listening.matters.operations import answering, grouping, heating, merging
from youwei.listening.matters.queries.matters import MatterPage, matter_numbered
from youwei.listening.matters.rules.states import MATTER, Heat, Party, State
from youwei.listening.matters.web import forms

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    label: Promise
    form: type[Form]
    run: Callable[[Actor, Matter, Given], object]
    more: Promise | str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the page offers; `form` carries what was typed if it was refused."""

    name: str
    label: Promise
    form: Form
    more: Promise | str
    first: bool


def _join(actor: Actor, matter: Matter, given: Given) -> object:
    case = found_case(actor, given["number"].strip().upper())
    if case is None:
        raise NotFound(field="number")
    return grouping.join(actor=actor, case=case, matter=matter)


def _take_in(actor: Actor, matter: Matter, given: Given) -> object:
    other = matter_numbered(actor, given["number"])
    if other is None:
        raise NotFound(field="number")
    return merging.take_in(actor=actor, matter=matter, other=other)


KINDS: Mapping[str, Kind] = {
    "adopt": Kind(
        _("Confirm: this is one matter"),
        forms.TitleForm,
        lambda a, m, g: grouping.adopt(actor=a, matter=m, title=g["title"]),
        first=True,
    ),
    "dismiss": Kind(
        _("Decline: not one matter"),
        forms.EmptyForm,
        lambda a, m, g: grouping.dismiss(actor=a, matter=m),
        more=_("The cases stay as they are, and are not proposed together again."),
    ),
    "acknowledge": Kind(
        _("Assess the hot spot"),
        forms.DecisionForm,
        lambda a, m, g: heating.acknowledge(actor=a, matter=m, decision=g["decision"]),
        first=True,
    ),
    "reply": Kind(
        _("Write one text to all writers"),
        forms.ReplyForm,
        lambda a, m, g: answering.write_to_all(
            actor=a, matter=m, text=g["text"], checked=g["checked"]
        ),
    ),
    "join": Kind(_("Add a case by its number"), forms.NumberForm, _join),
    "merge": Kind(_("Merge another matter into this one"), forms.MatterNumberForm, _take_in),
    "name": Kind(
        _("Write the title"),
        forms.TitleForm,
        lambda a, m, g: grouping.name(actor=a, matter=m, title=g["title"]),
    ),
    "close": Kind(
        _("Close the matter"),
        forms.EmptyForm,
        lambda a, m, g: grouping.close(actor=a, matter=m),
        more=_("Every case goes its own way to its answer; only the following together ends."),
    ),
    "resume": Kind(
        _("Take it up again"),
        forms.EmptyForm,
        lambda a, m, g: grouping.resume(actor=a, matter=m),
    ),
}


def names_for(shown: MatterPage) -> tuple[str, ...]:
    state = State(shown.matter.state)
    may = {move.name for move in MATTER.moves_for(state, Party.TRIAGE)}
    if any(spot.state == Heat.RAISED for spot in shown.hot_spots):
        may.add("acknowledge")
    if state is State.OPEN:
        may |= {"reply", "join", "merge", "name"}
    return tuple(name for name in KINDS if name in may)


def form_for(name: str, matter: Matter, data: Any = None) -> Form:
    initial = {"title": matter.title} if name == "name" else {}
    return KINDS[name].form(data, prefix=name, initial=initial)


def offers(shown: MatterPage, failed: tuple[str, Form] | None = None) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            name=name,
            label=KINDS[name].label,
            form=failed[1] if failed and failed[0] == name else form_for(name, shown.matter),
            more=KINDS[name].more,
            first=KINDS[name].first or (name == "name" and not shown.matter.title),
        )
        for name in names_for(shown)
    )
