"""The forms of the desk. Choices come from the rulebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.people.models import Account
from youwei.listening.appraisal.access.third_party import appraisers_of
from youwei.listening.appraisal.models import Instrument, Panel, RosterEntry, Round
from youwei.listening.appraisal.operations.instruments import EN_LIMIT, ZH_LIMIT
from youwei.listening.appraisal.writing.held import TEXT_LIMIT
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import DayInput


class RoundForm(forms.Form):
    title = WordsField(limit=100, one_line=True, label=_("Title"))
    instrument = forms.ModelChoiceField(
        Instrument.objects.none(), label=_("Version of the questions"), empty_label=None
    )
    opens_on = forms.DateField(label=_("First day"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Instrument.objects.filter(campaign=campaign)
        self.fields["instrument"].queryset = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day comes after the first."))
        return given


class ReasonForm(forms.Form):
    text = WordsField(limit=TEXT_LIMIT, rows=3, label=_("Reasons"))


class LeaveOutForm(forms.Form):
    reason = WordsField(
        limit=120,
        one_line=True,
        required=False,
        label=_("Why it is not rated"),
        help_text=_("It is published with the result. Empty: the organ is rated."),
    )


class FileForm(forms.Form):
    file = forms.FileField(label=_("Workbook (XLSX)"), widget=forms.FileInput({"accept": ".xlsx"}))


class SerialsForm(forms.Form):
    serials = WordsField(
        limit=TEXT_LIMIT,
        rows=3,
        label=_("Serials whose codes were lost"),
        help_text=_("One in each line. The old codes end."),
    )


class CommissionForm(forms.Form):
    body = WordsField(limit=100, one_line=True, label=_("Third party"))
    contract = WordsField(limit=100, one_line=True, label=_("Number of the contract"))
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput)
    design = WordsField(limit=TEXT_LIMIT, rows=4, label=_("How its sample is drawn"))
    account = forms.ModelChoiceField(
        Account.objects.none(), label=_("Account that hands in"), empty_label=None
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = appraisers_of(panel.round.campaign)
        self.fields["account"].queryset = found  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    code = forms.SlugField(
        max_length=60, label=_("Short name"), help_text=_("Small letters, for columns of files")
    )
    dimension = forms.ChoiceField(label=_("Dimension"))
    text_zh = WordsField(limit=ZH_LIMIT, one_line=True, label=_("Question in Chinese"))
    text_en = WordsField(limit=EN_LIMIT, one_line=True, label=_("Question in English"))
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.SelectMultiple({"size": 8})
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rules_of(instrument.campaign)
        self.fields["dimension"].choices = [  # type: ignore[attr-defined]
            (one.code, said(one.name)) for one in rules.appraisal.dimensions
        ]
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (one.code, said(one.name)) for one in rules.themes
        ]


class InterestsForm(forms.Form):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=3,
        label=_("For which organs the third party works or worked, or “none”"),
    )
    organs = forms.ModelMultipleChoiceField(
        RosterEntry.objects.none(),
        required=False,
        label=_("Organs about which it hands in nothing"),
        widget=forms.SelectMultiple({"size": 8}),
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = round_.roster.filter(left_out="").select_related("organ")
        self.fields["organs"].queryset = rated  # type: ignore[attr-defined]


class RawDataForm(FileForm):
    quality = WordsField(
        limit=TEXT_LIMIT, rows=3, label=_("How the third party checked its own work")
    )
