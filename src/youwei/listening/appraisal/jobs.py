"""What happens to rounds by itself."""

from contextlib import suppress

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
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.parquet import erase
from youwei.listening.appraisal.writing.urn import destroy_key


def close_and_seal() -> int:
    """Closes rounds whose last day is over, and seals what is closed; returns how many."""
    today = clock.today()
    for round_ in Round.objects.exclude(sealed_on=None).exclude(urn_key=""):
        destroy_key(round_)  # of one that was cut off after its sealing
    for round_ in Round.objects.filter(state=State.OPEN, closes_on__lt=today):
        with suppress(WrongState):  # another worker was first
            rounds.close(actor=SYSTEM, round_=round_)
    count = 0
    for round_ in Round.objects.filter(state=State.CLOSED, sealed_on=None):
        with suppress(WrongState):
            sealing.seal(actor=SYSTEM, round_=round_)
            count += 1
    return count


def shake_urns() -> int:
    """Each night; returns how many rounds are open."""
    running = list(Round.objects.filter(state=State.OPEN))
    for round_ in running:
        sealing.shake(actor=SYSTEM, round_=round_)
    return len(running)


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
