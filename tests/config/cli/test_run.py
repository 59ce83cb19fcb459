import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from youwei.config.cli import run
from youwei.config.cli.exits import EnvironmentWrong, Failure

WAITS = [sys.executable, "-c", "import sys; sys.stdin.read()"]
ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def kept_signals() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    kept = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list["subprocess.Popen[bytes]"]]:
    children: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(words: list[str], **options: bool) -> "subprocess.Popen[bytes]":
        child: subprocess.Popen[bytes] = real(words, stdin=subprocess.PIPE, **options)  # type: ignore[call-overload]
        children.append(child)
        return child

    monkeypatch.setattr(subprocess, "Popen", start)
    yield children
    for child in children:
        assert child.stdin is not None
        child.stdin.close()


@pytest.mark.usefixtures("kept_signals")
def test_when_one_process_ends_all_end(started: list["subprocess.Popen[bytes]"]) -> None:
    with pytest.raises(Failure, match="worker"):
        run.supervise({"web server": WAITS, "worker": ENDS}, "127.0.0.1", 1)
    assert [child.returncode for child in started] == [-signal.SIGTERM, 3]


@pytest.mark.usefixtures("kept_signals")
def test_what_a_killed_process_had_started_ends_as_well(
    started: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    """The worker watches over processes; without it they would work on beside the next one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    leaves_one = (
        "import os, signal, subprocess, sys;"
        f"held = os.open({str(pipe)!r}, os.O_WRONLY);"
        "subprocess.Popen([sys.executable, '-c', 'input()'], pass_fds=(held,));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    with pytest.raises(Failure, match="worker"):
        run.supervise({"worker": [sys.executable, "-c", leaves_one]}, "127.0.0.1", 1)
    assert select.select([reading], [], [], 30)[0], "somebody still holds the other end"
    os.close(reading)


@pytest.mark.usefixtures("kept_signals")
def test_an_interrupt_ends_all_without_a_failure(
    started: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_host: str, _port: int) -> bool:
        signal.raise_signal(signal.SIGINT)
        return True

    monkeypatch.setattr(run, "answers", asked)
    run.supervise({"web server": WAITS, "worker": WAITS}, "127.0.0.1", 1)
    assert [child.returncode for child in started] == [-signal.SIGTERM] * 2


def test_a_taken_port_is_told_before_anything_starts() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(EnvironmentWrong, match="not free"),
    ):
        run.check_free("127.0.0.1", taken.getsockname()[1])


def test_the_server_writes_no_access_log() -> None:
    words = run.server("127.0.0.1", 8000, 2, 1)
    assert "--no-access-log" in words
    assert words[words.index("--blocking-threads") + 1] == "1"
