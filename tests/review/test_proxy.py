"""The example of a reverse proxy keeps what the product promises."""

import re
from pathlib import Path

import pytest

CONF = (Path(__file__).parents[2] / "deploy" / "nginx.conf").read_text()
LINES = [line.partition("#")[0].strip() for line in CONF.splitlines()]


def said(name: str) -> list[str]:
    """What stands behind a directive, wherever it stands."""
    return [line[len(name) :].strip(" ;") for line in LINES if re.match(rf"{name}\b", line)]


def test_no_request_is_logged() -> None:
    assert said("access_log") == ["off"]
    assert said("error_log") == ["/dev/null crit"]
    assert not said("log_format")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"])
def test_no_address_is_passed_on(name: str) -> None:
    assert f'{name} ""' in said("proxy_set_header")
    assert not [value for value in said("proxy_set_header") if "remote_addr" in value]


def test_nothing_waits_on_a_disk() -> None:
    for name in ("proxy_request_buffering", "proxy_buffering", "proxy_cache"):
        assert said(name) == ["off"]
    assert not said("proxy_cache_path")


def test_it_takes_what_the_site_takes() -> None:
    from django.conf import settings

    (size,) = said("client_max_body_size")
    assert int(size.removesuffix("m")) * 1024 * 1024 >= settings.YOUWEI_REQUEST_BYTES
