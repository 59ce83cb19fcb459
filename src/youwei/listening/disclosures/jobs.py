"""Run by the worker; each may run twice, or be cut off: what is done is not done again."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState
from youwei.listening.disclosures.operations import erasing
from youwei.listening.disclosures.operations.identities import take_back
from youwei.listening.disclosures.operations.recovering import lapse
from youwei.listening.disclosures.queries.keeping import not_opened_in_time, over, over_identities
from youwei.listening.disclosures.queries.recovery import lapsed

T = TypeVar("T")


def erase_what_is_over() -> int:
    """Daily. Identities go first, then words and files, each after its time in the rulebook, unless
    a legal hold stops it.
    """
    names = _each(
        over_identities(), lambda one: erasing.erase_identity(actor=SYSTEM, disclosure=one)
    )
    return names + _each(over(), lambda one: erasing.erase(actor=SYSTEM, disclosure=one))


def take_back_identities() -> int:
    """Daily. What was handed over of an identity is gone where nobody opened it in its days."""
    return _each(not_opened_in_time(), lambda one: take_back(actor=SYSTEM, opening=one))


def end_recoveries_in_time() -> int:
    """Daily. What the first half opened is gone where the second half did not come."""
    return _each(lapsed(), lambda one: lapse(actor=SYSTEM, recovery=one))


def _each(found: Iterable[T], end: Callable[[T], object]) -> int:
    count = 0
    for one in found:
        try:
            end(one)
        except WrongState:  # another worker was first, or a hold has come
            continue
        count += 1
    return count
