from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.listening.disclosures.models import RecipientKey, RecoveryKey
from youwei.listening.disclosures.queries.recovery import possible_recipients
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.words import WHY_WORDS
from youwei.ui.forms import RadioList


class HalfInput(forms.PasswordInput):
    """Read while it is typed off a paper, and never sent back to the browser."""

    input_type = "text"


class RegisterForm(forms.Form):
    public = forms.CharField(
        label=_("Public part of the recovery key"),
        help_text=_("The last line that “youwei recovery-key” printed. Never enter a half here."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class HalfForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why is it used?"),
        choices=[(why.value, word) for why, word in WHY_WORDS.items()],
        widget=RadioList,
    )
    half = forms.CharField(
        max_length=200,
        help_text=_(
            "It begins with AGE-SECRET-KEY-1. Blanks do not matter. It is neither stored nor "
            "logged."
        ),
        widget=HalfInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["half"].label = _("Half %(number)s") % {"number": number}

    def clean_why(self) -> Why:
        return Why(self.cleaned_data["why"])


class _HolderField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.account.name} · {obj.short}"


class BeginForm(HalfForm):
    to = _HolderField(
        RecipientKey.objects.none(),
        label=_("Who shall be able to open the disclosures?"),
        help_text=_("Compare how the key begins by telephone. One that waits is admitted by it."),
        empty_label=None,
    )
    field_order = ["to", "why", "half"]

    def __init__(self, *args: Any, key: RecoveryKey, **kwargs: Any) -> None:
        super().__init__(*args, number=1, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, _HolderField)
        field.queryset = possible_recipients(key)
