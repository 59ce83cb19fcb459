"""The forms of the public pages. No draft of them is kept, not even in the browser."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.files.fields import CopiesField
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.disclosing import Disclosures, Level
from youwei.listening.disclosures.operations.intake import (
    CONTACT_LIMIT,
    NAME_LIMIT,
    Disclosing,
)
from youwei.listening.disclosures.queries.receiving import disclosing, organs_of
from youwei.listening.disclosures.rules.refusals import TooMuch
from youwei.listening.disclosures.web.quiet import MEGABYTE
from youwei.ui.fields import WordsField
from youwei.ui.forms import RadioCards
from youwei.ui.refusals import in_words

ANONYMOUS, NAMED = "anonymous", "named"


class FilesForm(forms.Form):
    """Files that are cleaned in memory, bounded together."""

    def __init__(self, *args: Any, rules: Disclosures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.fields["files"] = CopiesField(
            rule=rules.attachments,
            installation_bytes=settings.YOUWEI_UPLOAD_BYTES,
            label=_("Photographs or documents"),
            help_text=_(
                "Hidden traces (place, device, author) are removed in memory, then it is sealed; "
                "the original is not kept. What a picture shows stays: look whether it gives you "
                "away."
            ),
        )

    def clean_files(self) -> list[WorkingCopy]:
        files: list[WorkingCopy] = self.cleaned_data["files"]
        most = min(self.rules.together.megabytes * MEGABYTE, settings.YOUWEI_DISCLOSURE_BYTES)
        if sum(len(one.content) for one in files) > most:
            raise ValidationError(in_words(TooMuch(limit=f"{most / MEGABYTE:.3g}")))
        return files


class DisclosureForm(FilesForm):
    submission = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, campaign: Campaign, level: Level, takes_names: bool, **kwargs: Any
    ) -> None:
        rules = disclosing(campaign)
        super().__init__(*args, rules=rules, **kwargs)
        self.campaign, self.level, self.takes_names = campaign, level, takes_names
        files = self.fields.pop("files")
        self.fields["text"] = WordsField(
            limit=rules.text.at_most,
            rows=9,
            label=_("What happened?"),
            help_text=_(
                "Who, what, when, where, how you know, and what proves it. Leave out what only you "
                "can know, if you want to stay unknown."
            ),
            error_messages={"required": _("Say in a few words what happened.")},
        )
        self.fields["organ"] = forms.ChoiceField(
            required=False,
            label=_("In which organ does the person work?"),
            help_text=_(
                "Recipients who are tied to this organ are then left out. It is stored under the "
                "seal only."
            ),
            choices=lambda: [("", "—"), *organs_of(campaign)],
        )
        self.fields["files"] = files
        if takes_names:
            self._add_identity()

    def _add_identity(self) -> None:
        self.fields["identity"] = forms.ChoiceField(
            label=_("With or without your name?"),
            choices=[
                (ANONYMOUS, _("Without my name")),
                (NAMED, _("With my name")),
            ],
            initial=ANONYMOUS,
            widget=RadioCards(
                hints={
                    ANONYMOUS: _(
                        "Nobody looks for who you are. You read answers with the receipt."
                    ),
                    NAMED: _(
                        "You are told within 15 working days whether it is accepted, and the "
                        "result within 15 working days after conclusion. Two persons are needed "
                        "to see your name, and each time is recorded."
                    ),
                }
            ),
        )
        self.fields["name"] = WordsField(
            limit=NAME_LIMIT, one_line=True, required=False, label=_("Your name")
        )
        self.fields["contact"] = WordsField(
            limit=CONTACT_LIMIT,
            one_line=True,
            required=False,
            label=_("A way to reach you"),
            help_text=_("One that only you read. No identity number, please."),
        )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < self.rules.text.at_least:
            raise ValidationError(_("Say in a few words what happened."))
        return text

    def disclosing(self) -> Disclosing:
        """What was filled in; name and contact only where they were chosen."""
        given = self.cleaned_data
        named = given.get("identity") == NAMED
        return Disclosing(
            level=self.level.code,
            text=given["text"],
            organ=Organ.objects.get(pk=given["organ"]) if given["organ"] else None,
            uploads=given["files"],
            name=given["name"] if named else "",
            contact=given["contact"] if named else "",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("identity") == NAMED:
            for name in ("name", "contact"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("A real-name disclosure needs this."))
        return given


class ReturnForm(forms.Form):
    number = forms.CharField(max_length=40, label=_("Number"))
    phrase = forms.CharField(
        max_length=200,
        label=_("Passphrase"),
        help_text=_(
            "Twelve characters, or their syllables without tones with blanks between, as they "
            "stand on the receipt."
        ),
        widget=forms.TextInput({"autocapitalize": "off", "spellcheck": "false"}),
    )


class AddForm(FilesForm):
    def __init__(self, *args: Any, rules: Disclosures, **kwargs: Any) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        files = self.fields.pop("files")
        self.fields["text"] = WordsField(
            limit=rules.text.at_most, rows=5, required=False, label=_("What you want to add")
        )
        self.fields["files"] = files

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("text") and not given.get("files") and not self.errors:
            self.add_error("text", _("Write something, or choose a file."))
        return given


class SufferForm(forms.Form):
    def __init__(self, *args: Any, rules: Disclosures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suffered"] = WordsField(
            limit=rules.text.at_most,
            rows=4,
            required=False,
            label=_("What is done to you, and by whom"),
            help_text=_("You can leave this empty."),
        )
