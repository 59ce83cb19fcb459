"""What the pages about campaigns ask for. Operations judge it; forms only read it."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.ui.forms import DayInput


class FrameForm(forms.Form):
    """The frame of another year's campaign."""

    name = forms.CharField(label=pgettext_lazy("campaign", "Name"), max_length=100)
    number_prefix = forms.CharField(
        label=_("Number prefix"),
        max_length=16,
        help_text=_("2 to 16 capital letters and digits; every number of its records begins so."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    starts = forms.DateField(label=_("First day"), widget=DayInput)
    ends = forms.DateField(label=_("Last day"), widget=DayInput)


class CampaignForm(FrameForm):
    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("Place"))
    office_organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label=_("Organ that hosts the rectification office"),
    )
    leading_organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Organ that hosts the leading group")
    )
    field_order = (
        "jurisdiction", "name", "number_prefix", "starts", "ends", "office_organ", "leading_organ",
    )  # fmt: skip


class ShelfForm(forms.Form):
    rulebook = forms.ChoiceField(
        label=_("Rulebook on the shelf"),
        help_text=_("The folders of this installation that hold a rulebook."),
        error_messages={"invalid_choice": _("There is no such rulebook on the shelf.")},
    )


def campaign_form(
    data: QueryDict | None, places: QuerySet[Jurisdiction], organs: QuerySet[Organ]
) -> CampaignForm:
    form = CampaignForm(data)
    place = form.fields["jurisdiction"]
    assert isinstance(place, forms.ModelChoiceField)
    place.queryset, place.empty_label = places, gettext("Choose a place")
    for name in ("office_organ", "leading_organ"):
        _offer_organs(form, name, organs)
    return form


def next_year_form(data: QueryDict | None, campaign: Campaign) -> FrameForm:
    """Proposes a period of the same length, right after the present one."""
    starts = campaign.ends + timedelta(days=1)
    ends = starts + (campaign.ends - campaign.starts)
    return FrameForm(data, initial={"name": campaign.name, "starts": starts, "ends": ends})


def shelf_form(data: QueryDict | None, found: Iterable[str]) -> ShelfForm:
    form = ShelfForm(data)
    field = form.fields["rulebook"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", gettext("Choose a rulebook")), *((each, each) for each in found)]
    return form


def _offer_organs(form: forms.Form, name: str, organs: QuerySet[Organ]) -> None:
    """Under their places, so that typing a name finds one in a long list."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = organs
    listed = groupby(organs, key=lambda organ: organ.jurisdiction)
    grouped = [(place.name, [(organ.pk, organ.name) for organ in some]) for place, some in listed]
    field.widget.choices = [("", gettext("Choose an organ")), *grouped]
