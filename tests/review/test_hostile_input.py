"""Whatever is typed into an address or a form, nobody's page runs it and no page falls over."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.sender import fill_in, look_up

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.organs.operations import add_organ
from youwei.foundation.people.operations import add_account, grant_role
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}</textarea>"
Desk = Callable[[Actor], StrictClient]
HOSTILE = (
    "-1",
    "0",
    "99999999999999999999999999",
    "%00",
    "%EF%BF%BD",
    "%ff%fe",
    quote("\u202e反" * 20),
    quote(EVIL),
    "' OR 1=1 --",
    "a" * 3000,
)


class Live(HTMLParser):
    """Tags and handlers that a page holds and that came from somebody's words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and "src" not in named:
            self.found.append(tag)
        if tag == "img" and named.get("src") == "x":
            self.found.append(tag)
        self.found.extend(name for name in named if name.startswith("on"))


def live(page: str) -> list[str]:
    reader = Live()
    reader.feed(page)
    return reader.found


@pytest.fixture
def loaded(cast: Cast, hand_in: Callable[..., Receipt]) -> tuple[Receipt, Duty]:
    """A case in which every text that anybody may write is an attack."""
    receipt = hand_in(text=EVIL, summary=EVIL, about_organ=cast.province.bureau)
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    thread.write(actor=writer_of(receipt), case=case, text=EVIL)
    thread.write(actor=cast.office, case=case, text=EVIL)
    duty = sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.bureau,
        verifier=cast.province.office,
        note=EVIL,
    )
    duty = assigning.accept(actor=cast.bureau, duty=duty)
    handling.tell_progress(actor=cast.bureau, duty=duty, progress=10, text=EVIL)
    duty = handling.report(actor=cast.bureau, duty=duty, result=EVIL)
    return receipt, checking.verify(actor=cast.office, duty=duty, finding=EVIL)


class TestWhatPeopleWrite:
    def test_is_shown_as_words_on_every_page(
        self, cast: Cast, loaded: tuple[Receipt, Duty], desk: Desk, client: StrictClient
    ) -> None:
        receipt, duty = loaded
        organ = add_organ(
            actor=SYSTEM,
            jurisdiction=cast.province.place,
            name="<script>x</script>局",
            valid_from=clock.today(),
            group="government",
        )
        evil = add_account(actor=SYSTEM, username="evil", name="<b onclick=x>", organ=organ)
        grant_role(actor=SYSTEM, account=evil, role=Role.LEAD, organ=cast.province.bureau)
        pages = [
            look_up(client, receipt),
            html_of(desk(cast.office).get("/desk/cases/")),
            html_of(desk(cast.office).get(f"/desk/cases/?words={quote(EVIL)}")),
            html_of(desk(cast.office).get(f"/desk/cases/{receipt.number}/")),
        ]
        for who in (cast.office, actor_for(evil, clock.today())):
            browser = desk(who)
            pages += [
                html_of(browser.get(address))
                for address in (
                    "/desk/",
                    "/desk/ledger/",
                    f"/desk/ledger/?words={quote(EVIL)}",
                    f"/desk/duties/{duty.number}/",
                    "/desk/organs/",
                )
            ]
        assert all(pages)
        assert [found for page in pages for found in live(page)] == []
        assert not any("49</textarea" in page for page in pages)

    def test_comes_back_as_words_from_a_form_that_was_refused(
        self, cast: Cast, client: StrictClient
    ) -> None:
        refused = fill_in(client, text=EVIL, summary="长" * 500, place=EVIL)
        assert refused.status == 422
        assert live(refused.page) == []
        find = client.submit("/status/", {"number": EVIL[:60], "code": EVIL[:60]}, form="find")
        assert live(html_of(find)) == []


def addresses() -> list[str]:
    """Every address of the site, with a hostile word where one can be put."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, path)
            else:
                found.append("/" + re.sub(r"\^|\$|\\Z", "", path))

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def filled(address: str) -> str:
    """Numbers are far too large, slugs and texts unlikely."""
    address = re.sub(r"<int:\w+>", "99999999999999999999999", address)
    address = re.sub(r"<slug:\w+>", "SF16-" + "x" * 300, address)
    return re.sub(r"<(\w+:)?\w+>", "x", address)


class TestEveryAddress:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_answers_every_method_and_number_without_falling_over(
        self, cast: Cast, desk: Desk, client: StrictClient, method: str
    ) -> None:
        wrong = {}
        for browser in (client, desk(cast.office)):
            browser.raise_request_exception = False
            for address in addresses():
                if "oidc" in address or "logout" in address:
                    continue
                ask = browser.get if method == "get" else browser.send
                answer = ask(filled(address))
                if answer.status_code >= 500:
                    wrong[address] = answer.status_code
        assert wrong == {}

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_takes_any_query(self, cast: Cast, desk: Desk, hostile: str) -> None:
        browser = desk(cast.office)
        browser.raise_request_exception = False
        names = ("page", "words", "state", "kind", "light", "owner", "channel", "about", "place")
        for page in ("/desk/", "/desk/cases/", "/desk/ledger/", "/desk/exports/new/duties/ledger/"):
            for name in names:
                answer = browser.get(f"{page}?{name}={hostile}")
                assert answer.status_code < 500, (page, name, hostile)
        for page in ("/", "/report/", "/report/new/", "/status/"):
            answer = browser.get(f"{page}?kind={hostile}&number={hostile}")
            assert answer.status_code < 500, (page, hostile)

    def test_nothing_changes_by_looking(
        self, cast: Cast, desk: Desk, hand_in: Callable[..., Receipt]
    ) -> None:
        case = case_of(hand_in(about_organ=cast.province.bureau))
        browser = desk(cast.office)
        for name in ("accept", "refuse", "dispatch"):
            assert browser.get(f"/desk/cases/{case.number}/move/{name}/").status_code == 405
        assert Case.objects.get().state == "received"


class TestWaysOut:
    @pytest.mark.parametrize(
        "target",
        ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil.example"],
    )
    def test_no_page_leads_to_another_site(
        self, cast: Cast, client: StrictClient, target: str
    ) -> None:
        account = cast.province.account("traveller", Role.HANDLER, cast.province.bureau)
        account.set_password("a long enough password")
        account.save()
        given = {"login": "traveller", "password": "a long enough password", "next": target}
        chosen = client.post("/language/", {"language": "en", "next": target})
        signed_in = client.send(f"/account/login/?next={quote(target)}", given)
        assert (chosen.status_code, signed_in.status_code) == (302, 302)
        assert chosen.headers["Location"] == "/"
        assert signed_in.headers["Location"] == "/desk/"

    def test_every_page_forbids_frames_scripts_of_others_and_storing(
        self, cast: Cast, loaded: tuple[Receipt, Duty], desk: Desk
    ) -> None:
        receipt, duty = loaded
        browser = desk(cast.office)
        for page in (
            "/desk/",
            "/desk/ledger/",
            "/desk/cases/",
            f"/desk/cases/{receipt.number}/",
            f"/desk/duties/{duty.number}/",
        ):
            answer = browser.get(page)
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
            assert "unsafe-inline" not in policy
            assert "no-store" in answer.headers.get("Cache-Control", ""), page
