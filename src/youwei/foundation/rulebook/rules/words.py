"""The smallest parts of a rulebook: codes, bilingual words, terms, and where a rule comes from."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import core_schema

from youwei.kernel.characters import has_unseen
from youwei.kernel.deadlines import Term, TermError

RESERVED = "remove"  # what an extending rulebook writes to take rules out
CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
CODES = rf"{CODE}(\.{CODE})*"
CONFIGURATION = "Configuration:"


class Part(BaseModel):
    """Base of every part: frozen, and a word that the schema does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _seen(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    if has_unseen(text):
        raise ValueError("holds a character that cannot be seen")
    return text


def _code(code: str) -> str:
    if code == RESERVED:
        raise ValueError(f"`{RESERVED}` has its own meaning and cannot be a code")
    if not re.fullmatch(CODES, code):
        raise ValueError("a code has small letters and digits, with - or . between them")
    return code


Text = Annotated[str, StringConstraints(max_length=600), AfterValidator(_seen)]
Code = Annotated[
    str,
    StringConstraints(max_length=60),
    AfterValidator(_code),
    WithJsonSchema({"type": "string", "pattern": f"^{CODES}$", "maxLength": 60}),
]
Percent = Annotated[StrictInt, Field(ge=0, le=100)]


class Words(Part):
    """The same words in Simplified Chinese and in English."""

    zh: Text
    en: Text

    def text(self, language: str) -> str:
        """The words for a language code; Traditional Chinese is derived from `zh` by the page."""
        return self.en if language.lower().startswith("en") else self.zh


class Rule(Part):
    """A rule says where it stands: the clause of the document, the basis in law, or, where both are
    silent, that it is configuration and why.
    """

    clause: Annotated[Text | None, Field(description="Clause of the document, such as 三(二)")] = (
        None
    )
    basis: Annotated[
        Words | None,
        Field(description=f"Article of law, or '{CONFIGURATION} …' with the reason"),
    ] = None

    @model_validator(mode="after")
    def _has_its_ground(self) -> Self:
        if self.clause is None and self.basis is None:
            raise ValueError("states neither `clause` nor `basis`")
        if self.configured and self.basis and len(self.basis.en) < len(CONFIGURATION) + 10:
            raise ValueError("`basis` says configuration, but not why")
        return self

    @property
    def configured(self) -> bool:
        """Whether a law or the document fixes this, or the office may set it otherwise."""
        return self.basis is not None and self.basis.en.startswith(CONFIGURATION)


def _term(value: object) -> Term:
    if isinstance(value, Term):
        return value
    try:
        return Term.parse(value)  # type: ignore[arg-type]  # it refuses what is no text itself
    except TermError as error:
        raise ValueError(str(error)) from None


TermText = Annotated[
    Term,
    BeforeValidator(_term),
    PlainSerializer(lambda term: term.code, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[0-9]{1,4}(wd|d|m)( (same-day|day-after|rolls|exact)){0,2}$",
            "description": "15wd working days, 60d natural days, 1m months; "
            "then same-day or day-after, rolls or exact",
        }
    ),
]


class Timed(Rule):
    """A term with its ground."""

    term: TermText


class Coded:
    """Marks a tuple of rules that people write as a mapping from code to rule.

    Stored it is a list in which each rule carries its `code`, so that the order survives a
    database that sorts keys.
    """

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed = handler(schema)
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{CODES}$"},
            "additionalProperties": listed["items"],
            "minProperties": 1,
        }


def _listed(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return [_with_code(code, rule) for code, rule in value.items()]


def _with_code(code: object, rule: object) -> object:
    if not isinstance(rule, dict):
        return rule
    if "code" in rule:
        raise ValueError(f"{code}: leave out `code`; the key in front is the code")
    return {"code": code, **rule}
