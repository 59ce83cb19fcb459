"""The key of an urn is in no backup; a copy of it is made and put back by the system alone."""

import pyrage

from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.writing import urn
from youwei.listening.appraisal.writing.held import held_round, track


@operation
def copy_key(*, actor: Actor, round_: Round) -> str:
    """The secret half; the caller seals it. Raises KeyGone; WrongState once the urn was opened."""
    round_ = _closed_urn(actor, round_)
    secret = urn.secret_half(round_)
    track(actor, round_, events.UrnKeyCopied())
    return secret


@operation
def put_key_back(*, actor: Actor, round_: Round, secret: str) -> Round:
    """Never after the sealing: what was destroyed stays destroyed. Raises WrongState, too, where it
    is another round's key.
    """
    round_ = _closed_urn(actor, round_)
    if str(pyrage.x25519.Identity.from_str(secret).to_public()) != round_.urn_key:
        raise WrongState
    urn.put_key(round_, secret)
    track(actor, round_, events.UrnKeyPutBack())
    return round_


def _closed_urn(actor: Actor, round_: Round) -> Round:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    round_ = held_round(round_)
    if not round_.urn_key or round_.sealed_on is not None:
        raise WrongState
    return round_
