"""What is taken down at the desk. One column, in the order in which people speak."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.fields import CopiesField
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.channels import Medium
from youwei.kernel import clock
from youwei.listening.channels.operations.registering import LINK_LIMIT, SOURCE_LIMIT
from youwei.listening.channels.queries.counters import Counter
from youwei.listening.channels.rules.circumstances import AnswerBy, Circumstances, SpokenBy
from youwei.listening.channels.rules.takers import REPORTS
from youwei.listening.channels.words import ANSWERS, SPEAKERS
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.queries.choices import organs_by_group
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import DayInput, RadioList


class TakeDownForm(forms.Form):
    """Built for the counters at which somebody sits; what they do not need is left out."""

    submission = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        campaign: Campaign,
        counters: Sequence[Counter],
        without: frozenset[int] = frozenset(),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.campaign, self.counters = campaign, {one.key: one for one in counters}
        media = {one.channel.medium for one in counters}
        self._add_counter(counters)
        said_to_us = not media & {Medium.PERSON, *REPORTS}
        self._add_matter(without, said_to_us=said_to_us)
        if Medium.MEDIA in media or Medium.TELEVISION in media:
            self._add_source()
        if media & {Medium.PHONE, Medium.LETTER, Medium.VISIT}:
            self._add_answer()
            self._add_consent()

    def _add_counter(self, counters: Sequence[Counter]) -> None:
        several = len({one.organ.pk for one in counters}) > 1
        choices = [
            (one.key, f"{said(one.channel.name)}{f'（{one.organ}）' if several else ''}")
            for one in counters
        ]
        self.fields["counter"] = forms.ChoiceField(
            label=_("Came by"),
            choices=choices,
            initial=choices[0][0] if choices else None,
            widget=RadioList if len(choices) > 1 else forms.HiddenInput,
        )

    def _add_matter(self, without: frozenset[int], *, said_to_us: bool) -> None:
        rulebook = rules_of(self.campaign)
        kinds = [(kind.code, said(kind.name)) for kind in rulebook.kinds]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"),
            help_text=_("One digit chooses it and goes on."),
            choices=[(code, f"{n} {name}") for n, (code, name) in enumerate(kinds, start=1)],
            widget=RadioList({"data-digit": ""}),
            error_messages={"required": _("Choose what kind of matter it is.")},
        )
        groups = {group.code: said(group.name) for group in rulebook.organ_groups}
        shelves = organs_by_group(self.campaign, clock.today(), tuple(groups))
        names = groups | {"": gettext("Other organs")}
        self.fields["about_organ"] = forms.ChoiceField(
            required=False,
            label=_("Which organ is it about?"),
            help_text=_("Type part of the name. Empty if it is not in the list."),
            choices=[
                ("", "—"),
                *(
                    (
                        names.get(shelf.code, ""),
                        [c for c in shelf.choices if int(c[0]) not in without],
                    )
                    for shelf in shelves
                ),
            ],
            widget=forms.Select(
                {"data-search": "", "data-none": _("No organ of that name. Try fewer letters.")}
            ),
        )
        self.fields["text"] = WordsField(
            limit=rulebook.intake.text.at_most,
            rows=7,
            label=_("What happened?"),
            help_text=_("In the person's own words. No ID numbers, no state secrets.")
            if said_to_us
            else _("Day, place and what was seen or reported. No ID numbers, no state secrets."),
            error_messages={"required": _("Nothing has been written yet.")},
        )
        self.fields["files"] = CopiesField(
            rule=rulebook.intake.attachments,
            installation_bytes=settings.YOUWEI_UPLOAD_BYTES,
            label=_("Scans or photographs"),
        )

    def _add_source(self) -> None:
        self.fields["source"] = WordsField(
            limit=SOURCE_LIMIT, one_line=True, label=_("Paper, station or programme")
        )
        self.fields["source_on"] = forms.DateField(label=_("Day of the report"), widget=DayInput)
        self.fields["source_link"] = WordsField(
            limit=LINK_LIMIT,
            one_line=True,
            required=False,
            label=_("Address or reference of the clip"),
        )

    def _add_answer(self) -> None:
        limits = rules_of(self.campaign).intake
        self.fields["answer_by"] = forms.ChoiceField(
            label=_("How does the person want the answer?"),
            choices=list(ANSWERS.items()),
            initial=AnswerBy.PAGE,
            widget=RadioList(
                {"data-digit": ""},
                hints={AnswerBy.PAGE: _("You read out number and code, or print them.")},
            ),
        )
        self.fields["name"] = WordsField(
            limit=limits.name.at_most,
            one_line=True,
            required=False,
            label=pgettext_lazy("person", "Name"),
        )
        self.fields["contact"] = WordsField(
            limit=limits.contact.at_most,
            one_line=True,
            required=False,
            label=_("Telephone or address"),
            needed_for=_("(needed for an answer by telephone or letter)"),
            help_text=_("Kept sealed; only the organ that answers opens it, and that is recorded."),
        )

    def _add_consent(self) -> None:
        self.fields["spoken_by"] = forms.ChoiceField(
            label=_("Who said it?"),
            choices=list(SPEAKERS.items()),
            initial=SpokenBy.SELF,
            widget=RadioList,
        )
        self.fields["read_back"] = forms.BooleanField(
            required=False,
            label=_("I read the text back, and it may be recorded so"),
            help_text=_("Always on the telephone and in a visit; a letter speaks for itself."),
        )

    def counter(self) -> Counter:
        return self.counters[self.cleaned_data["counter"]]

    def intake(self) -> Intake:
        given = self.cleaned_data
        organ = given["about_organ"]
        return Intake(
            channel=self.counter().channel.code,
            kind=given["kind"],
            text=given["text"],
            about_organ=Organ.objects.get(pk=organ) if organ else None,
            name=given.get("name", ""),
            contact=given.get("contact", ""),
            uploads=tuple(given["files"]),
        )

    def circumstances(self) -> Circumstances:
        given: dict[str, Any] = self.cleaned_data
        return Circumstances(
            spoken_by=SpokenBy(given["spoken_by"]) if given.get("spoken_by") else None,
            read_back=given.get("read_back", False),
            answer_by=AnswerBy(given.get("answer_by", AnswerBy.PAGE)),
            source=given.get("source", ""),
            source_on=given.get("source_on"),
            source_link=given.get("source_link", ""),
        )
