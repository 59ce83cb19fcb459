"""安全模式. The vectors were published with WeChat's own sample code (WXBizMsgCrypt for Java and
Python) and are quoted by many libraries; the key, token and account are samples too.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.wechat import fake

from youwei.listening.wechat.rules.messages import envelope
from youwei.listening.wechat.rules.sealing import (
    NotFromWechat,
    Seal,
    check_signature,
    signature,
)

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
POSTED = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PG"
    "HQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6"
    "tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp"
    "3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhv"
    "Ql+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)


def test_the_published_sealing() -> None:
    sealed = Seal(KEY, "wxb11529c136998cb6").close("我是中文abcd123", random=b"aaaabbbbccccdddd")
    assert sealed == (
        "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
    )


def test_the_published_message() -> None:
    check_signature(
        "5d197aaffba7e9b25a30732f161a50dee96bd5fa", "spamtest", "1409735669", "1320562132", POSTED
    )
    opened = Seal(KEY, "wx2c2769f8efd9abc2").open(POSTED)
    assert opened.startswith("<xml><ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName>\n")
    assert opened.endswith("<MsgId>6054768590064713728</MsgId>\n</xml>")


def test_the_published_address_check() -> None:
    echo = (
        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    )
    check_signature(
        "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "QDG6eK", "1409659589", "263014780", echo
    )
    seal = Seal("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
    assert seal.open(echo) == "1616140317555161061"


def test_another_account_a_wrong_key_and_a_changed_text_do_not_open() -> None:
    good = Seal(KEY, "wx2c2769f8efd9abc2")
    for seal, sealed in (
        (Seal(KEY, "wx0000000000000000"), POSTED),
        (Seal(fake.AES_KEY, "wx2c2769f8efd9abc2"), POSTED),
        (good, POSTED[:-4]),
        (good, "A" + POSTED[1:-44] + POSTED[-40:]),
        (good, ""),
        (good, "零"),
        (good, "AAAAAAAAAAAAAAAAAAAAAA=="),
        (good, "!!!!"),
    ):
        with pytest.raises(NotFromWechat):
            seal.open(sealed)
    with pytest.raises(NotFromWechat):
        check_signature("零", "a", "b")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_an_independent_reading_agrees(text: str) -> None:
    """The fake server's sealing shares no line with ours."""
    ours = Seal(fake.AES_KEY, fake.APP)
    assert fake.unseal(ours.close(text)) == text
    assert ours.open(fake.seal(text)) == text


@given(st.lists(st.text("abc019", min_size=1, max_size=12), min_size=3, max_size=4))
def test_the_order_of_parts_does_not_matter(parts: list[str]) -> None:
    assert signature(*parts) == signature(*reversed(parts)) == fake.sign(*parts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<xml><Encrypt>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><Encrypt>a</Encrypt></xml>',
        b'<?xml version="1.0" encoding="nothing"?><xml/>',
        b"\xff\xfe\x00",
    ],
)
def test_hostile_xml_is_no_message(content: bytes) -> None:
    with pytest.raises(NotFromWechat):
        envelope(content)
