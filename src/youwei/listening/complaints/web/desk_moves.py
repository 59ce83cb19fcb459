"""What the office can do with a case: form and operation of each move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import ChoiceField, Form, ModelChoiceField, MultipleChoiceField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.access import steps_for
from youwei.listening.complaints.models import Case, Statement
from youwei.listening.complaints.offers import DeskMove, Given
from youwei.listening.complaints.offers import desk_moves as moves_above
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.cases import found_case
from youwei.listening.complaints.web import desk_forms as forms


@dataclass(frozen=True, slots=True)
class MoveKind:
    label: Promise
    form: type[forms.CaseForm]
    run: Callable[[Actor, Case, Given], object]
    first: bool = False
    more: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the page offers; `form` carries what was typed if it was refused, `more` says
    what the move does. `filled`: the address brought a choice along.
    """

    name: str
    label: Promise
    form: Form
    first: bool
    more: Promise | str
    filled: bool = False


def _merge(actor: Actor, case: Case, given: Given) -> object:
    lead = found_case(actor, given["lead"].strip().upper())
    if lead is None:
        raise NotFound(field="lead")
    return triage.merge(actor=actor, case=case, lead=lead)


KINDS: Mapping[str, MoveKind] = {
    "accept": MoveKind(
        _("Accept"),
        forms.EmptyForm,
        lambda a, c, g: triage.accept(actor=a, case=c),
        first=True,
    ),
    "dispatch": MoveKind(
        _("Send to the competent organ"),
        forms.DispatchForm,
        lambda a, c, g: sending.dispatch(
            actor=a, case=c, owner=g["owner"], verifier=g["verifier"], note=g["text"]
        ),
        first=True,
    ),
    "sort": MoveKind(
        _("Set kind, organ and themes"),
        forms.SortForm,
        lambda a, c, g: triage.sort(
            actor=a, case=c, kind=g["kind"], about_organ=g["about"], themes=g["themes"]
        ),
    ),
    "statement": MoveKind(
        _("Pass on the writer's statement"),
        forms.EmptyForm,
        lambda a, c, g: sending.pass_on_statement(actor=a, case=c),
        more=_(
            "Exactly these words and nothing else go to the organ concerned. After that the writer "
            "can no longer take the consent back."
        ),
    ),
    "write": MoveKind(
        _("Write to the writer"),
        forms.MessageForm,
        lambda a, c, g: thread.write(actor=a, case=c, text=g["text"]),
    ),
    "merge": MoveKind(_("Merge with another case"), forms.MergeForm, _merge),
    "split": MoveKind(
        _("Take out of the merger"),
        forms.EmptyForm,
        lambda a, c, g: triage.split(actor=a, case=c),
        first=True,
    ),
    "refuse": MoveKind(
        _("Do not accept"),
        forms.RefuseForm,
        lambda a, c, g: triage.refuse(actor=a, case=c, ground=g["ground"], explanation=g["text"]),
    ),
    "recall": MoveKind(
        _("Take back from the organ"),
        forms.ReasonForm,
        lambda a, c, g: sending.recall(actor=a, case=c, reason=g["text"]),
    ),
}


def kind_of(name: str) -> MoveKind | DeskMove | None:
    return KINDS.get(name) or moves_above().get(name)


def names_for(actor: Actor, case: Case, statement: Statement | None) -> tuple[str, ...]:
    """Own moves first, then those of apps above."""
    names = steps_for(actor, case, statement)
    above = moves_above().values()
    return (
        *(name for name in KINDS if name in names),
        *(move.name for move in above if move.offered(actor, case)),
    )


def form_for(name: str, case: Case, data: Any = None, given: QueryDict | None = None) -> Form:
    """`given` are fields of the page's address: they choose, and write no words."""
    initial: dict[str, Any] = {}
    if name == "sort":
        initial = {
            "kind": case.kind,
            "about": case.about_organ_id,
            "themes": [theme.code for theme in case.themes.all()],
        }
    kind = kind_of(name)
    assert kind is not None
    form = kind.form(data, case=case, prefix=name, initial=initial)
    for key, field in form.fields.items():
        chosen = given.getlist(form.add_prefix(key)) if given else []
        if chosen and isinstance(field, ChoiceField | ModelChoiceField):
            many = isinstance(field, MultipleChoiceField)
            form.initial[key] = chosen if many else chosen[-1]
    return form


def offers(
    actor: Actor,
    case: Case,
    statement: Statement | None,
    failed: tuple[str, Form] | None = None,
    given: QueryDict | None = None,
) -> tuple[Offer, ...]:
    kinds = {name: kind_of(name) for name in names_for(actor, case, statement)}
    return tuple(
        Offer(
            name=name,
            label=kind.label,
            form=failed[1] if failed and failed[0] == name else form_for(name, case, None, given),
            first=isinstance(kind, MoveKind) and kind.first,
            more=kind.more,
            filled=any(key.startswith(f"{name}-") for key in given or ()),
        )
        for name, kind in kinds.items()
        if kind is not None
    )
