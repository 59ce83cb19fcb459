"""Which buttons of an opening stand for whom."""

from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal
from youwei.listening.disclosures.access import check_asks, check_releases
from youwei.listening.disclosures.models import Opening


def moves_of(actor: Actor, opening: Opening) -> tuple[str, ...]:
    if opening.decided_by_id is None:
        try:
            check_releases(actor, opening)
        except Refusal:
            return ()
        return ("release", "refuse")
    open_still = opening.until is not None and clock.today() <= opening.until
    if opening.refused or opening.opened_on is not None or not open_still:
        return ()
    if opening.asked_by_id != actor.account_id:
        return ()
    try:
        check_asks(actor, opening.disclosure)
    except Refusal:
        return ()
    return ("reveal",)
