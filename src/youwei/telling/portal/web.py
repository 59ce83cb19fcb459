"""The home page: six doors, and what happens behind the first of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.kernel import clock
from youwei.telling.portal.queries import terms_by_kind
from youwei.ui.gate import anyone


@dataclass(frozen=True, slots=True)
class Door:
    """`place` is the name of its page; while that page does not exist, the door says `later`."""

    icon: str
    title: Promise
    words: Promise
    place: str = ""
    mark: Promise | str = ""
    later: Promise | str = ""

    @property
    def url(self) -> str:
        if not self.place:
            return ""
        try:
            return reverse(self.place)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class Step:
    title: Promise
    words: Promise
    who: Promise
    when: Promise


DOORS = (
    Door(
        "speak",
        _("Report a problem"),
        _("Poor service, long delays, being sent to and fro, no answer. Three short steps."),
        place="complaints:door",
        later=_("Opens shortly."),
    ),
    Door(
        "sealed",
        _("Sealed disclosure"),
        _("For indications that a particular person has broken discipline or the law."),
        place="disclose:door",
        mark=_("Read by the discipline body alone"),
        later=_(
            "The discipline and supervision organs receive such reports: telephone 12388. Nothing"
            " is stored here."
        ),
    ),
    Door(
        "window",
        _("Rate a service window"),
        _("Scan the code at the window; one tap is enough."),
        later=_(
            "Opens later. Until then, tell us about a window through the door “Report a problem”."
        ),
    ),
    Door(
        "search",
        _("Follow a matter"),
        _("With number and query code: where it stands, what comes next, by when and by whom."),
        place="complaints:status",
        later=_("Opens shortly."),
    ),
    Door(
        "results",
        _("Results of the appraisal"),
        _("How the public judges each organ, with the number of answers and the margin of error."),
        later=_("Opens later, with the results of the first round of public appraisal."),
    ),
    Door(
        "list",
        _("Powers and duties"),
        _("What each organ may do and must do, on which basis, within which time."),
        later=_("Opens later. Until then the organs’ own sites publish their lists."),
    ),
)

STEPS = (
    Step(
        _("Received"),
        _("You get a number and a query code. You need no account and may stay anonymous."),
        _("this platform"),
        _("at once"),
    ),
    Step(
        _("Read and passed on"),
        _(
            "Somebody reads it and decides who has to answer. What you say about an organ’s conduct"
            " is not shown to that organ."
        ),
        _("rectification office"),
        _("a term for each kind of matter; the date stands on your status page"),
    ),
    Step(
        _("Dealt with"),
        _(
            "The organ that takes it on answers for it until it is solved. If it needs more time,"
            " it must ask before the date and give a reason that you can read."
        ),
        _("the responsible organ"),
        _("a term for each kind of matter; the date stands on your status page"),
    ),
    Step(
        _("Checked and rated"),
        _(
            "Another organ checks the outcome before the matter is closed. You rate it; silence is"
            " not counted as satisfaction, and you may have it reopened once."
        ),
        _("an organ that did not deal with it; then you"),
        _("before it is closed"),
    ),
)


@anyone
def home(request: HttpRequest) -> HttpResponse:
    context = {"doors": DOORS, "steps": STEPS, "terms": terms_by_kind(clock.today())}
    return render(request, "portal/home.html", context)
