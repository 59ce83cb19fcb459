"""The ballot that belongs to a code: whom it asks about, and what."""

from collections.abc import Sequence
from dataclasses import dataclass

from youwei.kernel import clock
from youwei.listening.appraisal.models import Invitation, Question, RosterEntry, Round
from youwei.listening.appraisal.queries.codes import invitation_of
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of
from youwei.listening.appraisal.rules.refusals import CodeUnknown
from youwei.listening.appraisal.rules.states import State


@dataclass(frozen=True, slots=True)
class Paper:
    """`invitation` is None in a preview."""

    round: Round
    rules: Balloting
    organs: tuple[RosterEntry, ...]
    questions: tuple[Question, ...]
    invitation: Invitation | None = None

    @property
    def spent(self) -> bool:
        return self.invitation is not None and self.invitation.spent


def paper_of(code: str) -> Paper:
    """Raises CodeUnknown, in the same words whatever is wrong with it."""
    invitation = invitation_of(code)
    if invitation is None:
        raise CodeUnknown(field="code")
    round_ = invitation.member.stratum.panel.round
    today = clock.today()
    ended = invitation.expires_on is None or today > invitation.expires_on
    if round_.state != State.OPEN or ended or not round_.opens_on <= today <= round_.closes_on:
        raise CodeUnknown(field="code")
    return _paper(round_, invitation.organs, invitation)


def preview(round_: Round, organs: Sequence[int]) -> Paper:
    """What a ballot about these organs would look like."""
    return _paper(round_, organs, None)


def _paper(round_: Round, organs: Sequence[int], invitation: Invitation | None) -> Paper:
    found = {one.organ_id: one for one in round_.roster.filter(organ__in=organs, left_out="")}
    return Paper(
        round=round_,
        rules=balloting_of(round_),
        organs=tuple(found[pk] for pk in organs if pk in found),
        questions=tuple(round_.instrument.questions.all()),
        invitation=invitation,
    )
