"""Proof of work against floods: our own challenge, solved in the sender's browser."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from altcha import Payload, create_challenge, verify_solution
from django.conf import settings
from django.core.cache import cache

from youwei.kernel import clock
from youwei.kernel.receipts import hash_of
from youwei.kernel.refusal import Invalid, gettext_noop
from youwei.kernel.sealing import derive

LIFETIME = timedelta(hours=1)  # long enough to read everything again before sending
PAYLOAD_LIMIT = 4_000  # characters; a real one has about 700
_ALGORITHM = "PBKDF2/SHA-256"
# The browser tries counters from nought up. The right one lies between these two, so that nobody's
# telephone works three times as long as another's.
_FEWEST, _MOST = 64, 128


class NoProof(Invalid):
    code = "no_proof"
    message = gettext_noop("The check against floods of automatic messages did not finish.")
    remedy = gettext_noop(
        "Start the check at the end of the form again, wait for its mark, and send again."
    )


def new_challenge() -> dict[str, object]:
    """Each try costs `settings.YOUWEI_PROOF_OF_WORK` iterations; the browser needs about a hundred.

    Signed, so that nothing is stored until a solution comes back. The moment of expiry stands in
    the signed data and is judged by our own clock.
    """
    challenge = create_challenge(
        _ALGORITHM,
        settings.YOUWEI_PROOF_OF_WORK,
        counter=_FEWEST + secrets.randbelow(_MOST - _FEWEST),
        data={"until": int((clock.now() + LIFETIME).timestamp())},
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return challenge.to_dict()


@dataclass(frozen=True, slots=True)
class Proof:
    """A solution that holds, named by its challenge's signature, however the payload is spelled."""

    signature: str
    until: datetime


def proven(payload: str) -> Proof | None:
    """None for what is no solution of ours that still runs. Asks no database."""
    if not 0 < len(payload) <= PAYLOAD_LIMIT:
        return None
    result = verify_solution(payload, _key("challenge"), hmac_key_secret=_key("solution"))
    if not result.verified:
        return None
    challenge = Payload.from_base64(payload).challenge
    until = datetime.fromtimestamp((challenge.parameters.data or {}).get("until", 0), UTC)
    if until < clock.now():
        return None
    return Proof(challenge.signature or "", until)


def spend_proof(payload: str, *, nonce: str | None = None) -> None:
    """Raises NoProof for a wrong, expired or already spent solution: each opens one door.

    The same form may show it again: its nonce gives one case only, and a double press arrives
    before the first has been stored. Spent ones are kept in the cache.
    """
    proof = proven(payload)
    if proof is None:
        raise NoProof(field="altcha")
    form, place = form_of(nonce), f"proof:{proof.signature}"
    if not cache.add(place, form, LIFETIME.total_seconds()) and cache.get(place) != form:
        raise NoProof(field="altcha")


def form_of(nonce: str | None) -> str:
    """By which the form of a spent proof is known again."""
    return hash_of(nonce or secrets.token_hex(), key=_key("form"))


def name_of(proof: Proof) -> str:
    """By which a spent proof is known again."""
    return hash_of(proof.signature, key=_key("spent"))


def _key(purpose: str) -> bytes:
    return derive(settings.SECRET_KEY, f"altcha-{purpose}")
