"""整改台账 and one duty, with a personal token: what its owner sees at the desk."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from youwei.foundation.duties.access import steps_for, visible_to
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import LedgerFilter, handlers
from youwei.foundation.duties.queries import ledger as ledger_of
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State
from youwei.foundation.journal.queries import history
from youwei.foundation.people.queries import actor_for_token
from youwei.kernel.refusal import NotFound
from youwei.ui.api.given import Code, Id, Line, Number, PageNumber, PageSize
from youwei.ui.api.tokens import PersonalToken, actor_by_token
from youwei.ui.api.told import EventTold, Named, Paged, Told, paging, read

PERSON = PersonalToken(actor_for_token)
NumberInPath = Annotated[Number, Path(description="Number of the duty")]
# Said in place: cases have states of their own under the same name.
DutyState = Annotated[
    State, WithJsonSchema({"type": "string", "enum": [state.value for state in State]})
]
router = Router(tags=["desk: duties"])


class DutyFilter(BaseModel):
    """What is not given does not filter."""

    words: Line = ""
    light: Light | SkipJsonSchema[None] = None
    state: DutyState | SkipJsonSchema[None] = None
    kind: Code | SkipJsonSchema[None] = None
    owner: Id | SkipJsonSchema[None] = None
    open_only: bool = False
    page: PageNumber = 1
    size: PageSize = 30

    def wanted(self) -> LedgerFilter:
        return LedgerFilter(
            words=self.words.strip(),
            light=self.light.value if self.light else "",
            state=self.state.value if self.state else "",
            kind=self.kind or "",
            owner_id=self.owner,
            open_only=self.open_only,
        )


class DutyLine(Told):
    """`verifier` is the organ that checks; `progress` in percent."""

    number: str
    kind: str
    title: str
    state: DutyState
    light: Light
    owner: Named
    verifier: Named
    assignee: str | None
    assigned_at: datetime
    due_on: date
    provisional: bool
    reported_on: date | None
    progress: int


class DutiesTold(Paged):
    items: list[DutyLine]


class RemarkTold(Told):
    """What one side wrote with a move."""

    move: str
    by: str
    text: str
    at: datetime


class ExtensionTold(Told):
    """`granted` is null until it is decided."""

    until: date
    reason: str
    granted: bool | None
    decision: str


class RecheckTold(Told):
    """`holds` is null until somebody has looked again."""

    due_on: date
    holds: bool | None
    finding: str


class DutyTold(DutyLine):
    """`moves`: what the reader may do now; `handlers`: whom a lead may name."""

    statement: str
    result: str
    starts_on: date
    objection_until: date
    offered_to: Named | None
    parts: list[str]
    remarks: list[RemarkTold]
    extensions: list[ExtensionTold]
    rechecks: list[RecheckTold]
    history: list[EventTold]
    handlers: list[Named]
    moves: list[str]


@router.get("/desk/duties", auth=PERSON, response=read(DutiesTold), operation_id="duties")
def duties(request: HttpRequest, wanted: Query[DutyFilter]) -> DutiesTold:
    """Duties that the reader may see, by due date."""
    found = ledger_of(actor_by_token(request), wanted.wanted())
    first = (wanted.page - 1) * wanted.size
    return DutiesTold(
        items=[DutyLine(**_line(duty)) for duty in found[first : first + wanted.size]],
        **paging(wanted.page, wanted.size, found.count()),
    )


@router.get("/desk/duties/{number}", auth=PERSON, response=read(DutyTold, 404), operation_id="duty")
def duty(request: HttpRequest, number: NumberInPath) -> DutyTold:
    """404 whether there is no such duty or it is not the reader's to know."""
    found = duty_for(request, number)
    steps = steps_for(actor_by_token(request), found)
    offered = found.offered_to
    return DutyTold(
        **_line(found),
        statement=found.statement,
        result=found.result,
        starts_on=found.starts_on,
        objection_until=found.objection_until,
        offered_to=Named(id=offered.pk, name=offered.name) if offered else None,
        parts=list(found.parts.order_by("id").values_list("number", flat=True)),
        remarks=[
            RemarkTold(move=remark.move, by=remark.author, text=remark.text, at=remark.at)
            for remark in found.remarks.all()
        ],
        extensions=[
            ExtensionTold(
                until=row.until, reason=row.reason, granted=row.granted, decision=row.decision
            )
            for row in found.extensions.all()
        ],
        rechecks=[
            RecheckTold(due_on=row.due_on, holds=row.holds, finding=row.finding)
            for row in found.rechecks.all()
        ],
        history=[
            EventTold(at=entry.at, kind=entry.kind, by=entry.actor_label)
            for entry in history(found.subject)
        ],
        handlers=_handlers(found) if "name_handler" in steps else [],
        moves=sorted(steps),
    )


def duty_for(request: HttpRequest, number: str) -> Duty:
    found = (
        visible_to(actor_by_token(request))
        .select_related("campaign__jurisdiction", "owner", "verifier", "offered_to", "assignee")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _handlers(duty: Duty) -> list[Named]:
    return [Named(id=account.pk, name=account.name) for account in handlers(duty)]


def _line(duty: Duty) -> dict[str, Any]:
    return {
        "number": duty.number,
        "kind": duty.kind,
        "title": duty.title,
        "state": duty.state,
        "light": duty.light,
        "owner": Named(id=duty.owner_id, name=duty.owner.name),
        "verifier": Named(id=duty.verifier_id, name=duty.verifier.name),
        "assignee": duty.assignee.name if duty.assignee else None,
        "assigned_at": duty.assigned_at,
        "due_on": duty.due_on,
        "provisional": duty.due_provisional,
        "reported_on": duty.reported_on,
        "progress": duty.progress,
    }
