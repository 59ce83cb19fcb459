from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.foundation.rulebook.rules.channels import Channel, Medium
from youwei.foundation.rulebook.rules.loading import load
from youwei.kernel.actor import Role
from youwei.listening.channels.rules.circumstances import AnswerBy, Circumstances, refusal_of
from youwei.listening.channels.rules.origins import MOST, origins_of
from youwei.listening.channels.rules.refusals import OriginUnknown, TooManyOrigins
from youwei.listening.channels.rules.states import BOX, FILE
from youwei.listening.channels.rules.takers import embeds, takers


@pytest.fixture(scope="module")
def channels() -> dict[str, Channel]:
    from tests.harness.province import RULEBOOK

    return {one.code: one for one in load(RULEBOOK).channels}


def test_tables_hold_together() -> None:
    BOX.check()
    FILE.check()


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("", ()),
        ("https://www.Example.org/", ("https://www.example.org",)),
        ("https://a.example:443\nhttps://a.example", ("https://a.example",)),
        ("https://a.example:8443", ("https://a.example:8443",)),
        ("http://localhost:8080", ("http://localhost:8080",)),
        ("https://例子.example", ("https://xn--fsqu00a.example",)),
    ],
)
def test_origins_are_read(text: str, origins: tuple[str, ...]) -> None:
    assert origins_of(text) == origins


@pytest.mark.parametrize(
    "text",
    [
        "http://www.example.org",
        "https://*.example.org",
        "*",
        "https:",
        "https://a.example/page",
        "https://a.example?x=1",
        "https://user@a.example",
        "https://a.example;script-src",
        "https://a.example:99999",
        "javascript:alert(1)",
        "'self'",
    ],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(OriginUnknown):
        origins_of(text)


def test_a_token_is_for_a_few_sites() -> None:
    with pytest.raises(TooManyOrigins):
        origins_of("\n".join(f"https://a{n}.example" for n in range(MOST + 1)))


@given(st.text(max_size=60))
def test_nothing_but_an_origin_reaches_the_header(text: str) -> None:
    try:
        found = origins_of(text)
    except (OriginUnknown, TooManyOrigins):
        return
    assert all(not set(one) & set(" ;,'\"*\n\r") for one in found)


def test_who_takes_down_what(channels: dict[str, Channel]) -> None:
    assert takers(channels["organ-phone"]) == {Role.CLERK, Role.OFFICE}
    assert takers(channels["organ-box"]) == {Role.CLERK}
    assert takers(channels["supervisor"]) == {Role.SUPERVISOR}
    assert takers(channels["media"]) == takers(channels["tv-questioning"]) == {Role.OFFICE}
    for code in ("web", "wechat", "api", "message-board", "hotline-12345"):
        assert takers(channels[code]) == frozenset(), code


def test_only_partners_pages_frame_the_form(channels: dict[str, Channel]) -> None:
    framed = {code for code, one in channels.items() if embeds(one)}
    assert {code for code in framed if code.startswith("site-")} == {
        "site-hebei-great-wall",
        "site-hebei-news",
        "site-hebei-discipline",
        "site-hebei-party-organs",
    }
    assert framed.isdisjoint({"web", "wechat", "api"})


@pytest.mark.parametrize(
    ("code", "kind", "contact", "how", "refused"),
    [
        ("organ-phone", "request", "", {"read_back": True}, None),
        ("organ-phone", "request", "", {}, "not_read_back"),
        ("visit", "request", "", {}, "not_read_back"),
        ("letter", "request", "", {}, None),
        ("letter", "request", "地址", {"answer_by": AnswerBy.LETTER}, None),
        ("letter", "request", "", {"answer_by": AnswerBy.LETTER}, "no_way_to_person"),
        ("letter", "conduct", "地址", {"answer_by": AnswerBy.LETTER}, "only_by_code"),
        ("media", "request", "", {"source": "某报", "source_on": date(2026, 1, 1)}, None),
        ("media", "request", "", {}, "source_missing"),
        ("organ-box", "conduct", "", {}, None),
    ],
)
def test_how_it_may_be_recorded(
    channels: dict[str, Channel],
    code: str,
    kind: str,
    contact: str,
    how: dict[str, object],
    refused: str | None,
) -> None:
    channel = channels[code]
    assert channel.medium in Medium
    found = refusal_of(channel, kind, contact, Circumstances(**how))  # type: ignore[arg-type]
    assert (found.code if found else None) == refused
