"""What a recipient can do with a disclosure: form and operation of each step."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.listening.disclosures.access import moves_for
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.operations import handling, thread
from youwei.listening.disclosures.web.desk_forms import (
    ClearForm,
    DayForm,
    DisposalForm,
    TextForm,
)
from youwei.ui.steps import Step

STEPS: Mapping[str, Step] = {
    "accept": Step(
        _("Accept, and tell the reporter"),
        TextForm,
        lambda actor, one, g: handling.accept(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], text=g["text"]
        ),
        first=True,
    ),
    "dispose": Step(
        _("Record the way of disposal"),
        DisposalForm,
        lambda actor, one, g: handling.dispose(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], way=g["way"], on=g["on"]
        ),
        first=True,
        more=_("A fact with its day. The case itself is not handled here."),
    ),
    "conclude": Step(
        _("Record the conclusion"),
        DayForm,
        lambda actor, one, g: handling.conclude(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], on=g["on"]
        ),
    ),
    "tell": Step(
        _("Tell the reporter the result"),
        TextForm,
        lambda actor, one, g: handling.tell(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], text=g["text"]
        ),
        first=True,
        more=_("That nothing was proved does not say that the report was malicious."),
    ),
    "clear": Step(
        _("Record a clarification"),
        ClearForm,
        lambda actor, one, g: handling.clear(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], how=g["how"], on=g["on"]
        ),
        more=_("For somebody about whom nothing was found. No name is kept here."),
    ),
    "question": Step(
        _("Ask the reporter"),
        TextForm,
        lambda actor, one, g: thread.write(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], text=g["text"], asks=True
        ),
    ),
    "answer": Step(
        _("Write to the reporter"),
        TextForm,
        lambda actor, one, g: thread.write(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], text=g["text"]
        ),
    ),
    "decline": Step(
        _("Decline: not within our remit"),
        TextForm,
        lambda actor, one, g: handling.decline(
            actor=actor, disclosure=one.disclosure, secret=g["secret"], text=g["text"]
        ),
        more=_("Say who is competent, and how to reach them."),
    ),
}


def steps_for(actor: Actor, disclosure: Disclosure) -> tuple[str, ...]:
    """In the order above."""
    if disclosure.erased_on is not None:
        return ()
    possible = {*moves_for(actor, disclosure), "question", "answer"}
    return tuple(name for name in STEPS if name in possible)
