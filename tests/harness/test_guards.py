"""No network, no sleep, and an order that can be repeated."""

import socket
import time
from types import SimpleNamespace
from typing import Any

import pytest

from tests.harness.guards import NetworkTouched, Slept
from tests.harness.order import shuffle


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(NetworkTouched, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80))
    with pytest.raises(NetworkTouched, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_nobody_sleeps() -> None:
    with pytest.raises(Slept):
        time.sleep(0.001)


def test_a_seed_repeats_an_order() -> None:
    def order(seed: int) -> list[str]:
        items: list[Any] = [
            SimpleNamespace(path=path, name=f"{path}{number}")
            for path in "abcd"
            for number in range(8)
        ]
        shuffle(SimpleNamespace(option=SimpleNamespace(order_seed=seed)), items)  # type: ignore[arg-type]
        return [item.name for item in items]

    assert order(7) == order(7)
    assert order(7) != order(8)
    assert sorted(order(7)) == sorted(order(8))
    files = [name[0] for name in order(7)]
    assert all(len(set(files[start : start + 8])) == 1 for start in range(0, 32, 8))
