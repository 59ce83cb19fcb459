import traceback
from ast import literal_eval
from functools import partial
from importlib import import_module

import pytest
from croniter import croniter

from youwei.config.schedule import JOBS, Job


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_exists_and_has_a_time(job: Job) -> None:
    module, _, name = job.function.rpartition(".")
    assert callable(getattr(import_module(module), name))
    assert croniter.is_valid(job.cron)


def test_every_jobs_module_is_on_the_schedule() -> None:
    """A job that nothing runs would be a promise that nobody keeps."""
    from pathlib import Path

    import youwei

    root = Path(youwei.__file__).parent
    modules = {
        ".".join(("youwei", *path.relative_to(root).with_suffix("").parts))
        for path in (*root.rglob("jobs.py"), *root.rglob("jobs"))
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert modules == {job.function.rpartition(".")[0] for job in JOBS}


def test_the_queue_holds_what_is_listed_and_nothing_else(db: None) -> None:
    from django_q.models import Schedule

    from youwei.config import schedule

    Schedule.objects.create(name="former", func="gone", schedule_type=Schedule.DAILY)
    schedule.apply()
    schedule.apply()
    assert set(Schedule.objects.values_list("name", flat=True)) == {job.name for job in JOBS}


def test_running_every_job_on_an_empty_place_changes_nothing(db: None) -> None:
    from youwei.foundation.journal.models import JournalEvent

    for job in JOBS:
        module, _, name = job.function.rpartition(".")
        assert getattr(import_module(module), name)() == 0
    assert not JournalEvent.objects.exists()


def test_the_queue_calls_every_job_by_its_name(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_q.models import Schedule

    from youwei.config import schedule

    schedule.apply()
    ran: list[str] = []
    for row in Schedule.objects.order_by("id"):
        module, _, name = row.func.rpartition(".")
        (called,) = literal_eval(row.args)
        job = next(job for job in JOBS if job.name == called)
        place, _, function = job.function.rpartition(".")
        monkeypatch.setattr(f"{place}.{function}", partial(ran.append, called))
        getattr(import_module(module), name)(called)
    assert ran == list(Schedule.objects.order_by("id").values_list("name", flat=True))


def test_a_job_that_fails_leaves_no_word_of_its_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from youwei.config import schedule

    def fail() -> None:
        raise ValueError("窗口两次让我重填")

    job = JOBS[0]
    monkeypatch.setattr(job.function, fail)
    with pytest.raises(schedule.JobFailed, match=rf"{job.name}: builtins\.ValueError") as failed:
        schedule.run(job.name)
    assert "窗口" not in "".join(traceback.format_exception(failed.value))
