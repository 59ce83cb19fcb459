"""What this app adds to the pages of a case."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Given, Section, WriterMove
from youwei.listening.complaints.rules.states import ENDED
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.feedback.access import visible_to
from youwei.listening.feedback.models import Batch, ItemSource, KeptOut
from youwei.listening.feedback.operations.keeping_out import keep_out
from youwei.listening.feedback.queries.letters import taken_up
from youwei.listening.feedback.rules.states import OUT, State


def for_writer(actor: Actor, case: Case) -> Section | None:
    told, kept = taken_up(case), KeptOut.objects.filter(case=case).exists()
    if not told and not kept:
        return None
    return Section("feedback/taken_up.html", {"told": told, "kept_out": kept and not told})


@dataclass(frozen=True, slots=True)
class OnDesk:
    batches: tuple[Batch, ...]
    kept_out: bool


def for_office(actor: Actor, case: Case) -> Section | None:
    """Only for those who may see the batch; the handlers of the case learn nothing of it."""
    batches = tuple(
        visible_to(actor)
        .filter(items__sources__case=case)
        .exclude(state=State.DROPPED)
        .distinct()
        .order_by("id")
    )
    kept = bool(actor.grants) and KeptOut.objects.filter(case=case).exists()
    if not batches and not kept:
        return None
    return Section("feedback/on_case.html", OnDesk(batches, kept))


class KeepOutForm(forms.Form):
    """Nothing to fill in."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _keep_out(actor: Actor, case: Case, given: Given) -> None:
    keep_out(actor=actor, case=case)


def _may_be_kept_out(case: Case) -> bool:
    if case.state in ENDED - {CaseState.CLOSED, CaseState.MERGED} or case.about_organ_id is None:
        return False
    if KeptOut.objects.filter(case=case).exists():
        return False
    return not ItemSource.objects.filter(case=case, item__batch__state__in=OUT).exists()


KEEP_OUT = WriterMove(
    name="keep-out",
    label=_("Leave my case out of central feedback"),
    lead=_(
        "Where several people report similar problems, the office may tell the organ concerned of "
        "the problem in words of its own: without names, places, days or anything from your text. "
        "If you would rather not, say so here; your case goes on as before."
    ),
    button=_("Leave it out"),
    form=KeepOutForm,
    act=_keep_out,
    done=_("Noted. Your case will not be used for central feedback."),
    offered=_may_be_kept_out,
)
