from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import LedgerFilter, handlers
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State
from youwei.foundation.duties.words import STATE_WORDS
from youwei.foundation.duties.writing import TEXT_LIMIT, kept_from
from youwei.foundation.files.fields import CopiesField
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import dependants
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.ui.lights import LOOKS


class OrganChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Organ) -> str:
        return obj.name


class HandlerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Account) -> str:
        return obj.name


class MoveForm(forms.Form):
    """Base of the forms of a move; `duty` bounds what can be chosen."""

    def __init__(self, *args: object, duty: Duty, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.duty = duty

    def organs(self) -> QuerySet[Organ]:
        """Organs in force in the duty's jurisdiction, without its owner and those kept out."""
        organs = Organ.objects.in_force(clock.today()).of(self.duty.campaign.jurisdiction)
        hidden = {self.duty.owner_id}.union(*map(dependants, kept_from(self.duty)))
        return organs.exclude(pk__in=hidden).order_by("group", "name", "id")


class ReasonForm(MoveForm):
    text = forms.CharField(
        label=_("Reasons"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ResultForm(MoveForm):
    text = forms.CharField(
        label=_("What was done, and the answer to the person"),
        help_text=_(
            "Another organ checks it. Where it answers a complaint, the writer reads exactly this "
            "text after the check."
        ),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: object, duty: Duty, **kwargs: object) -> None:
        super().__init__(*args, duty=duty, **kwargs)
        self.fields["files"] = CopiesField(
            rule=rules_of(duty.campaign).intake.attachments,
            installation_bytes=settings.YOUWEI_UPLOAD_BYTES,
            label=_("Evidence"),
            help_text=_(
                "What shows that it was done. Those who check and those who assigned it see these "
                "files; the writer does not."
            ),
        )


class FindingForm(MoveForm):
    text = forms.CharField(
        label=_("What the check found"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TransferForm(ReasonForm):
    organ = OrganChoice(
        label=_("Offer to"), empty_label=_("Please choose"), queryset=Organ.objects.none()
    )
    field_order = ["organ", "text"]

    def __init__(self, *args: object, duty: Duty, **kwargs: object) -> None:
        super().__init__(*args, duty=duty, **kwargs)
        self.fields["organ"].queryset = self.organs()  # type: ignore[attr-defined]


class ReassignForm(MoveForm):
    organ = OrganChoice(
        label=_("New organ"), empty_label=_("Please choose"), queryset=Organ.objects.none()
    )

    def __init__(self, *args: object, duty: Duty, **kwargs: object) -> None:
        super().__init__(*args, duty=duty, **kwargs)
        self.fields["organ"].queryset = self.organs()  # type: ignore[attr-defined]


class ExtensionForm(ReasonForm):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ["until", "text"]


class HandlerForm(MoveForm):
    handler = HandlerChoice(
        label=_("Handled by"), empty_label=_("Please choose"), queryset=Account.objects.none()
    )

    def __init__(self, *args: object, duty: Duty, **kwargs: object) -> None:
        super().__init__(*args, duty=duty, **kwargs)
        self.fields["handler"].queryset = handlers(duty)  # type: ignore[attr-defined]


class ProgressForm(ReasonForm):
    progress = forms.IntegerField(label=_("Done so far, in percent"), min_value=0, max_value=100)
    field_order = ["progress", "text"]


class EmptyForm(MoveForm):
    """A move that needs no words."""


class LedgerForm(forms.Form):
    words = forms.CharField(label=_("Words or number"), required=False, max_length=80)
    light = forms.ChoiceField(
        label=_("Light"),
        required=False,
        choices=[("", _("All")), *((light.value, LOOKS[light].word) for light in Light)],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((state.value, STATE_WORDS[state]) for state in State)],
    )
    owner = OrganChoice(
        label=_("Organ"), required=False, empty_label=_("All"), queryset=Organ.objects.none()
    )
    open_only = forms.BooleanField(label=_("Open only"), required=False)

    def __init__(self, *args: object, organs: QuerySet[Organ], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = organs  # type: ignore[attr-defined]

    def in_words(self) -> list[tuple[str, str]]:
        """What filters, as the form says it."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            (str(self.fields[name].label), self._said(name, value))
            for name, value in chosen.items()
        ]

    def _said(self, name: str, value: object) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(_("yes")) if value is True else str(value)

    def wanted(self) -> LedgerFilter:
        """What does not fit is left out: a filter never fails."""
        self.is_valid()
        fitting = self.cleaned_data
        owner = fitting.get("owner")
        return LedgerFilter(
            words=fitting.get("words", ""),
            light=fitting.get("light", ""),
            state=fitting.get("state", ""),
            owner_id=owner.pk if owner else None,
            open_only=bool(fitting.get("open_only")),
        )
