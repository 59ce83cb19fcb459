"""The document of the API is true: nothing that fits it, nor what does not, gets another answer."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import BaseModel
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.config.api.programs import ROOT, Program, channel_of, person
from tests.listening.complaints.cast import Cast, case_of, hands_in
from youwei.kernel.actor import Role
from youwei.listening.complaints.operations import sending, triage
from youwei.ui.api.given import Given
from youwei.ui.api.tokens import forget_counts
from youwei.ui.api.told import Told

logger = logging.getLogger(__name__)  # --log-file tells how much a long run sent
WRITE = {"400", "413", "415", "422"}


@pytest.fixture
def document(nobody: Program) -> dict[str, Any]:
    content = nobody.get("/openapi.json")
    assert "有为" in content.content.decode()
    told: dict[str, Any] = content.json()
    return told


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request ends without ending the test's transaction, as with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, address, operation


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert set(document["components"]["securitySchemes"]) == {"ChannelBearer", "PersonalToken"}


def test_every_operation_tells_every_answer(document: dict[str, Any]) -> None:
    for method, address, operation in operations(document):
        answers = set(operation["responses"])
        where = f"{method} {address}"
        assert operation["description"], where
        assert "422" in answers or "requestBody" not in operation, where
        if "requestBody" in operation:
            assert answers >= WRITE, where
        if "security" in operation:
            assert answers >= {"401", "403", "429"}, where
        else:
            assert operation["x-who-may"], where
        if "{number}" in address or "number" in str(operation.get("requestBody")):
            assert "404" in answers, where
        for status, answer in operation["responses"].items():
            if status >= "400":
                schema = answer["content"]["application/json"]["schema"]
                name = schema["$ref"].rpartition("/")[2]
                assert name in {"Problem", "Elsewhere"}, where


def _below(model: type[BaseModel]) -> set[type[BaseModel]]:
    return {model}.union(*(_below(one) for one in model.__subclasses__()))


def test_no_two_shapes_share_a_name(document: dict[str, Any]) -> None:
    """The later one would stand in the document for both."""
    ours = [model.__name__ for base in (Given, Told) for model in _below(base)]
    assert len(ours) == len(set(ours))
    filters = {"CaseFilter", "DutyFilter", "OrganFilter", "Where"}
    assert set(document["components"]["schemas"]) <= {*ours, *filters, "Light"}


def test_bodies_take_nothing_that_they_do_not_name(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for _, address, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert schemas[name]["additionalProperties"] is False, address


def _tokens(cast: Cast, who: str) -> dict[str, str]:
    """'office' is the one that may most; any other role sits in the organ in charge; 'nobody' shows
    the token of a channel where a person is asked for, and the other way round.
    """
    channel = channel_of(cast).token
    if who in {"office", "nobody"}:
        actor = cast.office
    else:
        name, home = f"a-{who}".replace("_", "-"), cast.province.commission
        actor = cast.province.actor(name, Role(who), home)
    personal = person(actor).token
    if who == "nobody":
        channel, personal = personal, channel
    return {"ChannelBearer": channel, "PersonalToken": personal}


Rows = dict[str, str]


def _rows(cast: Cast) -> Rows:
    """A case and a duty that exist, so that requests get past “not found”."""
    hand_in = hands_in(cast)
    for _ in range(2):
        hand_in(about_organ=cast.province.bureau)
    receipt = hand_in()
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    duty = sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.commission,
        verifier=cast.province.office,
    )
    return {"cases": case.number, "duties": duty.number, "code": receipt.code}


def _tried(cast: Cast, mode: GenerationMode, examples: int, who: str = "office") -> int:
    """Sends so many requests to every operation; returns how many were sent."""
    tokens, rows = _tokens(cast, who), _rows(cast)
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", WSGIHandler())
    schema.config.generation.allow_extra_parameters = False  # what is not known is not looked at
    schema.config.generation.with_security_parameters = False  # each request shows a real token
    schema.config.checks.not_a_server_error.expected_statuses = ["2xx", "4xx", "503"]
    schema.config.checks.positive_data_acceptance.enabled = False  # rules refuse what a schema
    schema.config.checks.ignored_auth.enabled = False  # takes; tokens have tests of their own
    sent = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        takes = [operation.definition.raw.get(part) for part in ("parameters", "requestBody")]
        if mode is GenerationMode.NEGATIVE and not any(takes):
            continue  # nothing that is sent could be wrong
        schemes = (operation.definition.raw.get("security") or [{}])[0]
        token = next((tokens[name] for name in schemes), "")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        sent += _try(operation, mode, examples, headers, rows)
    logger.info("%d requests, %s, as %s", sent, mode.value, who)
    return sent


def _with_what_exists(request: Any, rows: Rows) -> bool:
    """Puts the numbers of a real case and duty, its code and a kind that is taken in where the
    request has others, so that it gets as far as the operation.
    """
    changed = False
    if "number" in request.path_parameters:
        request.path_parameters["number"] = rows[request.path.split("/")[4]]
        changed = True
    if isinstance(request.body, dict):
        real = {"number": rows["cases"], "code": rows["code"], "kind": "request"}
        fitting = {name: value for name, value in real.items() if name in request.body}
        request.body.update(fitting)
        changed = changed or bool(fitting)
    return changed


def _try(
    operation: Any, mode: GenerationMode, examples: int, headers: dict[str, str], rows: Rows
) -> int:
    sent = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(request=operation.as_strategy(mode))
    def answers_as_declared(request: Any) -> None:
        nonlocal sent
        sent += 1
        forget_counts()
        real = bool(sent % 2) and _with_what_exists(request, rows)
        with transaction.atomic():
            # What did not fit may fit by now.
            request.call_and_validate(
                headers=headers, excluded_checks=[negative_data_rejection] if real else []
            )
            transaction.set_rollback(True)

    answers_as_declared()
    return sent


# The tool's own client leaves the large bodies that it builds open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_one_that_it_declares(cast: Cast, mode: GenerationMode) -> None:
    assert _tried(cast, mode, examples=4) > 100


@pytest.mark.slow
# The tool's own client leaves the large bodies that it builds open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_one_that_it_declares_at_length(cast: Cast, mode: GenerationMode) -> None:
    assert _tried(cast, mode, examples=100) > 1_000


@pytest.mark.slow
# The tool's own client leaves the large bodies that it builds open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("who", ["nobody", *(role for role in Role if role is not Role.OFFICE)])
def test_every_role_gets_an_answer_that_it_declares(cast: Cast, who: str) -> None:
    assert _tried(cast, GenerationMode.POSITIVE, examples=12, who=who) > 300
