"""How a matter came in, beside what it says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from youwei.foundation.rulebook.rules.channels import Channel, Medium
from youwei.kernel.refusal import Refusal
from youwei.listening.channels.rules.refusals import (
    NotReadBack,
    NoWayToPerson,
    OnlyByCode,
    SourceMissing,
)
from youwei.listening.channels.rules.takers import REPORTS
from youwei.listening.complaints.rules.kinds import CONDUCT


class SpokenBy(StrEnum):
    SELF = "self"
    OTHER = "other"  # on behalf of somebody


class AnswerBy(StrEnum):
    PAGE = "page"  # the status page, by number and code
    PHONE = "phone"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`read_back`: the text was read to the person, who agreed to its being recorded.
    `source` is a paper, a programme or a forwarding body, with its day and address.
    """

    spoken_by: SpokenBy | None = None
    read_back: bool = False
    answer_by: AnswerBy = AnswerBy.PAGE
    source: str = ""
    source_on: date | None = None
    source_link: str = ""


def refusal_of(channel: Channel, kind: str, contact: str, how: Circumstances) -> Refusal | None:
    """Why it cannot be recorded so; None if it can."""
    if channel.medium in (Medium.PHONE, Medium.VISIT) and not how.read_back:
        return NotReadBack(field="read_back")
    if channel.medium in REPORTS and not how.source:
        return SourceMissing(field="source")
    if how.answer_by is AnswerBy.PAGE:
        return None
    if kind == CONDUCT:
        return OnlyByCode(field="answer_by")
    return None if contact else NoWayToPerson(field="contact")
