from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.channels.operations.boxes import PLACE_LIMIT
from youwei.ui.fields import WordsField

MOST = 500  # items in one box; more is a slip of the finger


class OpenForm(forms.Form):
    place = WordsField(limit=PLACE_LIMIT, one_line=True, label=_("Where the box hangs"))
    at = forms.DateTimeField(
        label=_("Opened at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    second = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Second person who was present"),
        help_text=_("Confirms the opening later, with a sign-in of their own."),
    )
    count = forms.IntegerField(
        min_value=0,
        max_value=MOST,
        label=_("Number of items"),
        help_text=_("Counted together before anything is read. 0 if the box was empty."),
    )

    def __init__(
        self, *args: Any, organ: Organ, colleagues: QuerySet[Account], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"at": clock.now().astimezone(clock.ZONE)})
        super().__init__(*args, **kwargs)
        second = self.fields["second"]
        assert isinstance(second, forms.ModelChoiceField)
        second.queryset = colleagues


class CountForm(forms.Form):
    count = forms.IntegerField(min_value=0, max_value=MOST, label=_("Number of items"))
