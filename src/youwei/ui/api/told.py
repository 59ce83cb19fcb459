"""What a program is answered: refusals in the person's language, lists page by page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from youwei.kernel.refusal import Refusal
from youwei.ui.api.given import SHOWN
from youwei.ui.api.refusals import InvalidInput
from youwei.ui.refusals import message_of, remedy_of


class Told(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(frozen=True)


class Fault(Told):
    """One value that does not fit. `field` is its way in the request, such as `themes.2`."""

    field: str
    message: str


class Problem(Told):
    """Why something asked for is not done. `code` is for programs and never changes; `message` and
    `remedy` are for people, in the language of Accept-Language.
    """

    code: str
    message: str
    remedy: str
    field: str | None = Field(None, description="The field at fault, if one is")
    faults: list[Fault] = Field(default_factory=list, description="Only with `invalid_input`")


class Paged(Told):
    """Base of a list that comes page by page; a page after the last one is empty."""

    page: int
    pages: int
    count: int


class EventTold(Told):
    """One event of a history; it never holds the text of a report."""

    at: datetime
    kind: str
    by: str


class Named(Told):
    """Something that other requests name by its id."""

    id: int
    name: str


_READ = (401, 403, 422, 429)
_WRITE = (400, 401, 403, 409, 413, 415, 422, 429)


def answers(good: Mapping[int, Any], *statuses: int) -> dict[int, Any]:
    """The answers of one operation; every status beside the good ones is a Problem."""
    return {**good, **{status: Problem for status in sorted(statuses) if status not in good}}


def read(model: Any, *more: int) -> dict[int, Any]:
    """Answers of a reading operation behind a token."""
    return answers({200: model}, *_READ, *more)


def written(model: Any, *more: int) -> dict[int, Any]:
    """Answers of a writing operation behind a token."""
    return answers({200: model}, *_WRITE, *more)


def problem_of(refusal: Refusal) -> Problem:
    return Problem(
        code=refusal.code,
        message=message_of(refusal),
        remedy=remedy_of(refusal),
        field=refusal.field,
    )


def misfit_of(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Pydantic's findings, of which nothing but type and place is told: never what was sent."""
    faults = [Fault(field=_way(error["loc"]), message=_said(error)) for error in errors[:50]]
    problem = problem_of(InvalidInput())
    return problem.model_copy(update={"field": faults[0].field, "faults": faults})


def paging(page: int, size: int, count: int) -> dict[str, int]:
    return {"page": page, "pages": -(-count // size), "count": count}


def _way(loc: Sequence[object]) -> str:
    """Without the part of the request and, in a body, without our name for the whole."""
    inner = loc[2:] if loc[0] == "body" else loc[1:]
    return ".".join(str(step) for step in inner)[:200] or "body"


def _said(error: Mapping[str, Any]) -> str:
    if error.get("ctx", {}).get("pattern") == SHOWN:
        return str(_HIDDEN_WORDS)
    words = _WORDS.get(error["type"])
    return str(words) if words is not None else gettext("This value does not fit.")


_HIDDEN_WORDS = _("Holds control characters or such as turn the direction of writing.")
_TEXT, _NUMBER = _("Must be a text."), _("Must be a whole number.")
_WORDS: Mapping[str, Promise] = {
    "missing": _("Is missing."),
    "extra_forbidden": _("Is not known here."),
    "string_type": _TEXT,
    "string_unicode": _("Holds half of a character."),
    "string_sub_type": _TEXT,
    "string_too_long": _("Is too long."),
    "string_too_short": _("Is empty or too short."),
    "string_pattern_mismatch": _("Does not have the form that the document of the API names."),
    "too_long": _("Holds too many entries."),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "int_parsing_size": _("Is too large or too small."),
    "greater_than_equal": _("Is too small."),
    "less_than_equal": _("Is too large."),
    "bool_type": _("Must be true or false."),
    "bool_parsing": _("Must be true or false."),
    "list_type": _("Must be a list."),
    "model_type": _("Must be an object."),
    "model_attributes_type": _("Must be an object."),
    "dict_type": _("Must be an object."),
    "enum": _("Is none of the values that are possible."),
    "literal_error": _("Is none of the values that are possible."),
    "date_parsing": _("Must be a day such as 2026-11-23, from 1900 to 2199."),
    "consent_missing": _("Must be true: without consent nothing is passed on."),
}
