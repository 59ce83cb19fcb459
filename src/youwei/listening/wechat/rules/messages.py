"""What the server of WeChat posts, and what it is answered, as XML."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from youwei.listening.wechat.rules.sealing import NotFromWechat

BYTES = 64 * 1024  # of one message; theirs are far smaller
WINDOW = 300  # seconds that a message may be old, or ahead of our clock
CODE_DIGITS = 10
_NAME = re.compile(r"[A-Za-z0-9_@-]{1,64}")
_CODE = re.compile(rf"(?:qrscene_)?(\d{{5}})[\s-]?(\d{{{CODE_DIGITS - 5}}})")


@dataclass(frozen=True, slots=True)
class Message:
    """`person` is the openid, `mark` what a repetition has in common. Of what was written only a
    code for this purpose is taken out; the words themselves go no further than this function.
    """

    person: str = field(repr=False)
    account: str
    kind: str
    event: str
    code: str = field(repr=False)
    mark: str = field(repr=False)


def envelope(content: bytes) -> str:
    """The sealed part."""
    return _text(_tree(content), "Encrypt")


def message(content: bytes) -> Message:
    tree = _tree(content)
    # Where WeChat itself tells something about a person, it is the sender and names the person.
    person = _text(tree, "OpenID") or _text(tree, "FromUserName")
    account = _text(tree, "ToUserName")
    if not _NAME.fullmatch(person) or not _NAME.fullmatch(account):
        raise NotFromWechat
    kind, event = _text(tree, "MsgType"), _text(tree, "Event").upper()
    mark = _text(tree, "MsgId") or f"{person} {_text(tree, 'CreateTime')} {event}"
    words = _text(tree, "Content") if kind == "text" else _text(tree, "EventKey")
    found = _CODE.fullmatch(words.strip())
    return Message(
        person=person,
        account=account,
        kind=kind,
        event=event if kind == "event" else "",
        code="".join(found.groups()) if found else "",
        mark=mark[:200],
    )


def reply(to: Message, words: str, at: int) -> str:
    parts = {
        "ToUserName": _cdata(to.person),
        "FromUserName": _cdata(to.account),
        "CreateTime": str(at),
        "MsgType": _cdata("text"),
        "Content": _cdata(words),
    }
    return _xml(parts)


def sealed_reply(sealed: str, sign: str, at: int, nonce: str) -> str:
    parts = {
        "Encrypt": _cdata(sealed),
        "MsgSignature": _cdata(sign),
        "TimeStamp": str(at),
        "Nonce": _cdata(nonce),
    }
    return _xml(parts)


def in_time(timestamp: str, now: float) -> bool:
    digits = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12
    return digits and abs(int(timestamp) - now) <= WINDOW


def spoken_code(code: str) -> str:
    """As a person types it, on one line; what comes back may hold any blank, a hyphen, or none."""
    return f"{code[:5]}\u00a0{code[5:]}"


def _tree(content: bytes) -> Element:
    """Without entities, document types or anything that reaches outside."""
    try:
        tree: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotFromWechat from error
    return tree


def _text(tree: Element, name: str) -> str:
    found = tree.find(name)
    return (found.text or "") if found is not None else ""


def _xml(parts: dict[str, str]) -> str:
    return "<xml>" + "".join(f"<{name}>{text}</{name}>" for name, text in parts.items()) + "</xml>"


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]] >") + "]]>"
