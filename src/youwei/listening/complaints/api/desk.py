"""The desk's queue and one case, with a personal token: what its owner sees there, and no more."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from youwei.foundation.files.queries import Attached, open_stream
from youwei.foundation.journal.queries import Entry
from youwei.foundation.people.queries import actor_for_token
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.access import can_triage_case, check_triages, steps_for
from youwei.listening.complaints.models import Case, Message, Statement
from youwei.listening.complaints.queries.cases import QueueFilter, case_page, found_case, queue
from youwei.listening.complaints.queries.cases import case_file as case_file_of
from youwei.listening.complaints.rules.states import State
from youwei.ui.api.given import Code, Id, Line, Number, PageNumber, PageSize
from youwei.ui.api.tokens import PersonalToken, actor_by_token
from youwei.ui.api.told import EventTold, Named, Paged, Told, paging, read
from youwei.ui.download import as_attachment

PERSON = PersonalToken(actor_for_token)
NumberInPath = Annotated[Number, Path(description="Number of the case")]
# Said in place: duties have states of their own under the same name.
CaseState = Annotated[
    State, WithJsonSchema({"type": "string", "enum": [state.value for state in State]})
]
router = Router(tags=["desk: cases"])


class CaseFilter(BaseModel):
    """What is not given does not filter. `waiting`: the writer waits for a reply."""

    words: Line = ""
    state: CaseState | SkipJsonSchema[None] = None
    kind: Code | SkipJsonSchema[None] = None
    channel: Code | SkipJsonSchema[None] = None
    about: Id | SkipJsonSchema[None] = None
    waiting: bool = False
    page: PageNumber = 1
    size: PageSize = 30

    def wanted(self) -> QueueFilter:
        return QueueFilter(
            words=self.words.strip(),
            state=self.state.value if self.state else "",
            kind=self.kind or "",
            channel=self.channel or "",
            about_id=self.about,
            waiting=self.waiting,
        )


class CaseLine(Told):
    """`sorted_by`: the day by which somebody reads it first."""

    number: str
    kind: str
    state: CaseState
    summary: str
    channel: str
    about: Named | None
    received_at: datetime
    sorted_by: date
    provisional: bool
    writer_waits_since: datetime | None


class CasesTold(Paged):
    items: list[CaseLine]


class MessageTold(Told):
    """`released_at` is null while an answer waits for the check of another organ; `for_office` was
    told to the body that sorts only.
    """

    from_writer: bool
    for_office: bool
    sender: str
    text: str
    at: datetime
    released_at: datetime | None


class HandlingTold(Told):
    """`purpose` is matter, or statement: then the organ knows that statement and nothing else."""

    number: str
    purpose: str
    owner: Named
    verifier: Named
    state: str
    due_on: date


class RatingTold(Told):
    level: str
    text: str
    at: datetime


class StatementTold(Told):
    text: str
    consented_at: datetime
    taken_back_at: datetime | None
    passed_on_at: datetime | None


class FileTold(Told):
    """`size` in bytes. What is `set_aside` may hold secrets: nobody can open it."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    set_aside: bool


class CaseTold(CaseLine):
    """The whole case as its reader may see it. `moves`: what the reader may do with it now."""

    text: str
    themes: list[str]
    place: str
    happened_on: date | None
    language: str
    external: str | None
    refusal_ground: str
    merged_into: str | None
    merged_with: list[str]
    messages: list[MessageTold]
    handlings: list[HandlingTold]
    ratings: list[RatingTold]
    statement: StatementTold | None
    files: list[FileTold]
    history: list[EventTold]
    moves: list[str]


@router.get("/desk/cases", auth=PERSON, response=read(CasesTold), operation_id="cases")
def cases(request: HttpRequest, wanted: Query[CaseFilter]) -> CasesTold:
    """The queue of those who sort and send, the longest waiting first."""
    actor = actor_by_token(request)
    check_triages(actor)
    found = queue(actor, wanted.wanted())
    first = (wanted.page - 1) * wanted.size
    rows = found[first : first + wanted.size]
    return CasesTold(
        items=[CaseLine(**_line(case)) for case in rows],
        **paging(wanted.page, wanted.size, found.count()),
    )


@router.get("/desk/cases/{number}", auth=PERSON, response=read(CaseTold, 404), operation_id="case")
def case(request: HttpRequest, number: NumberInPath) -> CaseTold:
    """404 whether there is no such case or it is not the reader's to know."""
    actor = actor_by_token(request)
    found = case_for(request, number)
    shown = case_page(actor, found)
    line = _line(found)
    if not can_triage_case(actor, found):
        line["writer_waits_since"] = None  # it would tell of words that are for the office only
    return CaseTold(
        **line,
        text=found.text,
        themes=list(shown.themes),
        place=found.place,
        happened_on=found.happened_on,
        language=found.language,
        external=found.external,
        refusal_ground=found.refusal_ground,
        merged_into=found.merged_into.number if found.merged_into else None,
        merged_with=[other.number for other in shown.others],
        messages=[_message(message) for message in shown.messages],
        handlings=[
            HandlingTold(
                number=duty.number,
                purpose=purpose,
                owner=Named(id=duty.owner_id, name=duty.owner.name),
                verifier=Named(id=duty.verifier_id, name=duty.verifier.name),
                state=duty.state,
                due_on=duty.due_on,
            )
            for duty, purpose in shown.duties
        ],
        ratings=[RatingTold(level=row.level, text=row.text, at=row.at) for row in shown.ratings],
        statement=_statement(shown.statement),
        files=[_file(file) for file in shown.files],
        history=[_entry(entry) for entry in shown.history],
        moves=sorted(steps_for(actor, found, shown.statement)),
    )


@router.get(
    "/desk/cases/{number}/files/{file}",
    auth=PERSON,
    response=read(None, 404),
    operation_id="case_file",
    openapi_extra={
        "responses": {200: {"content": {"application/octet-stream": {"schema": {}}}}},
    },
)
def case_file(
    request: HttpRequest, number: NumberInPath, file: Annotated[Id, Path()]
) -> FileResponse:
    """A working copy without hidden traces, as an attachment."""
    found = case_for(request, number)
    stored = case_file_of(actor_by_token(request), found, file)
    return as_attachment(open_stream(stored), stored.name, "application/octet-stream")


def case_for(request: HttpRequest, number: str) -> Case:
    found = found_case(actor_by_token(request), number)
    if found is None:
        raise NotFound
    return found


def _line(case: Case) -> dict[str, Any]:
    about = case.about_organ
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "summary": case.summary,
        "channel": case.channel,
        "about": Named(id=about.pk, name=about.name) if about else None,
        "received_at": case.received_at,
        "sorted_by": case.triage_due_on,
        "provisional": case.triage_due_provisional,
        "writer_waits_since": case.writer_waits_since,
    }


def _message(message: Message) -> MessageTold:
    return MessageTold(
        from_writer=message.from_writer,
        for_office=message.for_office,
        sender=message.sender,
        text=message.text,
        at=message.at,
        released_at=message.released_at,
    )


def _statement(statement: Statement | None) -> StatementTold | None:
    if statement is None:
        return None
    return StatementTold(
        text=statement.text,
        consented_at=statement.consented_at,
        taken_back_at=statement.taken_back_at,
        passed_on_at=statement.passed_on_at,
    )


def _file(file: Attached) -> FileTold:
    return FileTold(
        id=file.id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        added_at=file.added_at,
        set_aside=file.set_aside,
    )


def _entry(entry: Entry) -> EventTold:
    return EventTold(at=entry.at, kind=entry.kind, by=entry.actor_label)
