"""The product's worker, whose job stops for good the first time that it comes to one place.

python -m tests.config.jobs.halting <module>:<name> <file that tells the process>
"""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from youwei.config.cli.ready import django_ready
from youwei.config.cli.worker import command


def main(place: str, told: Path) -> None:
    django_ready()
    module, _, name = place.partition(":")
    owner: Any = import_module(module)
    *way, last = name.split(".")
    for step in way:
        owner = getattr(owner, step)
    real = getattr(owner, last)

    def halt(*given: Any, **more: Any) -> Any:
        if told.exists():
            return real(*given, **more)
        written = told.with_suffix(".new")
        written.write_text(str(os.getpid()))
        written.rename(told)
        while True:
            signal.pause()

    setattr(owner, last, halt)
    command(args=[])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
