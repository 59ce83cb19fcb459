from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import Organ
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.operations.recipients import PASSPHRASE_AT_LEAST
from youwei.listening.disclosures.rules.demo import DEMO_PASSPHRASE
from youwei.listening.disclosures.rules.states import Cleared, Need, Reason, Way
from youwei.listening.disclosures.words import CLEARED_WORDS, NEED_WORDS, REASON_WORDS, WAY_WORDS
from youwei.listening.disclosures.writing import TEXT_LIMIT
from youwei.ui.fields import WordsField
from youwei.ui.forms import DayInput, RadioList


class PassphraseField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput({"autocomplete": "off"})
        super().__init__(max_length=400, strip=False, widget=widget, **kwargs)


class UnlockForm(forms.Form):
    passphrase = PassphraseField(
        label=_("Passphrase of your key"),
        help_text=_("It opens your key for ten minutes and is kept nowhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.DEMO:
            self.fields["passphrase"].help_text = _(
                "Demonstration: the passphrase of all keys is %(passphrase)s"
            ) % {"passphrase": DEMO_PASSPHRASE}


class NewPassphraseForm(forms.Form):
    passphrase = PassphraseField(
        label=_("New passphrase"),
        help_text=_(
            "At least 16 characters, such as a sentence of your own; not the password with which "
            "you sign in. Nobody can reset it."
        ),
        min_length=PASSPHRASE_AT_LEAST,
    )
    again = PassphraseField(label=_("The same once more"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("again") and given.get("passphrase") != given["again"]:
            self.add_error("again", _("The two are not the same."))
        return given


class MakeKeyForm(NewPassphraseForm):
    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("For which body"))
    field_order = ["organ"]

    def __init__(self, *args: Any, organ_ids: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        field.queryset = Organ.objects.filter(pk__in=organ_ids)  # type: ignore[attr-defined]
        field.initial = min(organ_ids, default=None)


@dataclass(frozen=True, slots=True)
class Held:
    """A disclosure in somebody's hands; `locked`: their key has to be opened first."""

    disclosure: Disclosure
    locked: bool


class StepForm(forms.Form):
    """Asks for the passphrase as well while the key is locked: nothing typed is lost by that."""

    def __init__(self, *args: Any, thing: Held, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if thing.locked:
            self.fields["passphrase"] = UnlockForm().fields["passphrase"]


class TextForm(StepForm):
    text = WordsField(
        limit=TEXT_LIMIT,
        rows=5,
        label=_("What the reporter reads"),
        help_text=_("It is sealed to the reporter’s own key. Name nobody who could be in danger."),
    )


class DayForm(StepForm):
    on = forms.DateField(label=_("On which day?"), widget=DayInput)


class DisposalForm(DayForm):
    way = forms.ChoiceField(
        label=_("Way of disposal"),
        choices=[(way.value, word) for way, word in WAY_WORDS.items()],
        widget=RadioList,
    )
    field_order = ["way", "on"]

    def clean_way(self) -> Way:
        return Way(self.cleaned_data["way"])


class ClearForm(DayForm):
    how = forms.ChoiceField(
        label=_("How it was made known that nothing was found"),
        choices=[(how.value, word) for how, word in CLEARED_WORDS.items()],
        widget=RadioList,
    )
    field_order = ["how", "on"]

    def clean_how(self) -> Cleared:
        return Cleared(self.cleaned_data["how"])


class OriginalForm(forms.Form):
    """Asks for the passphrase each time, also while the key is unlocked."""

    need = forms.ChoiceField(
        label=_("Why is the original needed?"),
        choices=[(need.value, word) for need, word in NEED_WORDS.items()],
        widget=RadioList,
    )
    passphrase = PassphraseField(label=_("Passphrase of your key"))

    def clean_need(self) -> Need:
        return Need(self.cleaned_data["need"])


class FindOriginalForm(forms.Form):
    number = forms.IntegerField(
        label=_("Number of the original"),
        help_text=_("It stands beside the file, where the office reads the matter."),
        min_value=1,
        max_value=2**31,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class AskForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why is the name needed?"),
        choices=[(reason.value, word) for reason, word in REASON_WORDS.items()],
        widget=RadioList,
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])
