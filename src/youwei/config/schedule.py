"""Which jobs run when. The worker brings the queue's own table into line with this one."""

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Final

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """`cron` in the installation's time zone; `function` is a dotted name."""

    name: str
    function: str
    cron: str


JOBS: Final = (
    Job("sequence", "youwei.foundation.journal.jobs.sequence_events", "* * * * *"),
    Job("remind", "youwei.foundation.duties.jobs.remind_and_escalate", "*/15 * * * *"),
    Job("recompute", "youwei.foundation.duties.jobs.recompute_provisional_dates", "10 1 * * *"),
    Job("close", "youwei.listening.complaints.jobs.close_after_window", "20 1 * * *"),
    Job("urgent", "youwei.listening.complaints.jobs.judge_urgency", "35 * * * *"),
    Job("proofs", "youwei.listening.complaints.jobs.forget_spent_proofs", "5 * * * *"),
    Job("learn", "youwei.listening.sorting.jobs.learn_anew", "50 2 * * *"),
    Job("retaliation", "youwei.listening.followup.jobs.watch_retaliation", "*/15 * * * *"),
    Job("call_backs", "youwei.listening.followup.jobs.draw_call_backs", "0 6 * * *"),
    Job("silence", "youwei.listening.followup.jobs.follow_silence", "10 6 * * *"),
    Job("transfers", "youwei.listening.followup.jobs.remind_of_transfers", "20 6 * * *"),
    Job("news", "youwei.foundation.duties.jobs.gather_news", "0 6 * * *"),
    Job("forwarded", "youwei.listening.channels.jobs.drop_forgotten_files", "50 1 * * *"),
    Job("facts", "youwei.listening.figures.jobs.keep_facts_of_large_campaigns", "50 1 * * *"),
    Job("figures", "youwei.listening.figures.jobs.release_quarters", "30 2 * * *"),
    Job("sketch", "youwei.listening.matters.jobs.sketch_new", "* * * * *"),
    Job("heat", "youwei.listening.matters.jobs.watch_heat", "25 6 * * *"),
    Job("wechat", "youwei.listening.wechat.jobs.send_notices", "* * * * *"),
    Job("wechat-erase", "youwei.listening.wechat.jobs.erase_what_is_over", "50 * * * *"),
    Job("rounds", "youwei.listening.appraisal.jobs.close_and_seal", "*/10 * * * *"),
    Job("urn", "youwei.listening.appraisal.jobs.shake_urns", "15 3 * * *"),
    Job("ballots", "youwei.listening.appraisal.jobs.erase_ballots", "55 1 * * *"),
    Job("disclosures", "youwei.listening.disclosures.jobs.erase_what_is_over", "40 1 * * *"),
    Job("openings", "youwei.listening.disclosures.jobs.take_back_identities", "45 1 * * *"),
    Job("recoveries", "youwei.listening.disclosures.jobs.end_recoveries_in_time", "45 1 * * *"),
    Job("verify", "youwei.foundation.journal.jobs.verify_journal", "15 3 * * *"),
    Job("exports", "youwei.foundation.exports.jobs.expire_exports", "35 * * * *"),
    Job("retention", "youwei.foundation.retention.jobs.dispose_by_rule", "30 1 * * *"),
    Job("counts", "youwei.foundation.retention.jobs.count_rows", "10 2 * * *"),
    Job("traces", "youwei.foundation.retention.jobs.remove_traces", "20 2 * * *"),
    Job("proposals", "youwei.foundation.people.jobs.expire_proposals", "5 * * * *"),
    Job("sweep", "youwei.foundation.files.jobs.sweep_orphans", "40 3 * * *"),
)


class JobFailed(Exception):
    """Names the job and the fault, and no word of its message."""


def run(name: str) -> object:
    """What the queue calls. It keeps a failure with its message in a table, and a message may quote
    what somebody wrote: so the fault itself goes to the log, which leaves messages out (C-50).
    """
    job = next(job for job in JOBS if job.name == name)
    module, _, function = job.function.rpartition(".")
    try:
        return getattr(import_module(module), function)()
    except Exception as fault:
        log.exception("job %s failed", name)
        kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    raise JobFailed(f"{name}: {kind}")


def apply() -> None:
    """Adds what is missing, changes what changed, removes what is no longer listed."""
    from django_q.models import Schedule

    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
    for job in JOBS:
        Schedule.objects.update_or_create(
            name=job.name,
            defaults={
                "func": f"{__name__}.{run.__name__}",
                "args": repr((job.name,)),
                "schedule_type": Schedule.CRON,
                "cron": job.cron,
                "repeats": -1,
            },
        )
