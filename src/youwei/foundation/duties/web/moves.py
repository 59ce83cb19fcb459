"""The moves that a person can make on a duty's page: form and operation of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from youwei.foundation.duties.access import steps_for
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, extending, handling
from youwei.foundation.duties.web import forms
from youwei.foundation.duties.words import MOVE_WORDS
from youwei.kernel.actor import Actor

Given = Mapping[str, Any]
Run = Callable[[Actor, Duty, Given], object]


@dataclass(frozen=True, slots=True)
class MoveKind:
    form: type[forms.MoveForm]
    run: Run


KINDS: Mapping[str, MoveKind] = {
    "accept": MoveKind(forms.EmptyForm, lambda a, d, _: assigning.accept(actor=a, duty=d)),
    "object": MoveKind(
        forms.ReasonForm, lambda a, d, g: assigning.object_to(actor=a, duty=d, reason=g["text"])
    ),
    "uphold": MoveKind(
        forms.ReasonForm,
        lambda a, d, g: assigning.reject_objection(actor=a, duty=d, reason=g["text"]),
    ),
    "reassign": MoveKind(
        forms.ReassignForm, lambda a, d, g: assigning.reassign(actor=a, duty=d, owner=g["organ"])
    ),
    "offer": MoveKind(
        forms.TransferForm,
        lambda a, d, g: assigning.offer_transfer(
            actor=a, duty=d, organ=g["organ"], reason=g["text"]
        ),
    ),
    "take_over": MoveKind(forms.EmptyForm, lambda a, d, _: assigning.take_over(actor=a, duty=d)),
    "decline": MoveKind(
        forms.ReasonForm,
        lambda a, d, g: assigning.decline_transfer(actor=a, duty=d, reason=g["text"]),
    ),
    "name_handler": MoveKind(
        forms.HandlerForm,
        lambda a, d, g: handling.name_handler(actor=a, duty=d, handler=g["handler"]),
    ),
    "progress": MoveKind(
        forms.ProgressForm,
        lambda a, d, g: handling.tell_progress(
            actor=a, duty=d, progress=g["progress"], text=g["text"]
        ),
    ),
    "extend": MoveKind(
        forms.ExtensionForm,
        lambda a, d, g: extending.ask_extension(
            actor=a, duty=d, until=g["until"], reason=g["text"]
        ),
    ),
    "report": MoveKind(
        forms.ResultForm,
        lambda a, d, g: handling.report(
            actor=a, duty=d, result=g["text"], uploads=tuple(g["files"])
        ),
    ),
    "verify": MoveKind(
        forms.FindingForm, lambda a, d, g: checking.verify(actor=a, duty=d, finding=g["text"])
    ),
    "send_back": MoveKind(
        forms.ReasonForm, lambda a, d, g: checking.send_back(actor=a, duty=d, reason=g["text"])
    ),
    "reopen": MoveKind(
        forms.ReasonForm, lambda a, d, g: checking.reopen(actor=a, duty=d, reason=g["text"])
    ),
    "recall": MoveKind(
        forms.ReasonForm, lambda a, d, g: assigning.recall(actor=a, duty=d, reason=g["text"])
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the page offers; `form` carries what was typed if it was refused."""

    name: str
    label: Promise
    form: forms.MoveForm
    first: bool


def names_for(actor: Actor, duty: Duty) -> tuple[str, ...]:
    """In the order of KINDS."""
    names = steps_for(actor, duty)
    return tuple(name for name in KINDS if name in names)


_NEXT_STEPS = frozenset({"accept", "take_over", "report", "verify", "uphold"})


def offers(
    actor: Actor, duty: Duty, failed: tuple[str, forms.MoveForm] | None = None
) -> tuple[Offer, ...]:
    """The next step before the exceptions; of a transfer offered, taking it over and declining."""
    found = [
        Offer(
            name=name,
            label=MOVE_WORDS[name],
            form=failed[1]
            if failed and failed[0] == name
            else KINDS[name].form(duty=duty, prefix=name),
            first=name in _NEXT_STEPS,
        )
        for name in names_for(actor, duty)
    ]
    return tuple(sorted(found, key=lambda offer: not offer.first))
