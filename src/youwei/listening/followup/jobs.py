"""Run by the worker; each may run twice, or be cut off: what is done is not done again."""

import logging
from collections.abc import Iterable
from contextlib import suppress

from django.db import IntegrityError, transaction

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import open_on
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState
from youwei.listening.followup.models import Draw
from youwei.listening.followup.operations import (
    call_backs,
    check_backs,
    listings,
    retaliation,
    transfers,
)
from youwei.listening.followup.queries.call_frame import last_month
from youwei.listening.followup.queries.retaliation import (
    check_backs_due,
    late_to_take_up,
    with_the_office,
)
from youwei.listening.followup.queries.rulebook import following, has_rules
from youwei.listening.followup.queries.silence import decided, late_by_organ, running
from youwei.listening.followup.queries.transfers import unconfirmed
from youwei.listening.followup.rules.lateness import Late, is_silent
from youwei.listening.followup.rules.listing import State
from youwei.listening.followup.rules.refusals import NobodyToProtect

log = logging.getLogger(__name__)


def draw_call_backs() -> int:
    """About last month, once for each campaign; returns how many campaigns were drawn for."""
    month, count = last_month(clock.today()), 0
    for campaign in _campaigns():
        if Draw.objects.filter(campaign=campaign, month=month).exists():
            continue
        try:
            call_backs.draw(actor=SYSTEM, campaign=campaign, month=month)
        except (IntegrityError, WrongState):
            log.info("the call-backs of %s were drawn by another worker", campaign.pk)
            continue
        count += 1
    return count


def watch_retaliation() -> int:
    """Tells the leading group of reports not taken up in time or no longer the office's to read,
    and asks writers whose day has come; returns how many of all.
    """
    count = 0
    for report in with_the_office():
        with suppress(WrongState, NobodyToProtect):
            retaliation.hand_over(actor=SYSTEM, report=report)
            count += 1
    for report in late_to_take_up().order_by("id"):
        retaliation.escalate(actor=SYSTEM, report=report)
        count += 1
    for check_back in check_backs_due().select_related("report__case").order_by("id"):
        with suppress(WrongState):  # another worker was first
            check_backs.ask(actor=SYSTEM, check_back=check_back)
            count += 1
    return count


def follow_silence() -> int:
    """Warns organs, brings numbers up to date, and takes down what is settled or over; returns how
    many changed.
    """
    return sum(_follow(campaign) for campaign in _campaigns())


def remind_of_transfers() -> int:
    count = 0
    for transfer in unconfirmed():
        transfers.remind(actor=SYSTEM, transfer=transfer)
        count += 1
    return count


def _campaigns() -> list[Campaign]:
    return [campaign for campaign in open_on(clock.today()) if has_rules(campaign)]


def _follow(campaign: Campaign) -> int:
    late, known = late_by_organ(campaign), running(campaign)
    at_least, count = following(campaign).unanswered.at_least, 0
    for organ_id, listing in known.items():
        now = late.get(organ_id, Late(overdue=0, total=0))
        over = listing.expires_on is not None and clock.today() > listing.expires_on
        if not is_silent(now, at_least) or (listing.state == State.LISTED and over):
            with suppress(WrongState):  # another worker was first
                listings.settle(actor=SYSTEM, listing=listing)
                count += 1
        elif now != listing.late:
            listings.recount(actor=SYSTEM, listing=listing, late=now)
            count += 1
    silent = {pk: one for pk, one in late.items() if is_silent(one, at_least) and pk not in known}
    warnable = silent.keys() - _let_be(campaign, silent)
    for organ in Organ.objects.filter(pk__in=warnable).order_by("id"):
        try:
            with transaction.atomic():
                listings.warn(actor=SYSTEM, campaign=campaign, organ=organ, late=silent[organ.pk])
        except IntegrityError:
            log.info("organ %s was warned by another worker", organ.pk)
            continue
        count += 1
    return count


def _let_be(campaign: Campaign, silent: Iterable[int]) -> frozenset[int]:
    """Organs about whose late matters was decided: these are no ground to warn again the next
    morning, only as many others are.
    """
    at_least = following(campaign).unanswered.at_least
    days = {organ: day for organ, day in decided(campaign).items() if organ in silent}
    return frozenset(
        organ
        for organ, day in days.items()
        if not is_silent(late_by_organ(campaign, since=day)[organ], at_least)
    )
