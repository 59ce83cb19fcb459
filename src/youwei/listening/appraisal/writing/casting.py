"""A ballot is put into the urn. This is no operation, on purpose: an event for each ballot would
say in which order and when ballots and codes came (docs/adr/0018-appraisal.md). A daily job tells
the journal how many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from youwei.kernel import clock
from youwei.kernel.words import clean_text
from youwei.listening.appraisal.models import Invitation
from youwei.listening.appraisal.queries.ballots import Paper
from youwei.listening.appraisal.queries.codes import mark_of
from youwei.listening.appraisal.rules.ballots import (
    NOT_CLEAR,
    SKIPPED,
    Ballot,
    Pace,
    Words,
    says_something,
)
from youwei.listening.appraisal.rules.refusals import CodeSpent, CodeUnknown, NothingChosen
from youwei.listening.appraisal.writing.urn import put


@dataclass(frozen=True, slots=True)
class Choices:
    """`levels`: by organ and question (both as keys of rows) the code of a level. What is not named
    was left out. `words`: by organ.
    """

    levels: Mapping[tuple[int, int], str]
    words: Mapping[int, str] = field(default_factory=dict)
    pace: Pace = Pace.UNKNOWN


def cast(paper: Paper, choices: Choices, *, nonce: str) -> bool:
    """Spends the code and puts ballot and words into the urn, both or neither.

    True where the same sending arrived before: nothing is written again. Raises CodeSpent where
    another one did, CodeUnknown where the code ended meanwhile, NothingChosen, TextTooLong.
    """
    invitation = paper.invitation
    if invitation is None:
        raise CodeUnknown(field="code")
    mark = mark_of(nonce)
    if invitation.spent:
        return _again(invitation, mark)
    contents = _contents(paper, invitation, choices)
    with transaction.atomic():
        free = Invitation.objects.filter(pk=invitation.pk, spent=False)
        if not free.filter(code_hash=invitation.code_hash).update(spent=True, sent_mark=mark):
            return _again(_as_it_is(invitation), mark)
        put(paper.round, contents)
    return False


def _as_it_is(invitation: Invitation) -> Invitation:
    """Used by another sending meanwhile; CodeUnknown where it was replaced, or erased."""
    found = Invitation.objects.filter(pk=invitation.pk, code_hash=invitation.code_hash).first()
    if found is None:
        raise CodeUnknown(field="code")
    return found


def _again(invitation: Invitation, mark: str) -> bool:
    if invitation.sent_mark != mark:
        raise CodeSpent(field="code")
    return True


def _contents(paper: Paper, invitation: Invitation, choices: Choices) -> list[Ballot | Words]:
    letters = {**paper.rules.letters, paper.rules.not_clear.code: NOT_CLEAR}
    answers = {
        organ.organ_id: "".join(
            letters.get(choices.levels.get((organ.organ_id, question.pk), ""), SKIPPED)
            for question in paper.questions
        )
        for organ in paper.organs
    }
    said = {organ: given for organ, given in answers.items() if says_something(given)}
    limit = paper.rules.ballot.opinion
    stratum = invitation.member.stratum
    words: list[Ballot | Words] = [
        Words(
            panel=stratum.panel.code,
            organ=organ.organ_id,
            text=clean_text(choices.words.get(organ.organ_id, ""), limit=limit, field=None),
        )
        for organ in paper.organs
    ]
    words = [one for one in words if isinstance(one, Words) and one.text]
    if not said and not words:
        raise NothingChosen
    ballot = Ballot(
        panel=stratum.panel.code,
        stratum=stratum.code,
        margins=tuple(invitation.member.margins),
        day=(clock.today() - paper.round.opens_on).days,
        pace=choices.pace,
        answers=said,
    )
    return [ballot, *words]
