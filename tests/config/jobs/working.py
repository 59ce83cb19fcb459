"""Workers of the product as processes of their own, on the test's database and data folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.harness.environment import ROOT

PATIENCE = 90.0  # seconds that a start may take on a busy machine


class Worker:
    """`halts_at` names the place where its first job stops for good, as `module:name`."""

    def __init__(self, folder: Path, halts_at: str = "") -> None:
        self._told, self._log = folder / "halted", folder / "worker.log"
        words = (
            ["tests.config.jobs.halting", halts_at, str(self._told)]
            if halts_at
            else ["youwei.config.cli", "worker"]
        )
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=environment(),
                start_new_session=True,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def until(self, true: Callable[[], object]) -> None:
        """Waits for it, as long as the worker lives."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, self._log.read_text()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.05)
                raise AssertionError(self._log.read_text())

    def halted(self) -> int:
        """The process that stands in the middle of the job."""
        self.until(self._told.exists)
        return int(self._told.read_text())

    def kill(self) -> None:
        """SIGKILL to all of its processes."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def working(folder: Path, halts_at: str = "") -> Iterator[Worker]:
    worker = Worker(folder, halts_at)
    try:
        yield worker
    finally:
        worker.kill()


def environment() -> dict[str, str]:
    """For a process of its own on the test's database and data folder."""
    given: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{quote(str(given['NAME']))}"
    else:
        login = ":".join(quote(given[one], safe="") for one in ("USER", "PASSWORD") if given[one])
        address = f"postgresql://{login}@{given['PORT'] and ':' + given['PORT']}/{given['NAME']}"
        address += f"?host={quote(given['HOST'], safe='/')}"
    return {
        **os.environ,
        "DATABASE_URL": address,
        "YOUWEI_DATA": str(settings.YOUWEI_DATA),
        "DJANGO_SETTINGS_MODULE": "youwei.config.settings",
        "PYTHONPATH": str(ROOT),
    }
