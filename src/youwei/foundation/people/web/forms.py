"""What the pages about accounts ask for. Operations judge it; forms only read it."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from youwei.foundation.organs.models import Jurisdiction, Organ, Post
from youwei.foundation.people.models import Account
from youwei.foundation.people.models.proposals import REASON_LENGTH
from youwei.foundation.people.rules.accounts import NAME_LENGTH, day_after, latest_expiry
from youwei.foundation.people.rules.roles import INTEREST_LABELS, ROLE_LABELS, Interest
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.ui.forms import DayInput

M = TypeVar("M", bound=Model)

STATES = [("", pgettext_lazy("account", "In use")), ("left", pgettext_lazy("account", "Left"))]


class AccountForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=NAME_LENGTH)
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("Letters a–z, digits, dots and hyphens; it cannot be changed later."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    organ = forms.ModelChoiceField(queryset=Organ.objects.none(), label=_("Organ"))
    email = forms.EmailField(label=_("Work e-mail"), required=False)


class NameForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=NAME_LENGTH)


class GrantForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    organ = forms.ModelChoiceField(queryset=Organ.objects.none(), label=_("Organ"))
    starts = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        required=False,
        help_text=_("Leave empty if it is to hold until it is ended."),
    )
    reason = forms.CharField(
        label=_("Ground"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_(
            "Read by the second person where one is needed: for administrators, the rectification"
            " office, the leading group and discipline recipients."
        ),
    )

    def ends(self) -> date | None:
        last: date | None = self.cleaned_data["until"]
        return None if last is None else day_after(last)


class PostForm(forms.Form):
    post = forms.ModelChoiceField(queryset=Post.objects.none(), label=_("Post"))


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=_("Ground"),
        max_length=REASON_LENGTH,
        help_text=_("How you made sure that it is the person themselves who asks."),
    )


class LeaveForm(forms.Form):
    successor = forms.ModelChoiceField(
        queryset=Account.objects.none(),
        label=_("Successor"),
        required=False,
        help_text=_("Takes on everything that the person still owes."),
    )


class RecusalForm(forms.Form):
    organ = forms.ModelChoiceField(queryset=Organ.objects.none(), label=_("Organ"))
    reason_code = forms.TypedChoiceField(label=_("Reason"), coerce=Interest)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=NAME_LENGTH,
        help_text=_("For example the name of the program that will use it."),
    )
    expires_on = forms.DateField(label=_("Last day"), widget=DayInput)


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Name, user name or organ"), max_length=60, required=False)
    place = forms.ModelChoiceField(
        queryset=Jurisdiction.objects.none(), label=_("Place"), required=False
    )
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role, required=False, empty_value=None)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


def account_form(data: QueryDict | None, organs: QuerySet[Organ]) -> AccountForm:
    form = AccountForm(data)
    _offer_organs(form, organs)
    return form


def grant_form(data: QueryDict | None, account: Account, organs: QuerySet[Organ]) -> GrantForm:
    first = {"organ": account.organ_id, "starts": clock.today()}
    form = GrantForm(data, initial=first, prefix="grant")
    _offer_organs(form, organs)
    _offer_codes(form, "role", ROLE_LABELS, gettext("Choose a role"))
    return form


def name_form(data: QueryDict | None, account: Account) -> NameForm:
    return NameForm(data, initial={"name": account.name}, prefix="name")


def post_form(data: QueryDict | None, organ: Organ) -> PostForm:
    form = PostForm(data, prefix="post")
    posts = Post.objects.in_force(clock.today()).filter(organ=organ)
    _offer_rows(form, "post", posts, gettext("Choose a post"))
    return form


def leave_form(data: QueryDict | None, colleagues: QuerySet[Account]) -> LeaveForm:
    form = LeaveForm(data, prefix="leave")
    _offer_rows(form, "successor", colleagues, gettext("Nobody: nothing is owed"))
    return form


def recusal_form(data: QueryDict | None, organs: QuerySet[Organ]) -> RecusalForm:
    form = RecusalForm(data, prefix="recusal")
    _offer_organs(form, organs)
    _offer_codes(form, "reason_code", INTEREST_LABELS, gettext("Choose a reason"))
    return form


def token_form(data: QueryDict | None) -> TokenForm:
    form = TokenForm(data, prefix="token")
    today = clock.today()
    limits = {"min": today.isoformat(), "max": latest_expiry(today).isoformat()}
    form.fields["expires_on"].widget.attrs.update(limits)
    return form


def filter_form(data: QueryDict, places: QuerySet[Jurisdiction]) -> FilterForm:
    form = FilterForm(data)
    _offer_rows(form, "place", places, gettext("All places"))
    _offer_codes(form, "role", ROLE_LABELS, gettext("All roles"))
    return form


def _offer_organs(form: forms.Form, organs: QuerySet[Organ]) -> None:
    """Under their places, so that typing a name finds one in a long list."""
    field = form.fields["organ"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = organs
    listed = groupby(organs, key=lambda organ: organ.jurisdiction)
    grouped = [(place.name, [(organ.pk, organ.name) for organ in some]) for place, some in listed]
    field.widget.choices = [("", gettext("Choose an organ")), *grouped]


def _offer_rows(form: forms.Form, name: str, rows: QuerySet[M], empty: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset, field.empty_label = rows, empty


def _offer_codes(form: forms.Form, name: str, labels: Mapping[Any, str], empty: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.TypedChoiceField)
    words = [(code.value, gettext(label)) for code, label in labels.items()]
    field.choices = [("", empty), *words]
