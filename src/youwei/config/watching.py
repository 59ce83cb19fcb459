"""Keeps the processes of the jobs alive, also when one of them is killed."""

import logging
from multiprocessing.process import BaseProcess

from django_q import cluster
from django_q.queues import Queue

log = logging.getLogger(__name__)


class Watch(cluster.Sentinel):  # type: ignore[misc]  # it has no types
    def reincarnate(self, process: BaseProcess) -> None:
        """A process that waits for work holds the lock of the queue that it reads from, and one
        that is killed takes it along: whoever comes in its place would wait forever. So after a
        kill all begin anew, with new queues; what they had taken is given out again later.

        Not at once: a row of the queue that is taken tells until when, not by whom, and a cluster
        of another host that lives may hold it, whose job would run twice at the same time.
        """
        mine = (*self.pool, self.monitor, self.pusher)
        if process not in mine:
            return  # it went with another one
        if process.exitcode is None or process.exitcode >= 0:
            super().reincarnate(process)
            return
        log.error("a process of the jobs was killed: all of them begin anew")
        for one in mine:
            one.kill()
            one.join()
        self.task_queue, self.result_queue = Queue(maxsize=cluster.Conf.QUEUE_LIMIT), Queue()
        self.spawn_cluster()
        self.reincarnations += 1


def install() -> None:
    """The library's cluster starts what this name says."""
    cluster.Sentinel = Watch
