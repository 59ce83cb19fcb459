"""What attackers try first: headers that lack, forms without a token, ways to other sites, numbers
that can be guessed, and requests that pretend to be others.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from urllib.parse import quote

import pytest
from django.conf import settings as live
from django.test import Client, override_settings
from tests.architecture.test_urls import exempt
from tests.harness.clients import StrictClient, html_of
from tests.harness.fixtures import signed_in
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.sender import fill_in
from tests.matrix.addresses import routes
from tests.review.test_hostile_input import filled

from youwei.foundation.files.operations import attach
from youwei.foundation.files.queries import of, prepared
from youwei.kernel import receipts
from youwei.kernel.actor import SYSTEM, Role
from youwei.listening.complaints.queries.receipts import Receipt, case_by_code
from youwei.listening.complaints.rules.refusals import WrongCode

HandIn = Callable[..., Receipt]
ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example")
# What browsers read as another site, or a careless comparison as our own.
DISGUISED = (
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "////evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "//evil。example",
    "⁄⁄evil.example",
    "／／evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example\\@testserver/",
    "//evil.example:80@testserver",
    "//[evil.example",
    "javascript:alert(1)//evil",
    "data:text/html,evil",
    "/%09/evil.example",
    "/%5cevil.example",
)
# Checked by a signature, a key or not at all, and by no cookie: tests/architecture/test_urls.py.
TOKENLESS = ("/language/", "/embed/", "/api/", "/open311/", "/wechat/", "/disclose/")


def asked() -> Iterator[str]:
    """Every page; numbers in it are unlikely ones."""
    for route in routes():
        address = filled("/" + route)
        if "oidc" not in address:
            yield address


def browser_goes_to(target: str) -> str:
    """The host to which a browser takes this Location, by the rules of the WHATWG URL standard:
    a backslash is a slash, tabs and line ends are nothing, and so are blanks at the ends.
    """
    read = re.sub(r"[\t\r\n]", "", target.strip()).replace("\\", "/")
    if re.match(r"[a-z][a-z0-9+.-]*:", read, re.IGNORECASE):
        return read
    if read.startswith("//"):
        return read.lstrip("/").partition("/")[0].rpartition("@")[2]
    return "testserver"


def _pretending(name: str, value: str) -> Client:
    """Each of its requests comes with this header, or variable of the server."""
    client = Client()
    client.defaults[name] = value
    return client


class TestHeaders:
    def test_over_https_a_browser_never_goes_back(self, cast: Cast) -> None:
        with override_settings(SECURE_HSTS_SECONDS=31_536_000):
            answer = Client().get("/", secure=True)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"

    def test_plain_http_is_led_to_https_before_anything_is_answered(self, cast: Cast) -> None:
        with override_settings(SECURE_SSL_REDIRECT=True):
            answer = Client().get("/status/")
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            "https://testserver/status/",
        )

    def test_the_policy_allows_no_script_or_frame_of_others(self, cast: Cast) -> None:
        policy = Client().get("/report/").headers["Content-Security-Policy"]
        parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert parts["default-src"] == "'none'"
        assert parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
        assert parts["frame-ancestors"] == parts["base-uri"] == "'none'"
        assert "unsafe" not in policy

    def test_a_receipt_is_kept_nowhere(self, cast: Cast, client: StrictClient) -> None:
        sent = fill_in(client, text="窗口两次让我重填材料。")
        assert sent.receipt is not None
        for name, part in (
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "same-origin"),
            ("Permissions-Policy", "geolocation=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            assert part in sent.headers[name]


class TestForms:
    def test_no_form_is_taken_without_its_token(self, cast: Cast) -> None:
        browser = signed_in(cast.office)
        taken = {}
        for address in asked():
            if address.startswith(TOKENLESS):
                continue
            for kept, sent in (("t" * 32, "f" * 32), ("t" * 32, ""), ("", "t" * 32)):
                browser.cookies["csrftoken"] = kept
                status = browser.post(address, {"csrfmiddlewaretoken": sent}).status_code
                if status != 403:
                    taken[address] = status
        assert taken == {}

    def test_nor_one_that_another_site_sent(self, cast: Cast) -> None:
        answer = signed_in(cast.office).send(
            "/desk/me/interests/", headers={"Origin": "https://e.cn"}
        )
        assert answer.status_code == 403

    def test_who_takes_forms_without_is_known(self) -> None:
        from django.urls import get_resolver

        assert "new" not in exempt(get_resolver("youwei.config.urls_desk").url_patterns)


class TestWaysToOtherSites:
    def test_no_address_leads_there(self, cast: Cast) -> None:
        """Each name that such an address usually has, with another way to write it."""
        names = dict(zip(("next", "url", "back", "return_to"), ELSEWHERE, strict=True))
        query = "&".join(f"{name}={quote(target)}" for name, target in names.items())
        led = []
        for address in asked():
            for browser in (StrictClient(), signed_in(cast.office)):
                asks = [browser.get]
                if address.startswith(("/account", "/language")):
                    asks.append(partial(browser.send, data=names))
                for ask in asks:
                    target = ask(f"{address}?{query}").headers.get("Location", "")
                    if "evil" in target.partition("?")[0]:
                        led.append(address)
        assert led == []

    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_nor_does_signing_in(self, cast: Cast, target: str) -> None:
        account = cast.province.account("traveller", Role.HANDLER, cast.province.bureau)
        account.set_password("a long enough password")
        account.save()
        given = {"login": "traveller", "password": "a long enough password", "next": target}
        answer = StrictClient().send("/account/login/", given)
        assert answer.headers["Location"] == "/desk/"
        for name in (live.SESSION_COOKIE_NAME, live.CSRF_COOKIE_NAME):
            assert answer.cookies[name]["httponly"]
            assert answer.cookies[name]["samesite"] == "Lax"

    def test_nor_does_a_disguised_one(self, cast: Cast) -> None:
        account = cast.province.account("traveller", Role.HANDLER, cast.province.bureau)
        account.set_password("a long enough password")
        account.save()
        given = {"login": "traveller", "password": "a long enough password"}
        led = {}
        for target in DISGUISED:
            chosen = Client().post("/language/", {"language": "en", "next": target})
            signed = StrictClient().send("/account/login/", {**given, "next": target})
            asked = StrictClient().send(f"/account/login/?next={quote(target)}", given)
            for answer in (chosen, signed, asked):
                assert answer.status_code == 302, target
                if browser_goes_to(answer.headers["Location"]) != "testserver":
                    led[target] = answer.headers["Location"]
        assert led == {}

    def test_a_foreign_host_is_not_answered(self, cast: Cast) -> None:
        for name in ("HTTP_HOST", "SERVER_NAME"):
            with override_settings(ALLOWED_HOSTS=["youwei.test"]):
                answer = _pretending(name, "evil.example").get("/")
            assert answer.status_code == 400
            assert "evil" not in html_of(answer)

    def test_a_forwarded_host_is_not_believed(self, cast: Cast) -> None:
        for page in ("/", "/report/", "/status/", "/record/", "/account/login/"):
            answer = Client().get(page, headers={"X-Forwarded-Host": "evil.example"})
            assert "evil" not in html_of(answer)


class TestRequestsThatPretend:
    @pytest.mark.parametrize(
        "name", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"]
    )
    def test_a_method_is_what_it_is(self, cast: Cast, hand_in: HandIn, name: str) -> None:
        case = case_of(hand_in())
        address = f"/desk/cases/{case.number}/move/accept/"
        assert signed_in(cast.office).get(address, headers={name: "POST"}).status_code == 405
        assert signed_in(cast.office).get(f"{address}?_method=POST").status_code == 405
        case.refresh_from_db()
        assert case.state == "received"

    @pytest.mark.parametrize("name", ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"])
    def test_an_address_is_what_it_is(self, cast: Cast, name: str) -> None:
        answer = Client().get("/desk/cases/", headers={name: "/"})
        assert answer.headers["Location"].startswith("/account/login/")

    def test_nobody_signs_in_by_a_header(self, cast: Cast) -> None:
        for name in ("REMOTE_USER", "HTTP_REMOTE_USER", "HTTP_X_FORWARDED_USER"):
            assert _pretending(name, "office").get("/desk/").status_code == 302


class TestWhatCanBeGuessed:
    def test_a_wrong_number_costs_what_a_wrong_code_costs(
        self, cast: Cast, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The same hashes and the same questions: no clock tells which numbers exist."""
        receipt = hand_in()
        made: list[str] = []
        plain = receipts.hash_of

        def counted(value: str, *, key: bytes) -> str:
            made.append(value)
            return plain(value, key=key)

        monkeypatch.setattr(receipts, "hash_of", counted)
        costs = []
        for number in (receipt.number, receipt.number[:-4] + "ZZZZ"):
            made.clear()
            with pytest.raises(WrongCode):
                case_by_code(number, "0000-0000-0000-0000-0000")
            costs.append(len(made))
        assert costs[0] == costs[1] > 0

    def test_the_page_says_the_same_of_both(
        self, cast: Cast, hand_in: HandIn, client: StrictClient
    ) -> None:
        receipt = hand_in()
        told = set()
        for number in (receipt.number, receipt.number[:-4] + "ZZZZ"):
            given = {"number": number, "code": "0000-0000-0000-0000-0000"}
            answer = client.submit("/status/", given, form="find")
            page = html_of(answer).replace(number, "NUMBER")
            told.add((answer.status_code, page.count("<"), "NUMBER" in page, len(page)))
        assert len(told) == 1

    def test_a_file_of_others_answers_like_none(self, cast: Cast, hand_in: HandIn) -> None:
        upload = prepared(name="a.txt", content=BytesIO(b"words"))
        own = case_of(hand_in(uploads=(upload,)))
        other = case_of(
            hand_in(kind="conduct", about_organ=cast.province.office, uploads=(upload,))
        )
        (hidden,) = of(other.subject)
        browser = signed_in(cast.office)
        pages = set()
        for number, file in (
            (own.number, hidden.id),
            (own.number, 10**9),
            (other.number, hidden.id),
        ):
            address = f"/desk/cases/{number}/files/{file}/"
            pages.add(html_of(browser.get(address)).replace(address, "ADDRESS"))
        assert len({len(page) for page in pages}) == 1
        setting = {
            browser.send(f"/desk/files/{file}/set-aside/").status_code
            for file in (hidden.id, 10**9)
        }
        assert setting == {404}

    def test_names_in_the_store_are_no_series(self, cast: Cast) -> None:
        files = [
            attach(
                actor=SYSTEM,
                origin="case:1",
                trail="case:1",
                campaign_id=None,
                name="a.txt",
                content=BytesIO(b"same words"),
            )
            for _ in range(20)
        ]
        tokens = {file.stored.rpartition("/")[2] for file in files}
        assert len(tokens) == 20
        assert {len(bytes.fromhex(token)) for token in tokens} == {32}


