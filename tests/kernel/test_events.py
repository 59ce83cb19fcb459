from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from youwei.kernel.events import LABEL_LIMIT, Event


class Shade(StrEnum):
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Noted(Event):
    kind = "tests.noted"
    title = "Noted"
    what: object


@dataclass(frozen=True, kw_only=True)
class Stepped(Event):
    kind = "tests.stepped"
    title = "Step recorded"
    titles = {"send": "Sent"}
    move: str


def test_a_step_has_its_own_title() -> None:
    titles = [Stepped.title_of({"move": move}) for move in ("send", "lose")]
    assert [*titles, Noted.title_of({"what": 1})] == ["Sent", "Step recorded", "Noted"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("示范省", "示范省"),
        (date(2016, 2, 15), "2016-02-15"),
        (datetime(2016, 2, 15, 9, 18, tzinfo=UTC), "2016-02-15T09:18:00+00:00"),
        (Shade.DARK, "dark"),
    ],
)
def test_labels_and_references_are_kept(value: object, plain: object) -> None:
    assert Noted(what=value).payload() == {"what": plain}


@pytest.mark.parametrize(
    "value", ["字" * (LABEL_LIMIT + 1), "two\nlines", {"a": 1}, ["a"], 1.5, object()]
)
def test_what_could_carry_a_report_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="what"):
        Noted(what=value).payload()


def test_a_kind_is_taken_once() -> None:
    with pytest.raises(TypeError, match="taken"):
        type("Other", (Event,), {"kind": "tests.noted", "title": "Other"})


@pytest.mark.parametrize("kind", ["", "noted", "Tests.Noted", "tests."])
def test_an_event_names_its_app_and_what_happened(kind: str) -> None:
    with pytest.raises(TypeError, match="kind"):
        type("Nameless", (Event,), {"kind": kind, "title": "x"})
