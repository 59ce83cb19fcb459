from datetime import UTC, datetime, timedelta, timezone

import pytest

from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind, Grant, Role, citizen

HANDLER = Actor(
    kind=ActorKind.STAFF,
    label="示范甲",
    grants=(
        Grant(role=Role.HANDLER, organ_id=1, jurisdiction_id=10),
        Grant(role=Role.LEAD, organ_id=2, jurisdiction_id=10),
    ),
    organ_ids=frozenset({1, 2, 3}),
    recused_from=frozenset({9}),
)


@pytest.mark.parametrize(
    ("roles", "organ", "held"),
    [
        ((Role.HANDLER,), None, True),
        ((Role.HANDLER,), 1, True),
        ((Role.HANDLER,), 2, False),
        ((Role.HANDLER, Role.LEAD), 2, True),
        ((Role.OFFICE,), None, False),
        ((Role.HANDLER,), 3, False),
    ],
)
def test_a_role_is_held_in_its_organ_only(
    roles: tuple[Role, ...], organ: int | None, held: bool
) -> None:
    assert HANDLER.holds(*roles, organ_id=organ) is held


def test_conflicts_are_the_organs_served_and_those_with_an_interest() -> None:
    assert HANDLER.conflicts == {1, 2, 3, 9}


def test_a_receipt_does_not_show_in_a_trace() -> None:
    assert "SF16-7K3Q" not in repr(citizen("SF16-7K3Q-M2XR"))


def test_the_day_is_beijings() -> None:
    late = datetime(2016, 2, 15, 17, 0, tzinfo=UTC)
    with clock.at(late):
        assert clock.today().isoformat() == "2016-02-16"
        assert clock.now() == late


def test_a_moment_without_zone_is_refused() -> None:
    naive = datetime(2016, 2, 15, tzinfo=timezone(timedelta(0))).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"), clock.at(naive):
        pass
