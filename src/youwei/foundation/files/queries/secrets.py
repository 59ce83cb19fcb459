"""Files that were set aside, for those who decide about them."""

from dataclasses import dataclass

from youwei.foundation.files.access.owners import readable
from youwei.foundation.files.access.secrets import can_decide, visible_to
from youwei.foundation.files.models import Quarantine
from youwei.foundation.files.rules.outcomes import Outcome
from youwei.foundation.files.words import OUTCOME_WORDS
from youwei.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class SetAside:
    """`decides` tells whether this actor may decide now."""

    quarantine: Quarantine
    decides: bool

    @property
    def word(self) -> object:
        outcome = self.quarantine.outcome
        return OUTCOME_WORDS[Outcome(outcome)] if outcome else ""


def set_aside_for(actor: Actor) -> list[SetAside]:
    """Undecided ones first. Of things that the actor may not read, nothing."""
    found = visible_to(actor).select_related(
        "file", "campaign__rulebook_version", "by", "decided_by"
    )
    rows = list(found)
    known = readable(actor, {row.file.origin for row in rows})
    shown = [_row(actor, row) for row in rows if row.file.origin in known]
    return sorted(shown, key=lambda row: row.quarantine.decided_at is not None)


def one_set_aside(actor: Actor, pk: int) -> SetAside | None:
    found = visible_to(actor).select_related("file", "campaign", "by", "decided_by")
    row = found.filter(pk=pk).first()
    if row is None or row.file.origin not in readable(actor, [row.file.origin]):
        return None
    return _row(actor, row)


def waiting(actor: Actor) -> int:
    """How many wait for this actor's decision."""
    rows = visible_to(actor).filter(decided_at=None, file__withdrawn_at=None)
    origins = rows.exclude(by=actor.account_id).values_list("file__origin", flat=True)
    known = readable(actor, set(origins))
    return sum(origin in known for origin in origins)


def _row(actor: Actor, quarantine: Quarantine) -> SetAside:
    undecided = quarantine.decided_at is None and quarantine.file.withdrawn_at is None
    return SetAside(
        quarantine=quarantine,
        decides=undecided and can_decide(actor, quarantine),
    )
