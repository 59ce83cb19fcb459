from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import Jurisdiction
from youwei.foundation.rulebook.rules.appraisal import OrganGroup
from youwei.kernel.refusal import Refusal
from youwei.ui.bilingual import said


class FilterForm(forms.Form):
    """What the directory is narrowed to; an unknown value is passed over, never an error page."""

    q = forms.CharField(label=pgettext_lazy("organ", "Name"), required=False, max_length=100)
    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Jurisdiction.objects.none(),
        required=False,
        empty_label=_("All places"),
    )
    group = forms.ChoiceField(label=_("Comparison group"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("In force")), ("ended", _("No longer in force"))],
    )


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An XLSX file with the sheets and headings of the exported directory."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


def filter_form(
    data: QueryDict, places: QuerySet[Jurisdiction], groups: Mapping[str, OrganGroup]
) -> FilterForm:
    form = FilterForm(data)
    place, group = form.fields["place"], form.fields["group"]
    assert isinstance(place, forms.ModelChoiceField)
    assert isinstance(group, forms.ChoiceField)
    place.queryset = places
    named = [(code, said(rule.name)) for code, rule in groups.items()]
    group.choices = [("", _("All groups")), *named]
    return form


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Shows why an operation refused, at the field that is at fault."""
    words = f"{gettext(refusal.message) % refusal.params} {gettext(refusal.remedy)}"
    form.add_error(refusal.field if refusal.field in form.fields else None, words)
