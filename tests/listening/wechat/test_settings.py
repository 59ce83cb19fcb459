"""An account is connected whole or not at all."""

import pytest

from youwei.config.environment import Environment, Misconfigured, read

WHOLE = {"APP": "wx1", "TOKEN": "t", "SECRET": "s", "SITE": "https://youwei.test"}
SEALED = {"AES_KEY": "a" * 43}
PRODUCTION = {
    "MODE": "production",
    "HTTPS": "true",
    "HOSTS": "youwei.test",
    "SECRET": "Zq7w8e9r0t1y2u3i4o5p6a7s8d9f0g1h2j3k4l5z6x",
}


def start(monkeypatch: pytest.MonkeyPatch, wechat: dict[str, str], **more: str) -> Environment:
    for name, value in ({f"WECHAT_{key}": one for key, one in wechat.items()} | more).items():
        monkeypatch.setenv(f"YOUWEI_{name}", value)
    return read()


def test_without_settings_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(monkeypatch, {}).wechat() is None


def test_a_whole_account(monkeypatch: pytest.MonkeyPatch) -> None:
    from youwei.listening.wechat.rules.account import OfficialAccount

    found = start(monkeypatch, WHOLE | SEALED, **PRODUCTION).wechat()
    assert found
    account = OfficialAccount(**found)
    assert (account.app, account.api) == ("wx1", "https://api.weixin.qq.com")


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_half_an_account_stops_the_start(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    with pytest.raises(Misconfigured, match="YOUWEI_WECHAT_APP"):
        start(monkeypatch, {key: value for key, value in WHOLE.items() if key != missing})


@pytest.mark.parametrize(
    "wrong",
    [
        {"AES_KEY": ""},
        {"AES_KEY": "short"},
        {"SITE": "http://youwei.test"},
        {"API": "http://api.weixin.qq.com"},
    ],
)
def test_production_takes_sealed_messages_over_https(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]
) -> None:
    with pytest.raises(Misconfigured, match=f"YOUWEI_WECHAT_{next(iter(wrong))}"):
        start(monkeypatch, WHOLE | SEALED | wrong, **PRODUCTION)
