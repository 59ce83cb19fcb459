"""Units and posts of an organ are added and ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.foundation.organs import operations
from youwei.foundation.organs.access import check_maintains
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.web import change_forms as forms
from youwei.foundation.organs.web.asking import Change, answer, kept_organ, posted
from youwei.kernel import clock
from youwei.ui.gate import actor_of, only

FORM = ["GET", "HEAD", "POST"]

ADD_UNIT = Change(
    _("Add a unit"),
    _("An internal unit of the organ, such as a division or an office."),
    _("Add the unit"),
)
END_UNIT = Change(
    _("Dissolve the unit"),
    _("It ends on that day with its posts and with the units that are part of it."),
    pgettext_lazy("organ", "Dissolve"),
    final=True,
)
ADD_POST = Change(
    _("Add a post"),
    _("A post, not a person: who holds it is recorded with the account."),
    _("Add the post"),
)
END_POST = Change(
    _("Abolish the post"),
    _("From that day nobody holds it. What was done in it stays on record."),
    pgettext_lazy("organ", "Abolish"),
    final=True,
)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    organ, today = kept_organ(request, pk), clock.today()
    form = forms.unit_form(posted(request), organ.units.in_force(today), today)

    def act() -> Organ:
        operations.add_unit(actor=actor_of(request), organ=organ, **form.cleaned_data)
        return organ

    return answer(request, ADD_UNIT, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def end_unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    unit = get_object_or_404(organ.units, pk=unit_pk)
    form = forms.day_form(posted(request), clock.today())

    def act() -> Organ:
        operations.end_unit(actor=actor_of(request), unit=unit, **form.cleaned_data)
        return organ

    return answer(request, END_UNIT, form, act, organ=organ, subject=unit.name)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def add_post(request: HttpRequest, pk: int) -> HttpResponse:
    organ, today = kept_organ(request, pk), clock.today()
    form = forms.post_form(posted(request), organ.units.in_force(today), today)

    def act() -> Organ:
        operations.add_post(actor=actor_of(request), organ=organ, **form.cleaned_data)
        return organ

    return answer(request, ADD_POST, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def end_post(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    post = get_object_or_404(organ.posts, pk=post_pk)
    form = forms.day_form(posted(request), clock.today())

    def act() -> Organ:
        operations.end_post(actor=actor_of(request), post=post, **form.cleaned_data)
        return organ

    return answer(request, END_POST, form, act, organ=organ, subject=post.title)
