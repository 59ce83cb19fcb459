"""What happens to rounds by itself."""

import logging
from collections.abc import Callable
from contextlib import suppress

from django.db.models import QuerySet

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.retention.offers import is_held
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import WrongState
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.operations import rounds, sealing
from youwei.listening.appraisal.rules.keeping import KEPT
from youwei.listening.appraisal.rules.refusals import KeyGone
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.parquet import erase
from youwei.listening.appraisal.writing.urn import destroy_key

log = logging.getLogger(__name__)


def close_and_seal() -> int:
    """Closes rounds whose last day is over, and seals what is closed; returns how many. Raises
    KeyGone, after all others, where an urn cannot be opened.
    """
    today = clock.today()
    for round_ in Round.objects.exclude(sealed_on=None).exclude(urn_key=""):
        destroy_key(round_)  # of one that was cut off after its sealing
    for round_ in Round.objects.filter(state=State.OPEN, closes_on__lt=today):
        with suppress(WrongState):  # another worker was first
            rounds.close(actor=SYSTEM, round_=round_)
    return _with_each_urn(Round.objects.filter(state=State.CLOSED, sealed_on=None), sealing.seal)


def shake_urns() -> int:
    """Each night; returns how many were shaken. Raises KeyGone, after all others, where an urn
    cannot be opened.
    """
    return _with_each_urn(Round.objects.filter(state=State.OPEN), sealing.shake)


def _with_each_urn(rounds_: QuerySet[Round], do: Callable[..., Round]) -> int:
    """One whose key is missing keeps nobody else waiting; that it failed is seen all the same."""
    count, missing = 0, None
    for round_ in rounds_:
        try:
            do(actor=SYSTEM, round_=round_)
        except WrongState:  # another worker was first
            continue
        except KeyGone as gone:
            log.error("the key of the urn of round %s is missing", round_.pk)
            missing = gone
        else:
            count += 1
    if missing is not None:
        raise missing
    return count


def erase_ballots() -> int:
    """Sealed files whose term is over (C-46), counted from the day of publication, unless a legal
    hold keeps them.
    """
    erased = 0
    for round_ in Round.objects.exclude(erased_on=None).exclude(sealed_file=""):
        erase(round_.sealed_file)  # of one that was cut off after its event
    published = Round.objects.filter(state=State.PUBLISHED, erased_on=None).exclude(sealed_file="")
    for round_ in published.exclude(published_on=None).select_related("campaign"):
        keep = rules_of(round_.campaign).kept(KEPT).keep
        if keep is None or round_.published_on is None:
            continue
        if is_held(KEPT, round_.subject):
            continue
        if clock.today() > due(round_.published_on, keep, calendar()).on:
            rounds.erase_sealed(actor=SYSTEM, round_=round_)
            erase(round_.sealed_file)
            erased += 1
    return erased
