"""What no test may do: reach the network, or wait for a clock."""

import socket
import sys
import time
from collections.abc import Callable
from typing import Any

_LOCAL = frozenset({"127.0.0.1", "::1", "localhost", ""})
_OURS = ("youwei", "tests")


class NetworkTouched(AssertionError):
    """A test may talk to this machine only."""


class Slept(AssertionError):
    """A test waits for a condition or sets the clock (youwei.kernel.clock.at); it never sleeps."""


def stand() -> None:
    _guard_sockets()
    _guard_sleep()


def _guard_sockets() -> None:
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _only_local(getattr(socket.socket, name)))
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_unless_local(host)
        return resolve(host, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


def _only_local(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple):
            _refuse_unless_local(address[0])
        return connect(self, address)

    return guarded


def _refuse_unless_local(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in _LOCAL:
        raise NetworkTouched(f"a test asked for {name}")


def _guard_sleep() -> None:
    """Libraries may sleep in their own threads; our code and our tests may not."""
    sleep = time.sleep

    def guarded(seconds: float) -> None:
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if caller.partition(".")[0] in _OURS:
            raise Slept(f"{caller} slept {seconds} s")
        sleep(seconds)

    setattr(time, "sleep", guarded)  # noqa: B010  (assigned, its type would have to match)
