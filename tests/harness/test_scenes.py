"""A scene that is put back is the one that was played."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction


class _Undone(Exception):
    pass


def rolled_back(play: Callable[[], Any]) -> tuple[Any, dict[str, tuple[Any, ...]]]:
    """What it gives, and every row that stands then."""
    from tests.harness import scenes

    try:
        with transaction.atomic():
            result = play()
            rows = scenes._all_rows()
            raise _Undone
    except _Undone:
        return result, rows


def test_the_same_rows_and_the_same_answer(db: None, still: object) -> None:
    from tests.foundation.duties.parties import build_parties
    from tests.harness.scenes import remembered

    play = remembered(build_parties.__wrapped__)  # type: ignore[attr-defined]
    first, played = rolled_back(play)
    second, put_back = rolled_back(play)
    assert put_back == played
    assert first == second
    assert first is not second
    assert first.province.bureau is not second.province.bureau


def test_on_top_of_rows_it_is_played(db: None) -> None:
    from tests.harness.province import FOUNDED, build
    from youwei.foundation.organs.models import Level, Organ
    from youwei.foundation.organs.operations import add_jurisdiction
    from youwei.kernel.actor import SYSTEM

    rolled_back(build)
    add_jurisdiction(
        actor=SYSTEM, code="980000", name="别省", level=Level.PROVINCE, valid_from=FOUNDED
    )
    assert build().place.code == "990000"
    assert Organ.objects.count() == 6


def test_what_changes_rows_is_not_remembered(db: None) -> None:
    from tests.harness.province import FOUNDED
    from tests.harness.scenes import CannotRemember, remembered
    from youwei.foundation.organs.models import Jurisdiction, Level

    Jurisdiction.objects.create(
        code="990000", name="示范省", level=Level.PROVINCE, valid_from=FOUNDED
    )
    with pytest.raises(CannotRemember, match="changes rows of organs_jurisdiction"):
        remembered(lambda: Jurisdiction.objects.update(name="别省"))()
