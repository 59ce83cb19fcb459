"""What the pages of a case show: where it goes, and what became of a report of retaliation. The
desk's page says nothing of the latter.
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext

from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import can_triage_case
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Mark, Section
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.queries.retaliation import for_writer as report_for_writer
from youwei.listening.followup.queries.rulebook import has_rules
from youwei.listening.followup.queries.transfers import door_of, last_of, under_way_among
from youwei.listening.followup.rules.transferring import PENDING, State
from youwei.listening.followup.words import (
    AGREED,
    CARRIES_FOR_WRITER,
    CARRIES_WORDS,
    PROTECTION_STATES,
    TRANSFER_STATES,
    YOU_AGREED,
    YOUR_CONSENT,
)


def for_desk(actor: Actor, case: Case) -> Section | None:
    found = last_of(case) if can_triage_case(actor, case) else None
    if found is None:
        return None
    agreed = found.state == State.PREPARED and found.consented_at is not None
    data = {
        "transfer": found,
        "door": door_of(found),
        "carries": CARRIES_WORDS[found.carries],  # type: ignore[index]
        "state_word": AGREED if agreed else TRANSFER_STATES[State(found.state)],
    }
    return Section("followup/parts/transfer_desk.html", data)


def in_queue(cases: Sequence[Case]) -> Mapping[int, Mark]:
    """So that nobody sorts anew what waits for the writer or for the other body."""
    word = gettext("Being transferred")
    return {key: Mark(word, "active") for key in under_way_among(cases)}


def for_writer(actor: Actor, case: Case) -> Section | None:
    if not has_rules(case.campaign):
        return None
    transfer, report = last_of(case), report_for_writer(case)
    data: dict[str, object] = {}
    if transfer is not None and transfer.state in PENDING | {State.CONFIRMED}:
        data |= {
            "transfer": transfer,
            "door": door_of(transfer),
            "carries": CARRIES_FOR_WRITER[Carries(transfer.carries)],
            "state_word": _word_for_writer(transfer),
            "nothing_goes": transfer.carries == Carries.NOTHING,
        }
    if report is not None:
        data |= {"report": report, "report_word": PROTECTION_STATES[report.state]}
    return Section("followup/parts/status.html", data) if data else None


def _word_for_writer(transfer: Transfer) -> Promise:
    if transfer.state != State.PREPARED:
        return TRANSFER_STATES[State(transfer.state)]
    return YOUR_CONSENT if transfer.consented_at is None else YOU_AGREED
