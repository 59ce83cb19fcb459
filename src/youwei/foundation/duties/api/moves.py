"""What staff do with a duty: one address and one body for each move."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field, StringConstraints

from youwei.foundation.duties.api.ledger import PERSON, NumberInPath, duty_for
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, extending, handling
from youwei.foundation.duties.queries import handlers
from youwei.foundation.duties.rules.refusals import NothingToDecide, NotInOrgan, OrganNotHere
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.refusal import Refusal
from youwei.ui.api.given import SHOWN, Day, Given, Id
from youwei.ui.api.tokens import actor_by_token
from youwei.ui.api.told import Told, written

router = Router(tags=["desk: moves of a duty"])
Words = Annotated[str, StringConstraints(pattern=SHOWN, min_length=1, max_length=20_000)]


class DutyMoved(Told):
    """Where the duty stands now."""

    number: str
    state: str


class Reasoned(Given):
    reason: Words


class Resulting(Given):
    """What was done. Where it answers a complaint, the writer reads it word for word after the
    check.
    """

    result: Words


class Finding(Given):
    finding: Words


class Reassigning(Given):
    organ: Id


class Offering(Given):
    organ: Id
    reason: Words


class Naming(Given):
    """`handler` is one of the duty's `handlers`."""

    handler: Id


class Progress(Given):
    """`progress` in percent of the whole."""

    progress: Annotated[int, Field(ge=0, le=100)]
    reason: Words


class Extending(Given):
    until: Day
    reason: Words


class Deciding(Given):
    granted: bool
    reason: Words


class Rechecking(Given):
    """Where the result does not hold, the duty is open again."""

    holds: bool
    finding: Words


def _options(name: str) -> dict[str, Any]:
    return {
        "path": f"/desk/duties/{{number}}/moves/{name}",
        "auth": PERSON,
        "response": written(DutyMoved, 404),
        "operation_id": f"duty_{name}",
    }


@router.post(**_options("accept"))
def accept(request: HttpRequest, number: NumberInPath) -> DutyMoved:
    """签收."""
    duty = duty_for(request, number)
    return _moved(assigning.accept(actor=actor_by_token(request), duty=duty))


