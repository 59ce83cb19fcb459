import pytest

from youwei.listening.complaints.rules.dispatching import (
    OrganConcerned,
    OrganUnknown,
    OtherDoor,
    Route,
    refusal_of,
)
from youwei.listening.complaints.rules.merging import Outline, may_merge
from youwei.listening.complaints.rules.statements import neutral_title
from youwei.listening.complaints.rules.states import CASE, State

CONCERNED, FORMER, BELOW, SUPERIOR, OFFICE = 1, 2, 3, 4, 5
CIRCLE = frozenset({CONCERNED, FORMER, BELOW})


@pytest.mark.parametrize(
    ("kind", "circle", "owner", "verifier", "refusal"),
    [
        ("conduct", CIRCLE, SUPERIOR, OFFICE, None),
        ("conduct", CIRCLE, CONCERNED, OFFICE, OrganConcerned),
        ("conduct", CIRCLE, FORMER, OFFICE, OrganConcerned),
        ("conduct", CIRCLE, BELOW, OFFICE, OrganConcerned),
        ("conduct", CIRCLE, SUPERIOR, CONCERNED, OrganConcerned),
        ("conduct", frozenset(), SUPERIOR, OFFICE, OrganUnknown),
        ("allegation", CIRCLE, SUPERIOR, OFFICE, OtherDoor),
        ("request", CIRCLE, CONCERNED, OFFICE, None),
        ("consultation", frozenset(), CONCERNED, OFFICE, None),
        ("suggestion", CIRCLE, BELOW, OFFICE, None),
    ],
)
def test_conduct_never_goes_to_the_organ_concerned(
    kind: str, circle: frozenset[int], owner: int, verifier: int, refusal: type | None
) -> None:
    found = refusal_of(
        Route(kind=kind, kept=False, circle=circle, owner_id=owner, verifier_id=verifier)
    )
    assert type(found) is (refusal or type(None))


def outline(
    pk: int, kind: str, about: int | None = None, state: State = State.ACCEPTED, campaign: int = 1
) -> Outline:
    return Outline(pk=pk, campaign_id=campaign, kept=kind == "conduct", about_id=about, state=state)


@pytest.mark.parametrize(
    ("case", "lead", "allowed"),
    [
        (outline(1, "request"), outline(2, "request"), True),
        (outline(1, "request"), outline(2, "suggestion", about=9), True),
        (outline(1, "request"), outline(1, "request"), False),
        (outline(1, "request"), outline(2, "request", campaign=2), False),
        (outline(1, "request"), outline(2, "request", state=State.CLOSED), False),
        (outline(1, "request"), outline(2, "request", state=State.MERGED), False),
        (outline(1, "conduct", about=9), outline(2, "conduct", about=9), True),
        (outline(1, "conduct", about=9), outline(2, "conduct", about=8), False),
        (outline(1, "conduct"), outline(2, "conduct"), False),
        # Merged with an ordinary case it could travel to the organ concerned.
        (outline(1, "conduct", about=9), outline(2, "request", about=9), False),
        (outline(1, "request", about=9), outline(2, "conduct", about=9), False),
    ],
)
def test_what_may_be_merged(case: Outline, lead: Outline, allowed: bool) -> None:
    assert may_merge(case, lead) is allowed


def test_the_state_table_is_sound() -> None:
    CASE.check()


def test_no_way_leads_out_of_a_case_without_an_answer_a_ground_or_its_writer() -> None:
    """C-39: a complaint cannot be closed silently."""
    into_the_end = {
        (move.name, source)
        for move in CASE.moves
        for source in move.sources
        if CASE.has_ended(move.target) and not CASE.has_ended(source)
    }
    assert {name for name, _ in into_the_end} == {"refuse", "merge", "withdraw", "close", "forward"}
    assert {source for name, source in into_the_end if name == "close"} == {State.ANSWERED}


def test_the_title_of_a_statement_is_the_statements_own() -> None:
    assert neutral_title("请为我办理\n登记。") == "请为我办理 登记。"
    assert len(neutral_title("字" * 500)) == 60
