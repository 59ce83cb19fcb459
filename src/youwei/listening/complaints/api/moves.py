"""What those who sort and send do with a case: one address and one body for each move."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.api.desk import PERSON, NumberInPath, case_for
from youwei.listening.complaints.api.given import (
    Dispatching,
    Merging,
    Reason,
    Refusing,
    Sorting,
    Writing,
)
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.cases import found_case
from youwei.listening.complaints.rules.refusals import UnknownOrgan
from youwei.ui.api.tokens import actor_by_token
from youwei.ui.api.told import Told, written

router = Router(tags=["desk: moves of a case"])


class CaseMoved(Told):
    """Where the case stands now; `duty` is the number of the duty that the move brought about."""

    number: str
    state: str
    duty: str | None = None


def _options(name: str) -> dict[str, Any]:
    return {
        "path": f"/desk/cases/{{number}}/moves/{name}",
        "auth": PERSON,
        "response": written(CaseMoved, 404),
        "operation_id": f"case_{name}",
    }


@router.post(**_options("accept"))
def accept(request: HttpRequest, number: NumberInPath) -> CaseMoved:
    """受理: from this day the term of its kind runs."""
    case = case_for(request, number)
    return _moved(triage.accept(actor=actor_by_token(request), case=case))


@router.post(**_options("sort"))
def sort(request: HttpRequest, number: NumberInPath, sorting: Sorting) -> CaseMoved:
    """Sets kind, organ and themes, before the case is sent."""
    case = case_for(request, number)
    about = _organ(case, sorting.about, "about") if sorting.about is not None else None
    moved = triage.sort(
        actor=actor_by_token(request),
        case=case,
        kind=sorting.kind,
        about_organ=about,
        themes=sorting.themes,
    )
    return _moved(moved)


@router.post(**_options("refuse"))
def refuse(request: HttpRequest, number: NumberInPath, refusing: Refusing) -> CaseMoved:
    """不予受理, with a ground of the rulebook and its right channel."""
    moved = triage.refuse(
        actor=actor_by_token(request),
        case=case_for(request, number),
        ground=refusing.ground,
        explanation=refusing.explanation,
    )
    return _moved(moved)


@router.post(**_options("merge"))
def merge(request: HttpRequest, number: NumberInPath, merging: Merging) -> CaseMoved:
    """并案: the case keeps its number, code and writer, and follows another."""
    actor = actor_by_token(request)
    case = case_for(request, number)
    lead = found_case(actor, merging.lead.upper())
    if lead is None:
        raise NotFound(field="lead")
    return _moved(triage.merge(actor=actor, case=case, lead=lead))


@router.post(**_options("split"))
def split(request: HttpRequest, number: NumberInPath) -> CaseMoved:
    """Takes a case out of a merger that was a mistake."""
    case = case_for(request, number)
    return _moved(triage.split(actor=actor_by_token(request), case=case))


@router.post(**_options("dispatch"))
def dispatch(request: HttpRequest, number: NumberInPath, dispatching: Dispatching) -> CaseMoved:
    """交办: the case becomes a duty of the competent organ, checked by another.

    A complaint about conduct goes to no organ that it is about, nor to one that depends on it.
    """
    case = case_for(request, number)
    duty = sending.dispatch(
        actor=actor_by_token(request),
        case=case,
        owner=_organ(case, dispatching.owner, "owner"),
        verifier=_organ(case, dispatching.verifier, "verifier"),
        note=dispatching.note,
    )
    return _moved(case, duty=duty.number)


@router.post(**_options("recall"))
def recall(request: HttpRequest, number: NumberInPath, given: Reason) -> CaseMoved:
    """Takes the case back from the organ, to sort it anew."""
    case = case_for(request, number)
    return _moved(sending.recall(actor=actor_by_token(request), case=case, reason=given.reason))


@router.post(**_options("statement"))
def statement(request: HttpRequest, number: NumberInPath) -> CaseMoved:
    """Passes the words that the writer agreed to, and nothing else, on to the organ concerned."""
    case = case_for(request, number)
    duty = sending.pass_on_statement(actor=actor_by_token(request), case=case)
    return _moved(case, duty=duty.number)


@router.post(**_options("write"))
def write(request: HttpRequest, number: NumberInPath, writing: Writing) -> CaseMoved:
    """Asks or tells the writer something; the answer to the matter comes from the organ."""
    case = case_for(request, number)
    thread.write(actor=actor_by_token(request), case=case, text=writing.text)
    return _moved(case)


def _moved(case: Case, *, duty: str | None = None) -> CaseMoved:
    state = Case.objects.values_list("state", flat=True).get(pk=case.pk)
    return CaseMoved(number=case.number, state=state, duty=duty)


def _organ(case: Case, pk: int, field: str) -> Organ:
    organs = Organ.objects.in_force(clock.today()).of(case.campaign.jurisdiction)
    found = organs.filter(pk=pk).first()
    if found is None:
        raise UnknownOrgan(field=field)
    return found