@router.post(**_options("object"))
def object_to(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """异议 to the assignment, within the rulebook's days."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(assigning.object_to(actor=actor, duty=duty, reason=given.reason))


@router.post(**_options("uphold"))
def uphold(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """Rejects the objection."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(assigning.reject_objection(actor=actor, duty=duty, reason=given.reason))


@router.post(**_options("reassign"))
def reassign(request: HttpRequest, number: NumberInPath, given: Reassigning) -> DutyMoved:
    """To another organ, which gets the whole term from today."""
    duty = duty_for(request, number)
    organ = _organ(duty, given.organ)
    return _moved(assigning.reassign(actor=actor_by_token(request), duty=duty, owner=organ))


@router.post(**_options("offer"))
def offer(request: HttpRequest, number: NumberInPath, given: Offering) -> DutyMoved:
    """Offers a transfer; whoever received it stays responsible until somebody accepts."""
    duty = duty_for(request, number)
    moved = assigning.offer_transfer(
        actor=actor_by_token(request),
        duty=duty,
        organ=_organ(duty, given.organ),
        reason=given.reason,
    )
    return _moved(moved)


@router.post(**_options("take_over"))
def take_over(request: HttpRequest, number: NumberInPath) -> DutyMoved:
    """The due date stays."""
    duty = duty_for(request, number)
    return _moved(assigning.take_over(actor=actor_by_token(request), duty=duty))


@router.post(**_options("decline"))
def decline(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """Declines the transfer."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(assigning.decline_transfer(actor=actor, duty=duty, reason=given.reason))


@router.post(**_options("name_handler"))
def name_handler(request: HttpRequest, number: NumberInPath, given: Naming) -> DutyMoved:
    """By the lead of the organ that owes."""
    duty = duty_for(request, number)
    handler = handlers(duty).filter(pk=given.handler).first()
    if handler is None:
        raise NotInOrgan(field="handler")
    moved = handling.name_handler(actor=actor_by_token(request), duty=duty, handler=handler)
    return _moved(moved)


@router.post(**_options("progress"))
def progress(request: HttpRequest, number: NumberInPath, given: Progress) -> DutyMoved:
    """A step on the way, with words."""
    moved = handling.tell_progress(
        actor=actor_by_token(request),
        duty=duty_for(request, number),
        progress=given.progress,
        text=given.reason,
    )
    return _moved(moved)


@router.post(**_options("extend"))
def extend(request: HttpRequest, number: NumberInPath, given: Extending) -> DutyMoved:
    """延期, asked before the due date."""
    duty = duty_for(request, number)
    extending.ask_extension(
        actor=actor_by_token(request), duty=duty, until=given.until, reason=given.reason
    )
    return _moved(duty)


@router.post(**_options("decide_extension"))
def decide_extension(request: HttpRequest, number: NumberInPath, given: Deciding) -> DutyMoved:
    """Grants or declines the extension that was asked."""
    duty = duty_for(request, number)
    asked = duty.extensions.filter(decided_at__isnull=True).first()
    if asked is None:
        raise NothingToDecide
    extending.decide_extension(
        actor=actor_by_token(request),
        extension=asked,
        granted=given.granted,
        decision=given.reason,
    )
    return _moved(duty)


@router.post(**_options("report"))
def report(request: HttpRequest, number: NumberInPath, given: Resulting) -> DutyMoved:
    """报结: another organ judges it."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    with _words_in("result"):
        return _moved(handling.report(actor=actor, duty=duty, result=given.result))


@router.post(**_options("verify"))
def verify(request: HttpRequest, number: NumberInPath, given: Finding) -> DutyMoved:
    """销号, with what the check found."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    with _words_in("finding"):
        return _moved(checking.verify(actor=actor, duty=duty, finding=given.finding))


@router.post(**_options("send_back"))
def send_back(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """退回; the due date stays."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(checking.send_back(actor=actor, duty=duty, reason=given.reason))


@router.post(**_options("reopen"))
def reopen(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """Work starts again with the whole term from today."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(checking.reopen(actor=actor, duty=duty, reason=given.reason))


@router.post(**_options("recheck"))
def recheck(request: HttpRequest, number: NumberInPath, given: Rechecking) -> DutyMoved:
    """回头看: does the result hold?"""
    duty = duty_for(request, number)
    planned = duty.rechecks.filter(done_at__isnull=True).first()
    if planned is None:
        raise NothingToDecide
    with _words_in("finding"):
        checking.record_recheck(
            actor=actor_by_token(request),
            recheck=planned,
            holds=given.holds,
            finding=given.finding,
        )
    return _moved(duty)


@router.post(**_options("recall"))
def recall(request: HttpRequest, number: NumberInPath, given: Reasoned) -> DutyMoved:
    """撤回; a duty that came from a case is taken back there."""
    duty, actor = duty_for(request, number), actor_by_token(request)
    return _moved(assigning.recall(actor=actor, duty=duty, reason=given.reason))


def _moved(duty: Duty) -> DutyMoved:
    state = Duty.objects.values_list("state", flat=True).get(pk=duty.pk)
    return DutyMoved(number=duty.number, state=state)


def _organ(duty: Duty, pk: int) -> Organ:
    organs = Organ.objects.in_force(clock.today()).of(duty.campaign.jurisdiction)
    found = organs.exclude(pk=duty.owner_id).filter(pk=pk).first()
    if found is None:
        raise OrganNotHere(field="organ")
    return found


@contextmanager
def _words_in(field: str) -> Iterator[None]:
    """Operations call all words a reason; the refusal names the field that the program sent."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field == "reason":
            refusal.field = field
        raise
