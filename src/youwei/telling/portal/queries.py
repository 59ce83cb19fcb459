"""What the public pages tell of the rules that hold today."""

from dataclasses import dataclass
from datetime import date

from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign, NoRulebook, WhichCampaign
from youwei.foundation.rulebook.rules.words import Words
from youwei.kernel.deadlines import Term


@dataclass(frozen=True, slots=True)
class TermsOfKind:
    """How long each step of a matter of one kind may take."""

    name: Words
    plain: Words
    acknowledgement: Term
    acceptance: Term
    handling: Term


def terms_by_kind(today: date) -> tuple[TermsOfKind, ...]:
    """The terms of the open campaign's rulebook; none where no single campaign is open."""
    try:
        rulebook = rules_of(for_intake(today))
    except (NoOpenCampaign, NoRulebook, WhichCampaign):
        return ()
    return tuple(
        TermsOfKind(
            name=kind.name,
            plain=kind.plain,
            acknowledgement=kind.terms.acknowledgement.term,
            acceptance=kind.terms.acceptance.term,
            handling=kind.terms.handling.term,
        )
        for kind in rulebook.accepted_kinds
        if kind.terms is not None
    )
