"""Published results, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youwei.kernel.refusal import NotFound
from youwei.listening.results.models import Publication
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.queries.results import public_round, public_rounds
from youwei.listening.results.queries.telling import voices_told
from youwei.ui.gate import anyone


@anyone
def overview(request: HttpRequest) -> HttpResponse:
    """One line for each round; where a result was taken down, its correction."""
    rounds: dict[int, Publication] = {}
    for one in public_rounds():
        kept = rounds.get(one.estimate.round_id)
        if kept is None or (kept.corrected_on is not None and one.corrected_on is None):
            rounds[one.estimate.round_id] = one
    context = {
        "page_title": _("Results of the appraisal"),
        "lead": _(
            "How the public judges each organ, with the number of answers and the margin of error."
        ),
        "rounds": list(rounds.values()),
        "nothing_title": _("No result is published yet."),
        "nothing_more": _("Each organ sees its own result first and has time to object."),
    }
    return render(request, "results/public/overview.html", context)


@anyone
def of_round(request: HttpRequest, prefix: str, number: int) -> HttpResponse:
    first, *others = _publications(prefix, number)
    round_ = first.estimate.round
    context = {
        "page_title": round_.title,
        "round": round_,
        "publication": first,
        "corrected": [one for one in (first, *others) if one.corrected_on is not None],
        "stands": first.corrected_on is None,
        "sheet": sheet_of(first.estimate) if first.corrected_on is None else None,
        "names": True,
        "voices": voices_told(round_) if first.corrected_on is None else (),
    }
    status = 200 if first.corrected_on is None else 410
    return render(request, "results/public/round.html", context, status=status)


@anyone
def organ(request: HttpRequest, prefix: str, number: int, place: int) -> HttpResponse:
    publication = standing_publication(prefix, number)
    sheet = sheet_of(publication.estimate)
    organ_sheet = sheet.organ(place)
    if organ_sheet is None:
        raise NotFound
    context = {
        "page_title": organ_sheet.name,
        "round": publication.estimate.round,
        "publication": publication,
        "sheet": sheet,
        "organ_sheet": organ_sheet,
        "names": True,
    }
    return render(request, "results/public/organ.html", context)


def standing_publication(prefix: str, number: int) -> Publication:
    """Raises NotFound where nothing is published, or what was is taken down."""
    first = _publications(prefix, number)[0]
    if first.corrected_on is not None:
        raise NotFound
    return first


def _publications(prefix: str, number: int) -> list[Publication]:
    found = list(public_round(prefix, number))
    if not found:
        raise NotFound
    return found
