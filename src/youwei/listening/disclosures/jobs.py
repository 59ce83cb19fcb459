"""Run by the worker; each may run twice, or be cut off: what is done is not done again."""

from collections.abc import Callable, Iterable

from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.operations import erasing
from youwei.listening.disclosures.operations.identities import take_back
from youwei.listening.disclosures.operations.recovering import lapse
from youwei.listening.disclosures.queries.keeping import not_opened_in_time, over, over_identities
from youwei.listening.disclosures.queries.recovery import lapsed


def erase_what_is_over() -> int:
    """Daily. Identities go first, then words and files, each after its time in the rulebook, unless
    a legal hold stops it.
    """
    return _each(over_identities(), erasing.erase_identity) + _each(over(), erasing.erase)


def end_recoveries_in_time() -> int:
    """Daily. What the first half opened is gone where the second half did not come."""
    count = 0
    for recovery in lapsed():
        try:
            lapse(actor=SYSTEM, recovery=recovery)
        except WrongState:  # another worker was first
            continue
        count += 1
    return count


def take_back_identities() -> int:
    """Daily. What was handed over of an identity is gone where nobody opened it in its days."""
    count = 0
    for opening in not_opened_in_time():
        try:
            take_back(actor=SYSTEM, opening=opening)
        except WrongState:  # another worker was first
            continue
        count += 1
    return count


def _each(found: Iterable[Disclosure], erase: Callable[..., object]) -> int:
    count = 0
    for disclosure in found:
        try:
            erase(actor=SYSTEM, disclosure=disclosure)
        except WrongState:  # another worker was first, or a hold has come
            continue
        count += 1
    return count
