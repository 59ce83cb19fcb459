"""What the writer of a case can do on its page: the forms, and the operation behind each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.fields import CopiesField
from youwei.foundation.files.words import ORIGINAL_DROPPED, ORIGINAL_SEALED
from youwei.kernel.actor import Actor
from youwei.kernel.receipts import normalise
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import answering, sending, thread
from youwei.listening.complaints.queries.originals import sealed_to
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import Rating

SKIP = "skip"


class FindForm(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        widget=forms.TextInput(
            {"class": "input--code", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("The number stands on your receipt.")},
    )
    code = forms.CharField(
        label=_("Query code"),
        help_text=_("Capital or small letters, with or without hyphens."),
        max_length=60,
        widget=forms.TextInput(
            {"class": "input--code", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("The query code stands on your receipt.")},
    )

    def clean_number(self) -> str:
        """As it was given out, whatever the hyphens, blanks and misread letters of the typist."""
        typed = "".join(c for c in self.cleaned_data["number"].upper() if c.isalnum())
        prefix, letters = typed[:-8], normalise(typed[-8:])
        return f"{prefix}-{letters[:4]}-{letters[4:]}"


class CaseForm(forms.Form):
    """A move of the writer; one that needs no words adds no fields."""

    def __init__(self, *args: object, case: Case, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.add_fields(case)

    def add_fields(self, case: Case) -> None:
        """The limits of the case's rulebook hold."""


class AddForm(CaseForm):
    def add_fields(self, case: Case) -> None:
        limits = rules_of(case.campaign).intake
        keeps = bool(sealed_to(case))
        self.fields["text"] = WordsField(
            limit=limits.addition.at_most,
            rows=4,
            label=_("Your message"),
            error_messages={"required": _("Nothing has been written yet.")},
        )
        self.fields["files"] = CopiesField(
            rule=limits.attachments,
            installation_bytes=settings.YOUWEI_UPLOAD_BYTES,
            label=_("Photographs or documents"),
            keeps_originals=keeps,
            help_text=ORIGINAL_SEALED if keeps else ORIGINAL_DROPPED,
        )
        self.fields["for_office"] = forms.BooleanField(
            required=False,
            label=_("For the rectification office only"),
            help_text=_("The organ that handles the matter does not see this message."),
        )


class RateForm(CaseForm):
    def add_fields(self, case: Case) -> None:
        rulebook = rules_of(case.campaign)
        levels = rulebook.closing.satisfaction
        self.fields["level"] = forms.ChoiceField(
            label=_("Are you satisfied with how it was handled?"),
            choices=[
                *((level.code, said(level.name)) for level in levels),
                (SKIP, _("I would rather not say")),
            ],
            widget=Rating(aside=[*(one.code for one in levels if not one.counted), SKIP]),
            error_messages={"required": _("Choose one, or say that you would rather not.")},
        )
        self.fields["text"] = WordsField(
            limit=rulebook.intake.addition.at_most,
            rows=3,
            required=False,
            label=_("A word about it"),
        )


class ReopenForm(CaseForm):
    def add_fields(self, case: Case) -> None:
        self.fields["reason"] = WordsField(
            limit=rules_of(case.campaign).intake.addition.at_most,
            rows=4,
            label=_("What is not solved?"),
            help_text=_("The responsible organ reads this, and another organ checks again."),
            error_messages={"required": _("Say in a few words what is not solved.")},
        )


class StatementForm(CaseForm):
    def add_fields(self, case: Case) -> None:
        self.fields["statement"] = WordsField(
            limit=rules_of(case.campaign).intake.statement.at_most,
            rows=4,
            label=_("What the organ may read"),
            error_messages={"required": _("Write what the organ may read.")},
        )
        self.fields["consent"] = forms.BooleanField(
            label=_("I agree that exactly these words are passed on to this organ"),
            error_messages={"required": _("Without your consent nothing is passed on.")},
        )


Said = Mapping[str, Any]  # cleaned fields
Act = Callable[[Actor, Case, Said], str | None]


@dataclass(frozen=True, slots=True)
class Move:
    """`done` is what the page says afterwards, unless `act` says something else."""

    name: str
    form: Callable[..., forms.Form]
    act: Act
    done: Promise


def _add(actor: Actor, case: Case, said_so: Said) -> None:
    thread.write(
        actor=actor,
        case=case,
        text=said_so["text"],
        uploads=tuple(said_so["files"]),
        for_office=said_so["for_office"],
    )


def _rate(actor: Actor, case: Case, said_so: Said) -> str | None:
    if said_so["level"] == SKIP:
        return gettext("All right. Nothing was taken down.")
    answering.rate(actor=actor, case=case, level=said_so["level"], text=said_so["text"])
    return None


def _reopen(actor: Actor, case: Case, said_so: Said) -> None:
    answering.reopen(actor=actor, case=case, reason=said_so["reason"])


def _withdraw(actor: Actor, case: Case, said_so: Said) -> None:
    sending.withdraw(actor=actor, case=case)


def _state(actor: Actor, case: Case, said_so: Said) -> None:
    thread.give_statement(actor=actor, case=case, text=said_so["statement"])


def _take_back(actor: Actor, case: Case, said_so: Said) -> None:
    thread.take_statement_back(actor=actor, case=case)


MOVES: Mapping[str, Move] = {
    move.name: move
    for move in (
        Move("add", AddForm, _add, _("Your message has arrived.")),
        Move("rate", RateForm, _rate, _("Thank you. What you chose has been taken down.")),
        Move("reopen", ReopenForm, _reopen, _("The case is open again.")),
        Move("withdraw", CaseForm, _withdraw, _("The case has been withdrawn.")),
        Move("state", StatementForm, _state, _("Your consent to these words has been recorded.")),
        Move("take-back", CaseForm, _take_back, _("Nothing is passed on to this organ.")),
    )
}
