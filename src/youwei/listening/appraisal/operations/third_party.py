"""A third party (A14): contract, interests, design, raw data with checks, quality."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date

from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.rulebook.rules.appraisal import FilledBy
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState
from youwei.kernel.words import clean_label
from youwei.kernel.workbook import Row
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.access.third_party import appraisers_of, check_delivers, check_own
from youwei.listening.appraisal.models import Commission, Delivery, Panel, Stratum
from youwei.listening.appraisal.queries.deliveries import known_in
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.ballots import Ballot, Pace
from youwei.listening.appraisal.rules.deliveries import Raw, read_raw
from youwei.listening.appraisal.rules.frames import read_design
from youwei.listening.appraisal.rules.refusals import (
    FileRefused,
    NoAppraiserHere,
    PanelFilledOtherwise,
)
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.held import (
    held_commission,
    held_panel,
    needed,
    track,
)
from youwei.listening.appraisal.writing.urn import put


@operation
def commission(
    *,
    actor: Actor,
    panel: Panel,
    body: str,
    contract: str,
    signed_on: date,
    design: str,
    account: Account,
) -> Commission:
    """By the office, before the round is frozen. `account` is who hands in for the body."""
    round_, panel = held_panel(panel)
    check_move(actor, round_, "prepare")
    if balloting_of(round_).panel(panel.code).filled_by is not FilledBy.THIRD_PARTY:
        raise PanelFilledOtherwise
    if not appraisers_of(round_.campaign).filter(pk=account.pk).exists():
        raise NoAppraiserHere(field="account")
    made, _ = Commission.objects.update_or_create(
        panel=panel,
        defaults={
            "body": clean_label(body, limit=100, field="body"),
            "contract": clean_label(contract, limit=100, field="contract"),
            "signed_on": signed_on,
            "design": needed(design, field="design"),
            "account": account,
        },
    )
    event = events.ThirdPartyNamed(body=made.body, contract=made.contract)
    track(actor, round_, event, subject=made.subject)
    return made


@operation
def declare_interests(
    *, actor: Actor, commission: Commission, text: str, organs: Collection[Organ] = ()
) -> Commission:
    """By the third party: where it works for an organ, or did. It hands in nothing about those."""
    round_, commission = held_commission(commission)
    check_own(actor, commission)
    if round_.state not in (State.DRAFT, State.FROZEN, State.OPEN):
        raise WrongState
    commission.declaration, commission.declared_on = needed(text), clock.today()
    commission.save()
    commission.interests.set(organs)
    event = events.InterestsDeclared(organs=len(organs))
    track(actor, round_, event, subject=commission.subject)
    return commission


@operation
def take_design(*, actor: Actor, commission: Commission, rows: Sequence[Row]) -> Commission:
    """Strata with population and quota, before the round is frozen. The whole file or nothing."""
    round_, commission = held_commission(commission)
    check_delivers(actor, commission)
    if round_.state != State.DRAFT:
        raise WrongState
    strata, faults = read_design(rows)
    if faults:
        raise FileRefused(faults)
    commission.panel.strata.all().delete()
    Stratum.objects.bulk_create(
        Stratum(panel=commission.panel, code=code, population=population, quota=quota)
        for code, (population, quota) in strata.items()
    )
    population = sum(found for found, _ in strata.values())
    event = events.DesignTaken(strata=len(strata), population=population)
    track(actor, round_, event, subject=commission.subject)
    return commission


@operation
def take_raw_data(
    *, actor: Actor, commission: Commission, rows: Sequence[Row], content: bytes, quality: str
) -> Delivery:
    """Puts the answers into the urn, in place of those of an earlier file. The file itself is not
    kept; `quality` says how the third party checked its own work. Raises FileRefused with every row
    that does not fit.
    """
    round_, commission = held_commission(commission)
    check_delivers(actor, commission)
    if round_.state != State.OPEN or clock.today() > round_.closes_on:
        raise WrongState
    raw = read_raw(rows, known_in(commission))
    if raw.faults:
        raise FileRefused(raw.faults)
    commission.quality_report = needed(quality, field="quality")
    commission.save(update_fields=["quality_report"])
    for earlier in commission.deliveries.filter(replaced=False):
        earlier.slips.all().delete()
        earlier.replaced = True
        earlier.save(update_fields=["replaced"])
    made = Delivery.objects.create(
        commission=commission,
        on=clock.today(),
        sha256=hashlib.sha256(content).hexdigest(),
        respondents=len(raw.respondents),
        answers=raw.answers,
        left_out=raw.left_out,
    )
    put(round_, _ballots(commission.panel.code, raw), delivery=made)
    event = events.RawDataTaken(
        respondents=made.respondents,
        answers=made.answers,
        left_out=made.left_out,
        sha256=made.sha256,
    )
    track(actor, round_, event, subject=commission.subject)
    return made


def _ballots(panel: str, raw: Raw) -> list[Ballot]:
    return [
        Ballot(panel=panel, stratum=stratum, margins=(), day=0, pace=Pace.UNKNOWN, answers=answers)
        for stratum, answers in raw.respondents.values()
        if answers
    ]
