"""A short run of bench/kills.py: killed under load, the site loses nothing that it acknowledged."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.harness.environment import ENGINE_VARIABLE, ROOT

KILLS = 3


@pytest.fixture
def folder() -> Iterator[Path]:
    """Below the checkout: there the embedded server, which runs as another user, may go."""
    (ROOT / "build").mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="kills-", dir=ROOT / "build"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_every_receipt_outlives_the_kills(engine: str, folder: Path) -> None:
    words = ["--engine", engine, "--kills", str(KILLS), "--port", str(free_port())]
    told = subprocess.run(
        [sys.executable, "bench/kills.py", *words, "--folder", str(folder)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != ENGINE_VARIABLE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    found = json.loads(told.stdout.splitlines()[-1])
    assert (found["kills"], found["lost"]) == (KILLS, 0)
    assert found["proven"] == found["receipts"] + found["receipts of disclosures"] > 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
