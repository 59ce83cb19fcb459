"""The proof of work: ours, unspent, in time; and whatever is sent instead is refused by name."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youwei.kernel import clock
from youwei.listening.complaints.jobs import forget_spent_proofs
from youwei.listening.complaints.queries.proof import spend
from youwei.ui.proof import LIFETIME, NoProof, new_challenge, proven

pytestmark = pytest.mark.usefixtures("db", "still")


def solution(**changed: Any) -> str:
    with override_settings(YOUWEI_PROOF_OF_WORK=1_000):
        challenge = Challenge.from_dict(new_challenge())
    solved = solve_challenge(challenge)
    assert solved is not None
    payload = Payload(challenge, solved).to_dict()
    payload["challenge"]["parameters"].update(changed)
    return base64.b64encode(json.dumps(payload).encode()).decode()


def spend_proof(payload: str) -> None:
    spend(proven(payload))


def test_it_is_spent_once_however_it_is_spelled() -> None:
    proof = solution()
    spend_proof(proof)
    respelled = base64.b64encode(b" " + base64.b64decode(proof)).decode()
    for again in (proof, respelled):
        with pytest.raises(NoProof):
            spend_proof(again)


def test_it_runs_out(still: datetime) -> None:
    proof = solution()
    with clock.at(still + LIFETIME + timedelta(seconds=1)), pytest.raises(NoProof):
        spend_proof(proof)


@pytest.mark.parametrize(
    "changed", [{"cost": 1}, {"keyPrefix": "00"}, {"data": {"until": 4_000_000_000}}]
)
def test_a_challenge_is_not_made_easier(changed: dict[str, Any]) -> None:
    with pytest.raises(NoProof):
        spend_proof(solution(**changed))


def test_work_for_another_installation_is_not_taken() -> None:
    with override_settings(SECRET_KEY="another" * 10):
        proof = solution()
    with pytest.raises(NoProof):
        spend_proof(proof)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
NAMED = st.fixed_dictionaries(dict.fromkeys(("algorithm", "nonce", "salt", "cost"), JSON))
PARAMETERS = st.fixed_dictionaries({"parameters": NAMED})


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({"challenge": PARAMETERS | JSON, "solution": JSON}) | JSON)
def test_anything_else_is_refused_by_name(sent: object) -> None:
    with pytest.raises(NoProof):
        spend_proof(base64.b64encode(json.dumps(sent).encode()).decode())


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_so_is_what_is_no_payload_at_all(sent: str) -> None:
    with pytest.raises(NoProof):
        spend_proof(sent)


def test_what_has_run_out_is_forgotten_and_still_refused(still: datetime) -> None:
    old = solution()
    spend_proof(old)
    with clock.at(still + LIFETIME / 2):
        new = solution()
        spend_proof(new)
    with clock.at(still + LIFETIME + timedelta(seconds=1)):
        assert (forget_spent_proofs(), forget_spent_proofs()) == (1, 0)
        for spent in (old, new):
            with pytest.raises(NoProof):
                spend_proof(spent)
