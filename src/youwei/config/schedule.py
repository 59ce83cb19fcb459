"""Which jobs run when. The worker brings the queue's own table into line with this one."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Job:
    """`cron` in the installation's time zone; `function` is a dotted name."""

    name: str
    function: str
    cron: str


JOBS: Final = (
    Job("remind", "youwei.foundation.duties.jobs.remind_and_escalate", "*/15 * * * *"),
    Job("recompute", "youwei.foundation.duties.jobs.recompute_provisional_dates", "10 1 * * *"),
    Job("close", "youwei.listening.complaints.jobs.close_after_window", "20 1 * * *"),
    Job("erase", "youwei.listening.complaints.jobs.erase_identities", "30 1 * * *"),
    Job("news", "youwei.foundation.duties.jobs.gather_news", "0 6 * * *"),
    Job("sweep", "youwei.foundation.files.jobs.sweep_orphans", "40 3 * * *"),
)


def apply() -> None:
    """Adds what is missing, changes what changed, removes what is no longer listed."""
    from django_q.models import Schedule

    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
    for job in JOBS:
        Schedule.objects.update_or_create(
            name=job.name,
            defaults={
                "func": job.function,
                "schedule_type": Schedule.CRON,
                "cron": job.cron,
                "repeats": -1,
            },
        )
