"""The forms of steps; choices come from the round and the rulebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.kernel import clock
from youwei.listening.appraisal.models import RosterEntry, Round
from youwei.listening.results.queries.voices import themes_of
from youwei.listening.results.rules.states import Remedy
from youwei.listening.results.rules.uses import Purpose
from youwei.listening.results.words import PURPOSE_WORDS, REMEDY_WORDS
from youwei.listening.results.writing import LINE_LIMIT, TEXT_LIMIT
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import DayInput, RadioList


class StepForm(forms.Form):
    """A step that needs no words."""

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing


class ReasonForm(StepForm):
    text = WordsField(limit=TEXT_LIMIT, rows=3, label=_("Reasons"))


class ObjectForm(forms.Form):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=4,
        label=_("What is not right, and on what this rests"),
        help_text=_("The leading group reads it. It is not published."),
    )


class UpholdForm(ReasonForm):
    remedy = forms.ChoiceField(
        label=_("What follows"),
        choices=[(one.value, REMEDY_WORDS[one]) for one in Remedy],
        widget=RadioList,
    )


class CorrectForm(StepForm):
    text = WordsField(
        limit=600,
        rows=3,
        label=_("What was wrong"),
        help_text=_("It is published in place of the result. Name no person."),
    )


class VoiceForm(forms.Form):
    """Which opinions stand behind it, web.choosing knows."""

    theme = forms.ChoiceField(label=_("Theme"))
    text = WordsField(
        limit=300,
        rows=4,
        label=_("What was said, written anew"),
        help_text=_("Without names, numbers, places, days and hours, and in other words."),
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            (one.code, said(one.name)) for one in themes_of(round_)
        ]


class UseForm(forms.Form):
    organ = forms.TypedChoiceField(label=_("Organ"), coerce=int)
    purpose = forms.ChoiceField(
        label=_("Used for"),
        choices=[(one.value, PURPOSE_WORDS[one]) for one in Purpose],
        widget=RadioList,
    )
    decision = WordsField(
        limit=LINE_LIMIT, one_line=True, label=_("Number of the document that decided")
    )
    decided_by = WordsField(
        limit=LINE_LIMIT,
        one_line=True,
        label=_("Body that decided"),
        help_text=_("A body, not a person."),
    )
    decided_on = forms.DateField(label=_("Day of the decision"), widget=DayInput())

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = RosterEntry.objects.filter(round=round_, left_out="").order_by("group", "name")
        self.fields["organ"].choices = [  # type: ignore[attr-defined]
            (one.organ_id, one.name) for one in rated
        ]
        self.fields["decided_on"].widget.attrs["max"] = clock.today().isoformat()
