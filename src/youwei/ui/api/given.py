"""What a program may send: bounded text without hidden characters, ids, days, and JSON of sense."""

import json
import re
from datetime import date
from typing import Annotated, Any, NoReturn, TypeVar

from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.parser import Parser
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as Misfit
from pydantic_core import PydanticCustomError

from youwei.ui.api.refusals import MediaTypeUnknown, NotJson

# Control characters but tab and line ends, and those that turn the direction of writing. A person
# sees on our form what is left of a text without them; behind a program nobody would see it, so
# they are refused. Other characters that do not show are taken out as on the form.
_HIDDEN = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
)
SHOWN = f"^[^{_HIDDEN}]*$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

Text = Annotated[str, StringConstraints(pattern=SHOWN, max_length=20_000)]
Line = Annotated[str, StringConstraints(pattern=SHOWN, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]*$", max_length=60)]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{4,40}$")]
Id = Annotated[int, Field(ge=1, le=2**53 - 1)]  # what every language can hold as a number
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=100)]


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if _FIRST_DAY <= day <= _LAST_DAY:
            return day
    raise PydanticCustomError("date_parsing", "not a day between 1900-01-01 and 2199-12-31")


def _agreed(value: object) -> bool:
    if value is not True:
        raise PydanticCustomError("consent_missing", "only true says that the person agreed")
    return True


Day = Annotated[date, BeforeValidator(_day), Field(description="Between 1900 and 2199")]
Consent = Annotated[bool, BeforeValidator(_agreed), Field(json_schema_extra={"const": True})]


class Given(BaseModel):
    """Base of every body: no field that is not known, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


M = TypeVar("M", bound=Given)


class Reader(Parser):
    """Bodies are JSON in UTF-8; files come as multipart/form-data. Anything else is refused."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise MediaTypeUnknown(wanted="application/json")
        return loaded(request.body)

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        multipart = request.content_type == "multipart/form-data"
        if data is not request.GET and not multipart:
            raise MediaTypeUnknown(wanted="multipart/form-data")
        return super().parse_querydict(data, list_fields, request)


def loaded(content: bytes) -> Any:
    """Raises NotJson, also for JSON that nests deeper than this program reads."""
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotJson from None


def part(model: type[M], content: str, *, name: str) -> M:
    """A JSON part of a form. Raises NotJson, and ninja's ValidationError as a body would."""
    try:
        return model.model_validate(loaded(content.encode("utf-8", "surrogatepass")))
    except Misfit as misfit:
        faults = misfit.errors(include_url=False, include_input=False, include_context=False)
        raise ValidationError(
            [{"type": fault["type"], "loc": ("body", name, *fault["loc"])} for fault in faults]
        ) from None


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
