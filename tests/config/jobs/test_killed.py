"""A real worker is killed with SIGKILL in the middle of a job; the job is done once, and whole."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django_q.conf import Conf
from django_q.models import OrmQ, Task
from django_q.tasks import async_task

from tests.config.jobs.working import working
from tests.harness import province
from tests.harness.fixtures import MOMENT
from tests.listening.appraisal.cast import build_cast
from tests.listening.appraisal.test_cut_off import over, sealed_events
from tests.review.test_acknowledged import at_once
from youwei.config import schedule
from youwei.foundation.journal.models import JournalEvent, Leaf, TreeHead
from youwei.foundation.journal.queries.verifying import verify
from youwei.foundation.retention.rules.events import TracesRemoved
from youwei.kernel import clock
from youwei.listening.appraisal.jobs import close_and_seal
from youwei.listening.appraisal.models import Round, Slip
from youwei.listening.appraisal.writing import urn

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Work:
    """`halts_at`: where much of the job is written, and nothing of it is kept yet."""

    job: str
    halts_at: str
    make: Callable[[], object]
    is_done: Callable[[], bool]


def in_the_tree() -> bool:
    found = Leaf.objects.count(), TreeHead.objects.count()
    return found == (JournalEvent.objects.count(), 1)


def a_round_that_is_over() -> None:
    with clock.at(MOMENT):
        over(build_cast(province.build()))
    yesterday = clock.today() - timedelta(days=1)
    Round.objects.update(opens_on=yesterday - timedelta(days=10), closes_on=yesterday)


def sealed() -> bool:
    round_ = Round.objects.get()
    files = [file.name for file in (settings.YOUWEI_DATA / "ballots").iterdir()]
    left = Slip.objects.count(), urn.has_key(round_)
    return (files, left, sealed_events()) == ([round_.sealed_file], (0, False), 1)


def something_erased() -> None:
    a_round_that_is_over()
    close_and_seal()


def traces_removed() -> bool:
    noted = JournalEvent.objects.filter(kind=TracesRemoved.kind)
    return [event.data["left"] for event in noted] == [0]


WORK = (
    Work(
        "sequence",
        "youwei.foundation.journal.models:TreeHead.save",
        province.build,
        in_the_tree,
    ),
    Work(
        "rounds",
        "youwei.listening.appraisal.operations.sealing:effects",
        a_round_that_is_over,
        sealed,
    ),
    Work(
        "traces",
        "youwei.foundation.retention.jobs:note_traces",
        something_erased,
        traces_removed,
    ),
)


@pytest.mark.parametrize(
    "work",
    [WORK[0], *(pytest.param(one, marks=pytest.mark.slow) for one in WORK[1:])],
    ids=lambda work: work.job,
)
def test_all_of_a_worker_dies_in_a_job(work: Work, own_data: Path) -> None:
    work.make()
    task = enqueued(work)
    with working(own_data, work.halts_at) as worker:
        worker.halted()
    assert not work.is_done()
    later()
    with working(own_data) as worker:
        worker.until(lambda: is_over(task))
    assert work.is_done()
    assert verify().fault is None


@pytest.mark.slow
def test_the_process_that_does_the_job_dies_alone(own_data: Path) -> None:
    work = WORK[0]
    work.make()
    task = enqueued(work)
    with working(own_data, work.halts_at) as worker:
        os.kill(worker.halted(), signal.SIGKILL)
        later()
        worker.until(lambda: is_over(task))
    assert work.is_done()


@pytest.mark.slow
def test_another_worker_takes_over_what_a_dead_one_had_taken(
    own_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work = WORK[0]
    work.make()
    task = enqueued(work)
    with ExitStack() as running:
        one = running.enter_context(working(own_data, "youwei.foundation.journal.jobs:sequence"))
        one.halted()
        other = running.enter_context(working(tmp_path_factory.mktemp("other")))
        # The first one takes two more, which wait behind its job.
        meanwhile = [async_task("os.getpid") for _ in range(3)]
        other.until(lambda: any(map(is_over, meanwhile)))
        assert not Leaf.objects.exists(), "one job was given to one of them"
        one.kill()
        later()
        other.until(lambda: all(map(is_over, (task, *meanwhile))))
    assert work.is_done()


@pytest.mark.parametrize("work", WORK[:2], ids=lambda work: work.job)
def test_a_job_that_two_workers_do_at_once_is_done_once(work: Work, own_data: Path) -> None:
    work.make()
    at_once(*[lambda: schedule.run(work.job)] * 3)
    assert work.is_done()
    assert verify().fault is None


def test_a_process_that_waits_for_work_dies(own_data: Path) -> None:
    """It holds the lock of the queue within the worker, and takes it along."""
    with working(own_data) as worker:
        for _ in range(2):
            task = async_task("os.getpid")
            worker.until(partial(is_over, task))
            os.kill(Task.objects.get(pk=task).result, signal.SIGKILL)


def enqueued(work: Work) -> str:
    task: str = async_task(f"{schedule.__name__}.{schedule.run.__name__}", work.job)
    return task


def is_over(task: str) -> bool:
    return bool(Task.objects.filter(pk=task, success=True).exists())


def later() -> None:
    """The time is over for which the queue keeps to others what a worker has taken."""
    most = timedelta(seconds=Conf.RETRY)
    assert all(row.lock <= clock.now() + most for row in OrmQ.objects.all())
    OrmQ.objects.update(lock=clock.now())
