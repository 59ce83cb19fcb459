"""The forms of triage. Choices come from the rulebook and from the routes that are open."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import queue_fields
from youwei.listening.complaints.queries.cases import QueueFilter, competent_organs
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.words import STATE_WORDS
from youwei.listening.complaints.writing import MESSAGE_LIMIT
from youwei.ui.bilingual import said


class CaseForm(forms.Form):
    """Base of the forms of a move on one case."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.rulebook = rules_of(case.campaign)


class EmptyForm(CaseForm):
    """A move that needs no words."""


class ReasonForm(CaseForm):
    text = forms.CharField(
        label=_("Reasons"), max_length=MESSAGE_LIMIT, widget=forms.Textarea({"rows": 3})
    )


class MessageForm(CaseForm):
    text = forms.CharField(
        label=_("Message to the writer"),
        help_text=_(
            "The writer reads it on the status page. Ask, or tell; the answer to the "
            "matter comes from the organ in charge after the check."
        ),
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 3}),
    )


class SortForm(CaseForm):
    """Kind, organ and themes."""

    kind = forms.ChoiceField(label=_("Kind"))
    about = forms.ModelChoiceField(
        label=_("Organ that it is about"),
        required=False,
        empty_label=_("not named"),
        queryset=Organ.objects.none(),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        choice = self.fields
        choice["kind"].choices = [(k.code, said(k.name)) for k in self.rulebook.accepted_kinds]  # type: ignore[attr-defined]
        choice["themes"].choices = theme_choices(self.rulebook)  # type: ignore[attr-defined]
        organs = Organ.objects.in_force(clock.today()).of(case.campaign.jurisdiction)
        choice["about"].queryset = organs.order_by("group", "name", "id")  # type: ignore[attr-defined]


class RefuseForm(CaseForm):
    ground = forms.ChoiceField(
        label=_("Ground"), help_text=_("The writer is shown the right channel with it.")
    )
    text = forms.CharField(
        label=_("Explanation in your own words"),
        required=False,
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        grounds = [(g.code, said(g.name)) for g in self.rulebook.refusals]
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class MergeForm(CaseForm):
    lead = forms.CharField(
        label=_("Number of the case that leads"),
        help_text=_("This case keeps its number, code and writer, and follows that case."),
        max_length=24,
    )


class DispatchForm(CaseForm):
    owner = forms.ModelChoiceField(
        label=_("Competent organ"),
        empty_label=_("Please choose"),
        queryset=Organ.objects.none(),
    )
    verifier = forms.ModelChoiceField(
        label=_("Checked by"),
        help_text=_("Another organ than the one that handles it."),
        empty_label=_("Please choose"),
        queryset=Organ.objects.none(),
    )
    text = forms.CharField(
        label=_("What the organ should know besides"),
        required=False,
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        organs = competent_organs(case, clock.today())
        for name in ("owner", "verifier"):
            self.fields[name].queryset = organs  # type: ignore[attr-defined]
        if not case.is_conduct and case.about_organ_id is not None:
            self.initial.setdefault("owner", case.about_organ_id)
        self.initial.setdefault("verifier", _usual_verifier(case))


FOR_OFFICE = "office"  # in the place of a state: what waits for the body that sorts


class QueueForm(forms.Form):
    """Opened without a filter it shows what waits for the office."""

    words = forms.CharField(label=_("Words or number"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    waiting = forms.BooleanField(label=_("Writer waits for a reply"), required=False)

    def __init__(self, *args: Any, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = rulebook.accepted_kinds if rulebook else ()
        channels = rulebook.channels if rulebook else ()
        choices = {
            "state": [
                (FOR_OFFICE, _("Waits for the office")),
                *((state.value, STATE_WORDS[state]) for state in State),
            ],
            "kind": [(kind.code, said(kind.name)) for kind in kinds],
            "channel": [(channel.code, said(channel.name)) for channel in channels],
        }
        for field in queue_fields():
            if rulebook and (more := list(field.choices(rulebook))):
                self.fields[field.name] = forms.ChoiceField(required=False)
                self.fields[field.name].label = field.label  # type: ignore[assignment]
                choices[field.name] = more
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined,misc]

    def wanted(self) -> QueueFilter:
        """What does not fit is left out: a filter never fails."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("state", "")
        return QueueFilter(
            words=given.get("words", ""),
            state="" if state == FOR_OFFICE else state,
            for_office=state == FOR_OFFICE,
            kind=given.get("kind", ""),
            channel=given.get("channel", ""),
            waiting=bool(given.get("waiting")),
            more=tuple(
                partial(field.narrow, code=code)
                for field in queue_fields()
                if (code := given.get(field.name, ""))
            ),
        )


def theme_choices(rulebook: Rulebook) -> list[tuple[str, str]]:
    return [(theme.code, said(theme.name)) for theme in rulebook.themes]


def _usual_verifier(case: Case) -> int:
    """The office; where the office is concerned, the leading group."""
    campaign = case.campaign
    concerned = case.about_organ_id in circle([campaign.office_organ_id])
    return campaign.leading_organ_id if concerned else campaign.office_organ_id
