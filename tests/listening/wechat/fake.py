"""A server of WeChat's on 127.0.0.1 that speaks the protocol both ways. Its sealing is written here
anew, from the description of the protocol, so that a mistake of ours does not cancel out.
"""

import base64
import json
import os
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree as ET

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from youwei.kernel import clock

APP, TOKEN, SECRET = "wx0123456789abcdef", "a-token-of-ours", "a-secret-of-ours"
AES_KEY = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"
SITE = "https://youwei.test"
PERSON, ACCOUNT = "oQuokka_7f3a-person", "gh_quokka"
PATIENCE = 5.0  # seconds that an answer may take

Post = Callable[[str, bytes], tuple[int, bytes]]


def sign(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode()).hexdigest()


def seal(text: str) -> str:
    key = base64.b64decode(AES_KEY + "=")
    body = text.encode()
    padder = PKCS7(256).padder()
    plain = os.urandom(16) + struct.pack(">I", len(body)) + body + APP.encode()
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def unseal(sealed: str) -> str:
    key = base64.b64decode(AES_KEY + "=")
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
    unpadder = PKCS7(256).unpadder()
    plain = unpadder.update(padded) + unpadder.finalize()
    (size,) = struct.unpack(">I", plain[16:20])
    assert plain[20 + size :] == APP.encode()
    return plain[20 : 20 + size].decode()


def xml(**parts: object) -> str:
    told = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in parts.items())
    return f"<xml>{told}</xml>"


@dataclass
class Reply:
    """What the person reads; `words` is empty where the answer was `success`."""

    words: str
    tries: int = 1


@dataclass
class FakeWechat:
    """`answers` are the error numbers of the next messages; then everything is sent."""

    sealed: bool = True
    template: str = ""
    pushes: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    token_error: int = 0
    answers: deque[int] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    _number: int = 24_000_000_000

    def __enter__(self) -> Self:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                told = outer._answer(self.path, json.loads(self.rfile.read(size)))
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def settings(self) -> dict[str, str]:
        return {
            "app": APP,
            "token": TOKEN,
            "secret": SECRET,
            "site": SITE,
            "api": f"http://127.0.0.1:{self.server.server_port}",
            "aes_key": AES_KEY if self.sealed else "",
            "template": self.template,
        }

    def _answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        address = urlsplit(path)
        self.asked.append(address.path)
        if address.path == "/cgi-bin/stable_token":
            if self.token_error:
                return {"errcode": self.token_error, "errmsg": "not now"}
            assert body["appid"] == APP
            assert body["secret"] == SECRET
            assert body["grant_type"] == "client_credential"
            self.tokens.append(f"token-{len(self.tokens)}")
            return {"access_token": self.tokens[-1], "expires_in": 7200}
        if parse_qs(address.query).get("access_token") != self.tokens[-1:]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        errcode = self.answers.popleft() if self.answers else 0
        if errcode == 0:
            self.pushes.append({"way": address.path.split("/")[-2], **body})
        return {"errcode": errcode, "errmsg": "ok"}

    def says(self, post: Post, words: str, *, lose: int = 0, **more: object) -> Reply:
        self._number += 1
        parts = {"MsgType": "text", "Content": words, "MsgId": self._number, **more}
        return self._speak(post, lose, **parts)

    def event(self, post: Post, event: str, *, lose: int = 0, **more: object) -> Reply:
        return self._speak(post, lose, MsgType="event", Event=event, **more)

    def _speak(self, post: Post, lose: int, **parts: object) -> Reply:
        """As WeChat does: up to three times more, with the same mark, while no answer arrives.
        `lose` answers get lost on their way.
        """
        at = int(clock.now().timestamp())
        whole = {"ToUserName": ACCOUNT, "FromUserName": PERSON, "CreateTime": at, **parts}
        for attempt in range(4):
            query, body = self.signed(xml(**whole))
            status, content = post(query, body)
            assert status == 200, (status, content)
            if attempt >= lose:
                return Reply(self._read(content), attempt + 1)
        raise AssertionError("no answer arrived")

    def signed(self, text: str, at: int | None = None) -> tuple[str, bytes]:
        stamp, nonce = str(at or int(clock.now().timestamp())), "1320562132"
        query = {"signature": sign(TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce}
        if not self.sealed:
            return urlencode(query), text.encode()
        sealed = seal(text)
        query |= {
            "encrypt_type": "aes",
            "msg_signature": sign(TOKEN, stamp, nonce, sealed),
            "openid": PERSON,
        }
        return urlencode(query), xml(ToUserName=ACCOUNT, Encrypt=sealed).encode()

    def _read(self, content: bytes) -> str:
        if content == b"success":
            return ""
        tree = ET.fromstring(content)
        if self.sealed:
            parts = {child.tag: child.text or "" for child in tree}
            assert set(parts) == {"Encrypt", "MsgSignature", "TimeStamp", "Nonce"}
            wanted = sign(TOKEN, parts["TimeStamp"], parts["Nonce"], parts["Encrypt"])
            assert parts["MsgSignature"] == wanted
            tree = ET.fromstring(unseal(parts["Encrypt"]))
        told = {child.tag: child.text or "" for child in tree}
        assert told["ToUserName"] == PERSON
        assert told["FromUserName"] == ACCOUNT
        assert told["MsgType"] == "text"
        assert 0 < len(told["Content"].encode()) <= 2048
        return told["Content"]


def over_http(address: str) -> Post:
    """The real thing: an answer that takes longer than five seconds is none."""

    def post(query: str, body: bytes) -> tuple[int, bytes]:
        answer = httpx.post(
            f"{address}/wechat/?{query}",
            content=body,
            headers={"Content-Type": "text/xml"},
            timeout=PATIENCE,
            trust_env=False,
        )
        return answer.status_code, answer.content

    return post


def in_process(browser: Any) -> Post:
    def post(query: str, body: bytes) -> tuple[int, bytes]:
        answer = browser.post(f"/wechat/?{query}", body, content_type="text/xml")
        assert not answer.cookies
        return answer.status_code, answer.content

    return post
