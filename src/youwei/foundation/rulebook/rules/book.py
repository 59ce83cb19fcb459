"""The rulebook as a whole: every rule typed, found by its code, and one digest over all of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from youwei.foundation.rulebook.rules.appraisal import Appraisal, OrganGroup
from youwei.foundation.rulebook.rules.channels import Channel
from youwei.foundation.rulebook.rules.closing import Closing
from youwei.foundation.rulebook.rules.disclosing import Disclosures
from youwei.foundation.rulebook.rules.duties import Duties, DutyRules, Lights, Rung
from youwei.foundation.rulebook.rules.evidence import Evidence
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.foundation.rulebook.rules.feedback import Feedback
from youwei.foundation.rulebook.rules.following import Followup
from youwei.foundation.rulebook.rules.intake import Intake
from youwei.foundation.rulebook.rules.kinds import Kind, RefusalGround
from youwei.foundation.rulebook.rules.matters import Matters
from youwei.foundation.rulebook.rules.publishing import Exports, Publication, Retention
from youwei.foundation.rulebook.rules.sorting import Category, Route, Sorting
from youwei.foundation.rulebook.rules.themes import Focus, Theme
from youwei.foundation.rulebook.rules.words import CODE, Coded, Part, Text, Words

Identifier = Annotated[str, StringConstraints(pattern=rf"^{CODE}$", max_length=40)]


class Document(Part):
    """The document that the rulebook carries out. `number` only where it is known."""

    title: Words
    issued_on: date
    number: Text | None = None


class About(Part):
    """What the rulebook is. An extending rulebook states all of it for itself."""

    id: Identifier
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$", max_length=20)]
    title: Words
    issuer: Words
    document: Document
    valid_from: date
    valid_to: date | None = None
    extends: Identifier | None = None

    @model_validator(mode="after")
    def _is_valid_some_time(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self


class Rulebook(Part):
    """Everything that a campaign runs by. `lineage` names the rulebooks it extends, nearest first,
    as 'id version'. Versions stored before a section was known lack it.
    """

    about: About
    lineage: tuple[str, ...] = ()
    themes: Annotated[tuple[Theme, ...], Coded(), Field(min_length=1)]
    focuses: Annotated[tuple[Focus, ...], Coded()]
    channels: Annotated[tuple[Channel, ...], Coded(), Field(min_length=1)]
    kinds: Annotated[tuple[Kind, ...], Coded(), Field(min_length=1)]
    refusals: Annotated[tuple[RefusalGround, ...], Coded(), Field(min_length=1)]
    intake: Intake
    duties: Duties
    lights: Lights
    ladder: Annotated[tuple[Rung, ...], Coded(), Field(min_length=1)]
    closing: Closing
    matters: Matters | None = None
    appraisal: Appraisal
    organ_groups: Annotated[tuple[OrganGroup, ...], Coded(), Field(min_length=1)]
    publication: Publication
    retention: Annotated[tuple[Retention, ...], Coded(), Field(min_length=1)]
    exports: Exports | None = None
    feedback: Feedback | None = None
    categories: Annotated[tuple[Category, ...], Coded()] = ()
    routes: Annotated[tuple[Route, ...], Coded()] = ()
    sorting: Sorting | None = None
    followup: Followup | None = None  # versions adopted earlier do not have it
    disclosures: Disclosures | None = None
    evidence: Evidence | None = None  # nor this

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def version(self) -> str:
        return self.about.version

    # Each lookup raises KeyError for a code that this rulebook does not have.

    def theme(self, code: str) -> Theme:
        return self._by_code["themes", code]  # type: ignore[return-value]

    def focus(self, code: str) -> Focus:
        return self._by_code["focuses", code]  # type: ignore[return-value]

    def channel(self, code: str) -> Channel:
        return self._by_code["channels", code]  # type: ignore[return-value]

    def kind(self, code: str) -> Kind:
        return self._by_code["kinds", code]  # type: ignore[return-value]

    def refusal(self, code: str) -> RefusalGround:
        return self._by_code["refusals", code]  # type: ignore[return-value]

    def organ_group(self, code: str) -> OrganGroup:
        return self._by_code["organ_groups", code]  # type: ignore[return-value]

    def category(self, code: str) -> Category:
        return self._by_code["categories", code]  # type: ignore[return-value]

    def route(self, code: str) -> Route:
        return self._by_code["routes", code]  # type: ignore[return-value]

    def kept(self, code: str) -> Retention:
        """How long records of this class are kept."""
        return self._by_code["retention", code]  # type: ignore[return-value]

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], Part]:
        sections = ("themes", "focuses", "channels", "kinds", "refusals", "organ_groups")
        return {
            (section, rule.code): rule
            for section in (*sections, "retention", "categories", "routes")
            for rule in getattr(self, section)
        }

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Also a copy with other rules finds its own."""
        copy = super().model_copy(update=update, deep=deep)
        for found in ("_by_code", "digest"):
            copy.__dict__.pop(found, None)
        return copy

    def manifestations(self, code: str) -> tuple[Theme, ...]:
        """The themes directly under this one, in the document's order."""
        return tuple(theme for theme in self.themes if theme.parent == code)

    @property
    def accepted_kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.accepted)

    def duty_rules(self, kind: str | None = None) -> DutyRules:
        """What holds for a duty that comes from a complaint of this kind, or, without one, for a
        duty whose date is set with it. KeyError for an unknown kind, ValueError for one that is not
        accepted.
        """
        terms = self.kind(kind).terms if kind else None
        if kind and terms is None:
            raise ValueError(f"{kind} is not accepted, so nothing can be owed for it")
        general = self.duties
        return DutyRules(
            signing=general.signing.term,
            objection=((terms and terms.objection) or general.objection).term,
            handling=terms.handling.term if terms else None,
            extension=terms.extension.term if terms else None,
            extension_times=general.extension.times,
            extension_decided_by=general.extension.decided_by,
            check=((terms and terms.check) or general.check).term,
            recheck=general.recheck.term,
            lights=self.lights,
            ladder=self.ladder,
        )

    def to_json(self) -> dict[str, Any]:
        """JSON-ready content from which `from_json` makes an equal rulebook.

        What has its default is left out: a later schema with more fields gives the same content.
        """
        return self.model_dump(mode="json", exclude_defaults=True)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Raises RulebookError where the content is not a rulebook."""
        try:
            return cls.model_validate(content)
        except ValidationError as error:
            raise RulebookError(
                Fault("stored content", 0, ".".join(map(str, fault["loc"])), fault["msg"])
                for fault in error.errors()
            ) from None

    @cached_property
    def digest(self) -> str:
        return digest_of(self.to_json())


CODED = frozenset(
    name
    for name, field in Rulebook.model_fields.items()
    if any(isinstance(mark, Coded) for mark in field.metadata)
)


def rule_and_path(names: Sequence[str]) -> tuple[str, str]:
    """What a place is called: its rule (a code, or the section) and the way inside it."""
    depth = 2 if names and names[0] in CODED and len(names) > 1 else 1
    return ".".join(names[depth - 1 : depth]), ".".join(names[depth:])


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 in hex over the canonical JSON: keys sorted, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
