"""A round from its preparation to its last day."""

import secrets
from datetime import date

from django.db.models import Max

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed
from youwei.kernel.words import clean_label
from youwei.listening.appraisal.access.rounds import check_judges, check_move, check_prepares
from youwei.listening.appraisal.models import Instrument, Panel, RosterEntry, Round
from youwei.listening.appraisal.operations.sampling import draw
from youwei.listening.appraisal.queries.readiness import missing
from youwei.listening.appraisal.queries.rulebook import (
    balloting,
    check_free,
    rulebook_label,
    threshold_of,
)
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.refusals import NotProposed, NotReady, NotYet
from youwei.listening.appraisal.words import MISSING, RUNS_IT
from youwei.listening.appraisal.writing.held import held_round, needed, track
from youwei.listening.appraisal.writing.urn import new_key


@operation
def prepare(
    *,
    actor: Actor,
    campaign: Campaign,
    title: str,
    instrument: Instrument,
    opens_on: date,
    closes_on: date,
) -> Round:
    """With the panels of the rulebook and every organ that can be compared. Who runs the round is
    left out: nobody rates, or is rated, in a round of their own.
    """
    check_prepares(actor, campaign.office_organ_id)
    rules = balloting(campaign)
    check_free(campaign, opens_on)
    highest = campaign.rounds.aggregate(n=Max("number"))["n"] or 0
    made = Round.objects.create(
        campaign=campaign,
        number=highest + 1,
        title=clean_label(title, limit=100, field="title"),
        instrument=instrument,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    runs_it = {campaign.office_organ_id, campaign.leading_organ_id}
    organs = Organ.objects.of(campaign.jurisdiction).in_force(clock.today()).exclude(group="")
    RosterEntry.objects.bulk_create(
        RosterEntry(
            round=made,
            organ=organ,
            name=organ.name,
            group=organ.group,
            left_out=RUNS_IT if organ.pk in runs_it else "",
        )
        for organ in organs
    )
    Panel.objects.bulk_create(
        Panel(
            round=made,
            place=place,
            code=panel.code,
            weight=panel.weight,
            quota=panel.quota,
            at_least=panel.at_least,
        )
        for place, panel in enumerate(rules.appraisal.panels)
    )
    event = events.RoundPrepared(number=made.number, opens_on=opens_on, closes_on=closes_on)
    track(actor, made, event)
    return made


@operation
def change(
    *,
    actor: Actor,
    round_: Round,
    title: str,
    instrument: Instrument,
    opens_on: date,
    closes_on: date,
) -> Round:
    """Before it is frozen. Whoever had proposed to freeze it has to propose it again."""
    round_ = held_round(round_)
    check_move(actor, round_, "prepare")
    if opens_on.year != round_.opens_on.year:
        check_free(round_.campaign, opens_on)
    round_.title = clean_label(title, limit=100, field="title")
    round_.instrument, round_.opens_on, round_.closes_on = instrument, opens_on, closes_on
    round_.proposed_by = None
    round_.save()
    track(actor, round_, events.RoundChanged(change="dates"))
    return round_


@operation
def leave_out(*, actor: Actor, entry: RosterEntry, reason: str) -> RosterEntry:
    """With a reason that is published; without one, the organ is rated again."""
    round_ = held_round(entry.round)
    check_move(actor, round_, "prepare")
    check_judges(actor, entry.organ_id)
    entry.left_out = clean_label(reason, limit=120, field="reason")
    entry.save(update_fields=["left_out"])
    _unpropose(round_)
    event = events.RosterChanged(organ=entry.name, left_out=entry.left_out)
    track(actor, round_, event)
    return entry


@operation
def propose(*, actor: Actor, round_: Round) -> Round:
    """The office is ready: a person of the leading group looks at it and freezes it."""
    round_ = held_round(round_)
    check_move(actor, round_, "propose")
    _check_ready(round_)
    if actor.account_id is None:
        raise NotAllowed
    round_.proposed_by = Account.objects.get(pk=actor.account_id)
    round_.returned = ""
    return _moved(actor, round_, "propose")


@operation
def send_back(*, actor: Actor, round_: Round, text: str) -> Round:
    round_ = held_round(round_)
    check_move(actor, round_, "return")
    if round_.proposed_by_id is None:
        raise NotProposed
    round_.returned, round_.proposed_by = needed(text), None
    return _moved(actor, round_, "return")


@operation
def freeze(*, actor: Actor, round_: Round, seed: str = "") -> Round:
    """By a second person. From here on organs, questions, panels and frames stand; the sample of
    each panel with codes is drawn. A seed is drawn unless one is given to repeat a draw.
    """
    round_ = held_round(round_)
    after = check_move(actor, round_, "freeze")
    if round_.proposed_by_id is None:
        raise NotProposed
    _check_ready(round_)
    if actor.account_id is None:
        raise NotAllowed
    round_.state, round_.frozen_on = after, clock.today()
    round_.frozen_by = Account.objects.get(pk=actor.account_id)
    round_.threshold = threshold_of(round_.campaign)
    round_.rulebook = rulebook_label(round_.campaign)
    round_.seed = seed or secrets.token_hex(16)
    round_.urn_key = new_key()
    round_.save()
    instrument = round_.instrument
    if instrument.frozen_on is None:
        instrument.frozen_on = clock.today()
        instrument.save(update_fields=["frozen_on"])
    for panel in round_.panels.all():
        draw(actor=actor, round_=round_, panel=panel)
    event = events.RoundFrozen(
        organs=round_.roster.filter(left_out="").count(),
        questions=instrument.questions.count(),
        rulebook=round_.rulebook,
        urn_key=round_.urn_key,
    )
    track(actor, round_, event)
    return round_


@operation
def open_round(*, actor: Actor, round_: Round) -> Round:
    """Ballots are taken from the first day on; before it, codes are handed out."""
    round_ = held_round(round_)
    round_.state = check_move(actor, round_, "open")
    if clock.today() < round_.opens_on:
        raise NotYet(day=round_.opens_on)
    return _moved(actor, round_, "open")


@operation
def close(*, actor: Actor, round_: Round) -> Round:
    """By the job after the last day, or by the leading group after it. The seed of the draw is told
    now. A job then seals the ballots.
    """
    round_ = held_round(round_)
    round_.state = check_move(actor, round_, "close")
    if clock.today() <= round_.closes_on:
        raise NotYet(day=round_.closes_on)
    round_.closed_on = clock.today()
    round_.save()
    track(actor, round_, events.RoundClosed(seed=round_.seed))
    return round_


@operation
def erase_sealed(*, actor: Actor, round_: Round) -> Round:
    """By the job, when the term of the rulebook for raw ballots is over (C-46)."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    round_ = held_round(round_)
    round_.erased_on = clock.today()
    round_.save(update_fields=["erased_on"])
    track(actor, round_, events.BallotsErased(sha256=round_.sealed_sha256))
    return round_


def _check_ready(round_: Round) -> None:
    found = missing(round_)
    if found:
        raise NotReady(missing="、".join(str(MISSING[one.what]) % one.params for one in found))


def _unpropose(round_: Round) -> None:
    if round_.proposed_by_id is not None:
        round_.proposed_by = None
        round_.save(update_fields=["proposed_by"])


def _moved(actor: Actor, round_: Round, move: str) -> Round:
    round_.save()
    track(actor, round_, events.RoundMoved(move=move, state=round_.state))
    return round_
