"""The forms of a matter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.listening.complaints.writing import MESSAGE_LIMIT
from youwei.listening.matters.operations.grouping import TITLE_LIMIT
from youwei.listening.matters.queries.matters import MatterFilter
from youwei.listening.matters.rules.states import State
from youwei.listening.matters.words import STATE_WORDS

HOT = "hot"


class MatterListForm(forms.Form):
    words = forms.CharField(
        label=_("Title, or words of a case"), required=False, widget=forms.TextInput
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Open and proposed")),
            (HOT, _("Hot spots only")),
            *((state.value, STATE_WORDS[state]) for state in State),
        ],
    )

    def wanted(self) -> MatterFilter:
        """What cannot be read filters nothing."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        state = given.get("state", "")
        return MatterFilter(
            words=given.get("words", ""),
            state="" if state == HOT else state,
            hot=state == HOT,
        )


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the matter"),
        help_text=_("What it is about and where. Write no name of a person into it."),
        max_length=TITLE_LIMIT,
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Text for every writer"),
        help_text=_(
            "Each reads it on the own status page and learns of nobody else. Write nothing that "
            "one of them said alone."
        ),
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 5}),
    )
    checked = forms.BooleanField(
        label=_("Names and numbers in it are no writer’s"),
        help_text=_("To be ticked only where the text holds names or numbers."),
        required=False,
    )


class DecisionForm(forms.Form):
    decision = forms.CharField(
        label=_("What was found and decided"),
        help_text=_("It is kept with your name and the time."),
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 4}),
    )


class NumberForm(forms.Form):
    number = forms.CharField(label=_("Number of the case"), max_length=24)


class MatterNumberForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the other matter"),
        help_text=_("All its cases come over here, and it ends."),
        max_length=12,
    )


class EmptyForm(forms.Form):
    """A move that needs no words."""
