from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.channels import Entry
from youwei.listening.channels.operations.forwarding import NAME_LIMIT
from youwei.listening.channels.words import FIELD_WORDS
from youwei.listening.complaints.rules.messages import NEEDED
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField


class BringForm(forms.Form):
    """Who forwards, by which channel, and the table."""

    def __init__(self, *args: Any, campaign: Campaign, known: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rulebook = rules_of(campaign)
        self.fields["source"] = WordsField(
            limit=NAME_LIMIT,
            one_line=True,
            label=_("Forwarded by"),
            help_text=_("The columns of a body that forwarded before are known."),
            widget=forms.TextInput({"list": "sources", "autocomplete": "off"}),
        )
        self.known = known
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel"),
            choices=[
                (one.code, said(one.name)) for one in rulebook.channels if one.entry is Entry.FILE
            ],
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind until the office sorts"),
            choices=[(kind.code, said(kind.name)) for kind in rulebook.accepted_kinds],
            initial="request",
        )
        self.fields["file"] = forms.FileField(
            label=_("File with the table"),
            help_text=_(
                "XLSX (its first sheet) or CSV, with the headings in one of the first ten rows."
            ),
            widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        )


class ColumnsForm(forms.Form):
    """Which heading of this table means what."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        columns: Mapping[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [heading for heading in headings if heading]
        for field, word in FIELD_WORDS.items():
            at = columns.get(field)
            self.fields[field] = forms.ChoiceField(
                label=str(word),
                required=field in NEEDED,
                choices=[("", "—"), *((name, name) for name in dict.fromkeys(named))],
                initial=headings[at] if at is not None else "",
            )
