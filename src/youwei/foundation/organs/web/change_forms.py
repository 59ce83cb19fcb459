"""What the keepers of the directory enter. Operations judge it; forms only read it."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import Jurisdiction, Mark, Organ, Unit
from youwei.foundation.organs.rules.entries import NAME_LENGTH, SHORT_NAME_LENGTH
from youwei.foundation.rulebook.rules.appraisal import OrganGroup
from youwei.ui.bilingual import said
from youwei.ui.forms import DayInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Groups = Mapping[str, OrganGroup]
F = TypeVar("F", bound=forms.Form)

PARTS = 5  # lines for the parts of a split organ


def _name(label: Words) -> forms.CharField:
    return forms.CharField(label=label, max_length=NAME_LENGTH)


def _short_name() -> forms.CharField:
    return forms.CharField(label=_("Short name"), max_length=SHORT_NAME_LENGTH, required=False)


def _organ(label: Words, **more: object) -> "forms.ModelChoiceField[Organ]":
    return forms.ModelChoiceField(Organ.objects.none(), label=label, **more)  # type: ignore[arg-type]


def _group() -> forms.ChoiceField:
    unknown = _("No rulebook in use has this comparison group. Choose one from the list.")
    return forms.ChoiceField(
        label=_("Comparison group"),
        required=False,
        help_text=_("Organs are compared with those of their own group and place only."),
        error_messages={"invalid_choice": unknown},
    )


def _superior() -> "forms.ModelChoiceField[Organ]":
    hint = _("It takes over where this organ may not judge itself.")
    return _organ(_("Superior"), required=False, help_text=hint)


def _day(label: Words) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput)


class DayForm(forms.Form):
    """`on` is the first day on which the change holds."""

    on = _day(_("From the day"))


class OrganForm(forms.Form):
    place = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("Place"))
    name = _name(_("Official name"))
    short_name = _short_name()
    valid_from = _day(_("Valid from"))
    group = _group()
    superior = _superior()


class RenameForm(forms.Form):
    name = _name(_("New official name"))
    short_name = _short_name()
    on = _day(_("From the day"))


class MergeForm(forms.Form):
    into = _organ(_("Merged into"))
    on = _day(_("From the day"))


class SplitForm(DayForm):
    """The parts stand in the fields `part_1` to `part_5`."""

    field_order = (*(f"part_{number}" for number in range(1, PARTS + 1)), "on")

    def parts(self) -> list[Organ]:
        """Each once, as they were chosen."""
        given = (self.cleaned_data.get(f"part_{number}") for number in range(1, PARTS + 1))
        return list(dict.fromkeys(organ for organ in given if organ is not None))


class PlaceForm(forms.Form):
    group = _group()
    superior = _superior()


class UnitForm(forms.Form):
    name = _name(_("Name of the unit"))
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Part of"), required=False)
    valid_from = _day(_("Valid from"))


class PostForm(forms.Form):
    title = _name(_("Title of the post"))
    mark = forms.TypedChoiceField(
        label=_("Mark"),
        coerce=Mark,
        choices=Mark.choices,
        help_text=_(
            "The opinion names its key targets: principals, leaderships, heads of units, key posts."
        ),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    valid_from = _day(_("Valid from"))


def organ_form(
    data: QueryDict | None,
    *,
    places: Iterable[Jurisdiction],
    organs: QuerySet[Organ],
    groups: Groups,
    today: date,
) -> OrganForm:
    kept = list(places)
    form = OrganForm(data, initial={"valid_from": today, "place": kept[0].pk if kept else None})
    place = form.fields["place"]
    assert isinstance(place, forms.ModelChoiceField)
    place.queryset = Jurisdiction.objects.filter(pk__in=[each.pk for each in kept])
    _offer_groups(form, groups)
    _offer_organs(form, "superior", organs, gettext("No superior"))
    return form


def rename_form(data: QueryDict | None, organ: Organ, today: date) -> RenameForm:
    first = {"name": organ.name, "short_name": organ.short_name, "on": today}
    return _until(RenameForm(data, initial=first), today)


def merge_form(data: QueryDict | None, organs: QuerySet[Organ], today: date) -> MergeForm:
    form = _until(MergeForm(data, initial={"on": today}), today)
    _offer_organs(form, "into", organs, gettext("Choose an organ"))
    return form


def split_form(data: QueryDict | None, organs: QuerySet[Organ], today: date) -> SplitForm:
    form = _until(SplitForm(data, initial={"on": today}), today)
    for number in range(1, PARTS + 1):
        label = gettext("Part %(number)d") % {"number": number}
        form.fields[f"part_{number}"] = _organ(label, required=number == 1)
        _offer_organs(form, f"part_{number}", organs, gettext("Choose an organ"))
    form.order_fields(form.field_order)
    return form


def day_form(data: QueryDict | None, today: date) -> DayForm:
    return _until(DayForm(data, initial={"on": today}), today)


def place_form(
    data: QueryDict | None, organ: Organ, organs: QuerySet[Organ], groups: Groups
) -> PlaceForm:
    form = PlaceForm(data, initial={"group": organ.group, "superior": organ.superior_id})
    _offer_groups(form, groups)
    if organ.group and organ.group not in groups:
        form.fields["group"].help_text = gettext(
            "So far “%(code)s”, which no rulebook in use knows: saving replaces it."
        ) % {"code": organ.group}
    _offer_organs(form, "superior", organs, gettext("No superior"))
    return form


def unit_form(data: QueryDict | None, units: QuerySet[Unit], today: date) -> UnitForm:
    form = UnitForm(data, initial={"valid_from": today})
    _offer_units(form, "parent", units)
    return form


def post_form(data: QueryDict | None, units: QuerySet[Unit], today: date) -> PostForm:
    form = PostForm(data, initial={"valid_from": today, "mark": Mark.STAFF})
    _offer_units(form, "unit", units)
    return form


def _until(form: F, today: date) -> F:
    """A change is recorded on its day or later."""
    form.fields["on"].widget.attrs["max"] = today.isoformat()
    return form


def _offer_groups(form: forms.Form, groups: Groups) -> None:
    field = form.fields["group"]
    assert isinstance(field, forms.ChoiceField)
    named = [(code, said(group.name)) for code, group in groups.items()]
    field.choices = [("", gettext("Not compared")), *named]


def _offer_organs(form: forms.Form, name: str, organs: QuerySet[Organ], empty: str) -> None:
    """Under their places, so that typing a name finds one in a long list."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = organs
    listed = groupby(organs, key=lambda organ: organ.jurisdiction)
    grouped = [(place.name, [(organ.pk, organ.name) for organ in some]) for place, some in listed]
    field.widget.choices = [("", empty), *grouped]


def _offer_units(form: forms.Form, name: str, units: QuerySet[Unit]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset, field.empty_label = units, gettext("The organ itself")