class TestUploads:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("照片.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("a.html", b"<script>alert(1)</script>"),
            ("a.php.jpg", b"<?php system($_GET[0]);"),
            ("..%2f..%2fetc%2fpasswd", b"root:x:0:0"),
            ("a.jpg\x00.php", b"\xff\xd8\xff<?php"),
        ],
    )
    def test_the_content_decides_and_the_form_says_why(
        self, cast: Cast, client: StrictClient, name: str, content: bytes
    ) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile(name, content)
        sent = fill_in(client, text="窗口两次让我重填材料。", files=[file])
        assert (sent.status, sent.receipt) == (422, None)
        assert "<script>alert" not in sent.page

    def test_a_body_of_countless_parts_is_not_read_to_its_end(self, client: StrictClient) -> None:
        part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
        answer = client.post(
            "/status/", part * 5_000 + b"--b--\r\n", content_type="multipart/form-data; boundary=b"
        )
        assert answer.status_code in {400, 403, 413}

    @pytest.mark.parametrize(
        "kind",
        [
            "multipart/form-data",
            "multipart/form-data; boundary=" + "b" * 5_000,
            "application/x-www-form-urlencoded; charset=utf-7",
            "text/xml",
        ],
    )
    def test_a_body_that_is_no_form_falls_over_nothing(
        self, client: StrictClient, kind: str
    ) -> None:
        body = b"\xff\xfe<a>&b;"
        assert client.generic("POST", "/status/", body, content_type=kind).status_code < 500
