"""Serves the site and works off its jobs until it is interrupted."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from threading import Event

import click

from youwei.config.cli.exits import EnvironmentWrong, Failure
from youwei.config.cli.output import say
from youwei.config.cli.ready import check_database, check_durable, django_ready

APPLICATION = "youwei.config.wsgi:application"
GRACE = 15.0  # seconds that a process has to finish what it is doing


@click.command(short_help="Serve the site and work off its jobs.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that serve the site.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    help="Blocking threads per worker  [default: 1 on SQLite, 4 on PostgreSQL]",
)
@click.option("--no-worker", is_flag=True, help="Serve only; `youwei worker` runs elsewhere.")
def command(host: str, port: int, workers: int, threads: int | None, no_worker: bool) -> None:
    """Serve the site with granian and work off its jobs, until Ctrl-C."""
    django_ready()
    from django.db import connection

    check_code()
    check_database()
    check_durable()
    # More threads on SQLite only wait for one another's lock: 130 ms instead of 24 ms (p99).
    threads = threads or (1 if connection.vendor == "sqlite" else 4)
    check_free(host, port)
    commands = {"web server": server(host, port, workers, threads)}
    if not no_worker:
        commands["worker"] = [sys.executable, "-m", "youwei.config.cli", "worker"]
    supervise(commands, host, port)


def check_code() -> None:
    """Raises Failure where Django's own checks, addresses included, would fail at each request."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", stdout=StringIO())
    except SystemCheckError as error:
        raise Failure(str(error)) from None


def server(host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command line of the web server. Its access log stays off: no address is written."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--workers-kill-timeout", "5"),
        *("--no-access-log", "--log-level", "warning", APPLICATION),
    ]


def check_free(host: str, port: int) -> None:
    """Raises EnvironmentWrong where another program has the port: clearer than the server's own."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            remedy = "End the program that uses it, or choose another with --port."
            raise EnvironmentWrong(
                f"{host}:{port} is not free ({error.strerror}). {remedy}"
            ) from None


def supervise(commands: Mapping[str, list[str]], host: str, port: int) -> None:
    """Keeps the processes together: when one ends, or Ctrl-C comes, all end cleanly."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    # Sessions of their own: Ctrl-C reaches this process alone, which then ends them in order.
    children = {
        name: subprocess.Popen(words, start_new_session=True)  # noqa: S603  (our own words)
        for name, words in commands.items()
    }
    try:
        announced = False
        while not stop.wait(0.1) and all(child.poll() is None for child in children.values()):
            if not announced and answers(host, port):
                announced = True
                say(f"Youwei is at http://{host}:{port}/ (Ctrl-C ends it)")
        fallen = [name for name, child in children.items() if child.poll() is not None]
    finally:
        end(list(children.values()))
    if fallen and not stop.is_set():
        raise Failure(f"The {fallen[0]} ended by itself; its own message stands above.")
    say("Youwei has ended.")


def answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False


def end(children: list["subprocess.Popen[bytes]"]) -> None:
    """Asks each process to finish, waits, and ends by force what is left of its group: of one that
    was killed, the processes that it had started go on.
    """
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
