"""Codes are handed out once. Afterwards a hash of each is known, and whether it was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.models import Invitation, Panel, Round
from youwei.listening.appraisal.queries.codes import code_hash, new_code
from youwei.listening.appraisal.queries.contacts import contact_of
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.refusals import CodesHandedOut
from youwei.listening.appraisal.writing.held import held_panel, track

BATCH = 200  # rows of one statement


@dataclass(frozen=True, slots=True)
class HandedOut:
    """`code` exists here only; it is never stored and never shown again."""

    stratum: str
    serial: str
    contact: str
    code: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Unused:
    stratum: str
    serial: str
    contact: str
    expires_on: date | None


@operation
def hand_out(*, actor: Actor, panel: Panel) -> list[HandedOut]:
    """Codes for everybody drawn who has none yet. Raises CodesHandedOut where nobody is left."""
    round_, panel = held_panel(panel)
    check_move(actor, round_, "hand_out")
    rows = list(_of(panel).filter(code_hash=None))
    if not rows:
        raise CodesHandedOut
    made = _give(round_, panel, rows)
    _track(actor, round_, panel, len(made), replaced=False)
    return made


@operation
def replace_codes(*, actor: Actor, panel: Panel, serials: Sequence[str]) -> list[HandedOut]:
    """For codes that were lost: the old ones end. Nobody whose code was used gets another."""
    round_, panel = held_panel(panel)
    check_move(actor, round_, "hand_out")
    rows = list(
        _of(panel).filter(spent=False, code_hash__isnull=False, member__serial__in=list(serials))
    )
    made = _give(round_, panel, rows)
    _track(actor, round_, panel, len(made), replaced=True)
    return made


@operation
def list_unused(*, actor: Actor, panel: Panel) -> list[Unused]:
    """For a reminder: who was given a code and has not used it. Nothing else is told."""
    round_, panel = held_panel(panel)
    check_move(actor, round_, "hand_out")
    rows = list(_of(panel).filter(code_hash__isnull=False, spent=False))
    found = [
        Unused(
            stratum=one.member.stratum.code,
            serial=one.member.serial,
            contact=contact_of(one.member, panel),
            expires_on=one.expires_on,
        )
        for one in rows
    ]
    event = events.UnusedListed(panel=panel.code, codes=len(found))
    track(actor, round_, event, subject=panel.subject)
    return sorted(found, key=lambda one: (one.stratum, one.serial))


def _of(panel: Panel) -> "QuerySet[Invitation]":
    rows = Invitation.objects.filter(member__stratum__panel=panel)
    return rows.select_related("member__stratum").order_by("member__stratum", "member__serial")


def _give(round_: Round, panel: Panel, rows: Sequence[Invitation]) -> list[HandedOut]:
    term = balloting_of(round_).ballot.code_lasts
    begins = max(clock.today(), round_.opens_on)
    expires = min(due(begins, term, calendar()).on, round_.closes_on)
    made = []
    for invitation in rows:
        code = new_code()
        invitation.code_hash, invitation.expires_on = code_hash(code), expires
        member = invitation.member
        contact = contact_of(member, panel)
        made.append(HandedOut(member.stratum.code, member.serial, contact, code, expires))
    Invitation.objects.bulk_update(rows, ["code_hash", "expires_on"], batch_size=BATCH)
    return made


def _track(actor: Actor, round_: Round, panel: Panel, codes: int, *, replaced: bool) -> None:
    event = events.CodesHandedOut(panel=panel.code, codes=codes, replaced=replaced)
    track(actor, round_, event, subject=panel.subject)
