"""One small province for all tests of a module, built once and rolled back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from youwei.kernel import clock
from youwei.simulation.plan import YearPlan

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=clock.ZONE)
SEED = 7


@pytest.fixture(scope="module")
def plan() -> YearPlan:
    from youwei.simulation.planning import plan_year

    return plan_year(SEED, "small", NOW)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, plan: YearPlan) -> Iterator[Any]:
    """Everything happens at NOW, also in the tests that use it."""
    from django.core.files.storage import default_storage
    from django.db import transaction

    from youwei.foundation.duties.jobs import remind_and_escalate
    from youwei.foundation.files.models import EvidenceFile
    from youwei.listening.complaints.jobs import close_after_window
    from youwei.listening.followup.jobs import draw_call_backs, follow_silence, watch_retaliation
    from youwei.simulation.year import build

    jobs = (
        remind_and_escalate,
        close_after_window,
        draw_call_backs,
        follow_silence,
        watch_retaliation,
    )
    with django_db_blocker.unblock(), clock.at(NOW), transaction.atomic():
        yield build(plan, jobs, lambda steps: None)
        for stored in EvidenceFile.objects.values_list("stored", flat=True):
            default_storage.delete(stored)
        transaction.set_rollback(True)
