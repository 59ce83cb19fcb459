"""An organ is added, placed, renamed, merged, split or dissolved."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.foundation.organs import operations
from youwei.foundation.organs.access import check_maintains, places_kept
from youwei.foundation.organs.models import Jurisdiction, Organ, OrganQuerySet
from youwei.foundation.organs.queries.groups import groups_in_use
from youwei.foundation.organs.web import change_forms as forms
from youwei.foundation.organs.web.asking import Change, answer, kept_organ, posted
from youwei.kernel import clock
from youwei.ui.gate import actor_of, only

FORM = ["GET", "HEAD", "POST"]

ADD = Change(
    _("Add an organ"),
    _("It can receive complaints and duties from its first day on."),
    _("Add the organ"),
)
PLACE = Change(
    _("Comparison group and superior"),
    _("Holds from now on. What was compared and decided before stays as it is."),
    _("Save"),
)
RENAME = Change(
    _("Rename the organ"),
    _(
        "From that day the new name holds. Earlier records keep the old name; units, posts and"
        " subordinate organs go over to the new one."
    ),
    pgettext_lazy("organ", "Rename"),
    final=True,
)
MERGE = Change(
    _("Merge into another organ"),
    _(
        "This organ ends on that day. Its units, posts and subordinate organs go over to the other"
        " one; earlier records keep this name."
    ),
    pgettext_lazy("organ", "Merge"),
    final=True,
)
SPLIT = Change(
    _("Split the organ"),
    _(
        "This organ ends on that day with its units and posts, and the parts follow it. Add the"
        " parts to the directory first, and their units afterwards."
    ),
    pgettext_lazy("organ", "Split"),
    final=True,
)
END = Change(
    _("Dissolve the organ"),
    _(
        "It ends on that day with its units and posts, and no organ follows it. Where another takes"
        " over its work, merge or split it instead."
    ),
    pgettext_lazy("organ", "Dissolve"),
    final=True,
)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    places = places_kept(actor_of(request), today)
    form = forms.organ_form(
        posted(request),
        places=places,
        organs=_organs_at(_with_those_above(places)),
        groups=groups_in_use(),
        today=today,
    )

    def act() -> Organ:
        said = dict(form.cleaned_data)
        place = said.pop("place")
        return operations.add_organ(actor=actor_of(request), jurisdiction=place, **said)

    return answer(request, ADD, form, act)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def place(request: HttpRequest, pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    above = _organs_at(_with_those_above([organ.jurisdiction])).exclude(pk=organ.pk)
    form = forms.place_form(posted(request), organ, above, groups_in_use())

    def act() -> Organ:
        return operations.place_organ(actor=actor_of(request), organ=organ, **form.cleaned_data)

    return answer(request, PLACE, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    form = forms.rename_form(posted(request), organ, clock.today())

    def act() -> Organ:
        return operations.rename_organ(actor=actor_of(request), organ=organ, **form.cleaned_data)

    return answer(request, RENAME, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    form = forms.merge_form(posted(request), _others(request, organ), clock.today())

    def act() -> Organ:
        said = form.cleaned_data
        return operations.merge_organs(
            actor=actor_of(request), organs=[organ], into=said["into"], on=said["on"]
        )

    return answer(request, MERGE, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def split(request: HttpRequest, pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    form = forms.split_form(posted(request), _others(request, organ), clock.today())

    def act() -> Organ:
        return operations.split_organ(
            actor=actor_of(request), organ=organ, into=form.parts(), on=form.cleaned_data["on"]
        )

    return answer(request, SPLIT, form, act, organ=organ)


@only(check_maintains)
@require_http_methods(FORM)
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    organ = kept_organ(request, pk)
    form = forms.day_form(posted(request), clock.today())

    def act() -> Organ:
        return operations.end_organ(actor=actor_of(request), organ=organ, **form.cleaned_data)

    return answer(request, END, form, act, organ=organ)


def _others(request: HttpRequest, organ: Organ) -> OrganQuerySet:
    """Into which the person may merge or split the organ."""
    return _organs_at(places_kept(actor_of(request), clock.today())).exclude(pk=organ.pk)


def _organs_at(places: Iterable[Jurisdiction]) -> OrganQuerySet:
    found = Organ.objects.in_force(clock.today()).filter(jurisdiction__in=list(places))
    return found.select_related("jurisdiction").order_by("jurisdiction__code", "name", "id")


def _with_those_above(places: Iterable[Jurisdiction]) -> set[Jurisdiction]:
    """A bureau of a city may be led by a department of the province."""
    found = set()
    for each in places:
        step: Jurisdiction | None = each
        while step is not None:
            found.add(step)
            step = step.parent
    return found
