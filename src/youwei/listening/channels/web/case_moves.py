"""What the office can do with a case that an organ took down: hand its writer a new code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.listening.channels.access import can_renew_code
from youwei.listening.channels.operations.codes import renew_code
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import DeskMove, Given, Section


class RenewForm(forms.Form):
    """Needs no words."""

    def __init__(self, *args: object, case: Case, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def _renew(actor: Actor, case: Case, given: Given) -> Section:
    code = renew_code(actor=actor, case=case)
    return Section("channels/new_code.html", {"number": case.number, "code": code})


RENEW_CODE = DeskMove(
    name="code",
    label=_("Hand the writer a new code"),
    form=RenewForm,
    run=_renew,
    offered=can_renew_code,
    more=_(
        "The organ concerned heard the first code; it opens nothing but the fact of receipt. Make a"
        " new one only when the writer asks for it and you are sure who it is. It is shown once."
    ),
)
