"""The form on which a matter is handed in. What a rule refuses is said at its field."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.fields import CopiesField
from youwei.foundation.files.words import ORIGINAL_DROPPED, ORIGINAL_SEALED_IF_NAMED
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.queries.choices import Shelf, organs_by_group, places
from youwei.listening.complaints.queries.originals import keeps_originals
from youwei.listening.complaints.rules.summaries import SUMMARY_LENGTH
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import RadioCards

CHANNEL = "web"
ON_PAGE, BY_CONTACT = "page", "contact"
Choices = list[tuple[str, Any]]


class GroupedBoxes(forms.CheckboxSelectMultiple):
    """The first box of each group stands for the group; the others open under it."""

    template_name = "complaints/public/themes.html"


class IntakeForm(forms.Form):
    """Built for one kind: a complaint about conduct asks neither name nor contact, because nobody
    may open them, and offers the statement on the person's own matter instead.
    """

    submission = forms.CharField(required=False, widget=forms.HiddenInput({"data-keep": ""}))

    def __init__(self, *args: object, campaign: Campaign, kind: Kind, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.campaign, self.kind = campaign, kind
        rulebook = rules_of(campaign)
        self._add_matter(rulebook)
        if kind.consented_statement:
            self._add_statement(rulebook)
        else:
            self._add_answer(rulebook)

    def _add_matter(self, rulebook: Rulebook) -> None:
        today = clock.today()
        limits = rulebook.intake
        keeps = keeps_originals(self.campaign, self.kind.code)
        self.fields["text"] = WordsField(
            limit=limits.text.at_most,
            rows=8,
            label=_("What happened?"),
            help_text=_(
                "In your own words: what, when, where, and what you would like. Leave out other "
                "people's ID numbers and telephone numbers."
            ),
            error_messages={"required": _("Say in a few words what happened.")},
        )
        self.fields["about_organ"] = forms.ChoiceField(
            required=False,
            label=_("Which organ is it about?"),
            help_text=_("If you do not find it, leave this empty and name it in your text."),
            choices=lambda: self._organs,
            widget=forms.Select(
                {
                    "data-search": "",
                    "data-none": _("None of that name. Try fewer letters, or leave it empty."),
                }
            ),
        )
        self.fields["files"] = CopiesField(
            rule=limits.attachments,
            installation_bytes=settings.YOUWEI_UPLOAD_BYTES,
            label=_("Photographs or documents"),
            keeps_originals=keeps,
            help_text=ORIGINAL_SEALED_IF_NAMED if keeps else ORIGINAL_DROPPED,
        )
        self.fields["summary"] = WordsField(
            limit=SUMMARY_LENGTH, one_line=True, required=False, label=_("A heading for it")
        )
        self.fields["place"] = forms.ChoiceField(
            required=False,
            label=_("Where was it?"),
            choices=lambda: self._places,
        )
        self.fields["happened_on"] = forms.DateField(
            required=False,
            label=_("On which day?"),
            widget=forms.DateInput({"type": "date", "max": today.isoformat()}, format="%Y-%m-%d"),
        )
        self.fields["themes"] = forms.MultipleChoiceField(
            required=False,
            label=_("What fits?"),
            help_text=_("Tick as many as fit, or none: the office sorts it anyway."),
            choices=lambda: _by_theme(rulebook),
            widget=GroupedBoxes,
        )

    # Read when the form is shown, or when something was chosen: a form that is sent without an
    # organ or a place asks for neither list.
    @cached_property
    def _organs(self) -> Choices:
        groups = {group.code: said(group.name) for group in rules_of(self.campaign).organ_groups}
        shelves = organs_by_group(self.campaign, clock.today(), tuple(groups))
        return _grouped(shelves, groups | {"": gettext("Other organs")})

    @cached_property
    def _places(self) -> Choices:
        return _grouped(places(self.campaign, clock.today()))

    def _add_answer(self, rulebook: Rulebook) -> None:
        limits = rulebook.intake
        self.fields["answer"] = forms.ChoiceField(
            label=_("How shall the answer reach you?"),
            choices=[
                (ON_PAGE, _("On the status page only, with number and code")),
                (BY_CONTACT, _("The organ that handles it may contact me as well")),
            ],
            initial=ON_PAGE,
            widget=RadioCards(
                hints={
                    ON_PAGE: _("Nobody learns who you are."),
                    BY_CONTACT: _(
                        "That organ sees your name and contact, nobody else. Both are kept sealed, "
                        "and each opening is recorded."
                    ),
                }
            ),
        )
        self.fields["name"] = WordsField(
            limit=limits.name.at_most, one_line=True, required=False, label=_("Name")
        )
        self.fields["contact"] = WordsField(
            limit=limits.contact.at_most,
            one_line=True,
            required=False,
            label=_("Telephone or address"),
        )
        self.fields["call_back"] = forms.BooleanField(
            required=False,
            label=_("A body that did not handle it may ask me afterwards how it was handled"),
            help_text=_(
                "Some are drawn by chance. The organ does not learn beforehand who is asked."
            ),
        )

    def _add_statement(self, rulebook: Rulebook) -> None:
        self.fields["own_matter"] = forms.BooleanField(
            required=False,
            label=_("I also want this organ to solve my own matter"),
            help_text=_(
                "For example the permit that you are still waiting for. The organ then gets a "
                "statement that you write yourself, word for word, and nothing else."
            ),
        )
        self.fields["statement"] = WordsField(
            limit=rulebook.intake.statement.at_most,
            rows=4,
            required=False,
            label=_("What the organ may read"),
            help_text=_(
                "Only what is needed to solve it: your case there, and how it can find you. Leave "
                "out what you complain about."
            ),
        )
        self.fields["consent"] = forms.BooleanField(
            required=False,
            label=_("I agree that exactly these words are passed on to this organ"),
            help_text=_("You can take this back on the status page until they are passed on."),
        )

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(gettext("This day has not come yet. Check the date."))
        return day

    def clean(self) -> dict[str, Any]:
        said_so = self.cleaned_data
        if said_so.get("answer") == BY_CONTACT and not said_so.get("contact"):
            self._fault(
                "contact", gettext("Say how you can be reached, or choose the status page.")
            )
        if said_so.get("own_matter"):
            self._check_statement()
        return said_so

    def _check_statement(self) -> None:
        if not self.cleaned_data.get("about_organ"):
            self._fault(
                "about_organ", gettext("Choose the organ that shall solve your own matter.")
            )
        if not self.cleaned_data.get("statement"):
            self._fault("statement", gettext("Write what the organ may read, or untick the box."))
        elif not self.cleaned_data.get("consent"):
            self._fault(
                "consent",
                gettext("Without your consent nothing is passed on. Tick, or untick both."),
            )

    def _fault(self, field: str, words: str) -> None:
        if field not in self.errors:
            self.add_error(field, words)

    def renew(self, submission: str) -> None:
        """Another nonce for the same words."""
        data = cast("QueryDict", self.data).copy()
        data["submission"] = submission
        self.data = data

    def intake(self, channel: str = CHANNEL) -> Intake:
        said_so = self.cleaned_data
        organ = said_so["about_organ"]
        reach = said_so.get("answer") == BY_CONTACT
        own = said_so.get("own_matter") and said_so.get("consent")
        return Intake(
            channel=channel,
            kind=self.kind.code,
            text=said_so["text"],
            summary=said_so["summary"],
            about_organ=Organ.objects.get(pk=organ) if organ else None,
            themes=said_so["themes"],
            place=said_so["place"],
            happened_on=said_so["happened_on"],
            name=said_so["name"] if reach else "",
            contact=said_so["contact"] if reach else "",
            may_contact=reach,
            may_call_back=bool(reach and said_so.get("call_back")),
            statement=said_so["statement"] if own else "",
            uploads=tuple(said_so["files"]),
            language=get_language() or "zh-hans",
        )


def _by_theme(rulebook: Rulebook) -> Choices:
    """Each failing that somebody outside can see, then its manifestations."""
    return [
        (
            said(theme.plain),
            [
                (one.code, said(one.plain))
                for one in (theme, *rulebook.manifestations(theme.code))
                if one.public
            ],
        )
        for theme in rulebook.themes
        if theme.parent is None and theme.opposite_of is None and theme.public
    ]


def _grouped(shelves: Sequence[Shelf], headings: dict[str, str] | None = None) -> Choices:
    names = headings or {}
    return [
        ("", "—"),
        *((names.get(shelf.code, shelf.heading), list(shelf.choices)) for shelf in shelves),
    ]
