"""The forms of steps. Choices come from the rulebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.words import term_words
from youwei.listening.followup.models import CallBack
from youwei.listening.followup.queries.retaliation import for_writer
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.queries.transfers import door_of, pending_of
from youwei.listening.followup.rules.calls import Pressed, Solved
from youwei.listening.followup.rules.protection import Word
from youwei.listening.followup.words import CARRIES_WORDS, PRESSED_WORDS, SOLVED_WORDS
from youwei.listening.followup.writing import MARK_LIMIT, TEXT_LIMIT
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import RadioList

NOT_SAID = "not-said"
WORDS_LIMIT = 2_000


class StepForm(forms.Form):
    """A step that needs no words."""

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing


class ReasonForm(StepForm):
    text = WordsField(limit=TEXT_LIMIT, rows=3, label=_("Reasons"))


class ObjectionForm(StepForm):
    text = WordsField(
        limit=TEXT_LIMIT, rows=4, label=_("What is not right, or when it will be answered")
    )


class CorrectionForm(StepForm):
    text = WordsField(
        limit=600,
        rows=3,
        label=_("What was wrong"),
        help_text=_("It is published in place of the listing. Name no person."),
    )


class MeasureForm(StepForm):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=3,
        label=_("What was done to protect the writer"),
        help_text=_("Only those who may read this report see it."),
    )
    told = WordsField(limit=TEXT_LIMIT, rows=3, required=False, label=_("What the writer is told"))


class PassOnForm(StepForm):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=3,
        label=_("To which body, when, under which number"),
        help_text=_("The writer reads this on the status page."),
    )


class CloseForm(StepForm):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=3,
        label=_("Reasons"),
        help_text=_("The writer reads them, and can report again at any time."),
    )


class AnswerForm(StepForm):
    """The same questions to everybody. None is answered beforehand."""

    solved = forms.ChoiceField(
        label=_("Was the matter solved?"),
        choices=[(one.value, word) for one, word in SOLVED_WORDS.items()],
        widget=RadioList,
    )
    level = forms.ChoiceField(
        label=_("How satisfied are you with how it was handled?"), widget=RadioList
    )
    pressed = forms.ChoiceField(
        label=_("Did anybody press you to rate well, or to withdraw?"),
        choices=[(one.value, word) for one, word in PRESSED_WORDS.items()],
        widget=RadioList,
    )
    words = WordsField(
        limit=WORDS_LIMIT,
        rows=3,
        required=False,
        label=_("If so: what happened"),
        help_text=_("It goes, sealed, to those who protect writers, and to nobody else."),
    )

    def __init__(self, *args: Any, thing: CallBack, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        levels = rules_of(thing.case.campaign).closing.satisfaction
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            *((level.code, said(level.name)) for level in levels),
            (NOT_SAID, _("Would rather not say")),
        ]

    def clean_solved(self) -> Solved:
        return Solved(self.cleaned_data["solved"])

    def clean_pressed(self) -> Pressed:
        return Pressed(self.cleaned_data["pressed"])

    def clean_level(self) -> str:
        level = self.cleaned_data["level"]
        return "" if level == NOT_SAID else str(level)


class CaseForm(forms.Form):
    """Base of forms on the pages of a case."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


class TransferForm(CaseForm):
    way = forms.ChoiceField(label=_("Where to, and what goes along"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (f"{door.code}:{carries.value}", f"{said(door.name)} · {CARRIES_WORDS[carries]}")
            for door in following(case.campaign).transfers
            for carries in door.may_carry
        ]


class ConfirmForm(CaseForm):
    mark = forms.CharField(
        label=_("Number at the other body"),
        help_text=_("From its receipt. With this the case ends here, and the writer is told."),
        max_length=MARK_LIMIT,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        transfer = pending_of(case)
        if transfer is not None and not door_of(transfer).keeps_content:
            self.fields["mark"].help_text = _(
                "From its receipt. With this the case ends here and the writer is told. What was "
                "written is erased: only number, days and body stay."
            )


class BackForm(CaseForm):
    text = WordsField(limit=TEXT_LIMIT, rows=3, label=_("Reasons of the other body"))


class RetaliationForm(CaseForm):
    text = WordsField(
        limit=WORDS_LIMIT,
        rows=4,
        required=False,
        label=_("What happened"),
        help_text=_("You can leave this empty."),
    )
    contact = WordsField(
        limit=120,
        one_line=True,
        required=False,
        label=_("A safe way to reach you"),
        help_text=_(
            "Only if you want to be contacted. It is kept sealed, and each opening is recorded."
        ),
    )


class CheckBacksForm(CaseForm):
    every = forms.ChoiceField(label=_("How often shall this page ask you?"), widget=RadioList)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        rule = following(case.campaign).retaliation.check_backs
        self.fields["every"].choices = [  # type: ignore[attr-defined]
            *((t.code, _("Every %(term)s") % {"term": term_words(t)}) for t in rule.every),
            ("", _("Not at all")),
        ]
        self.fields["every"].required = False
        found = for_writer(case)
        if found is not None:
            self.initial.setdefault("every", found.report.check_back_every)


class WordForm(CaseForm):
    word = forms.ChoiceField(
        label=_("Does it go on?"),
        choices=[(Word.STOPPED.value, _("It has stopped")), (Word.GOES_ON.value, _("It goes on"))],
        widget=RadioList,
    )
    text = WordsField(limit=WORDS_LIMIT, rows=3, required=False, label=_("What happened"))


class ConsentForm(CaseForm):
    agree = forms.ChoiceField(
        label=_("May your words go to this body?"),
        choices=[("yes", _("Yes, to this body and no other")), ("no", _("No, they stay here"))],
        widget=RadioList,
    )
