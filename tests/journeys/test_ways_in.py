"""A call noted by keyboard alone, and a matter handed in on a partner's page."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.access import axe

SignIn = Callable[[Page, Any], None]
CALL = "来电人说窗口两次让他重填同一张表，希望一次说清。"
AS_TALL = "inside => Math.abs(document.querySelector('iframe').height - inside) <= 2"
KEYS = 6  # presses beside the words: kind, organ chosen, two steps on, read back, send


@pytest.fixture(autouse=True)
def quick_proof(settings: Any) -> None:
    settings.YOUWEI_PROOF_OF_WORK = 1_000


@pytest.fixture
def scene(transactional_db: None) -> Any:
    from tests.listening.channels.scene import build_scene

    return build_scene()


class Keyboard:
    """Presses keys and counts them; the words of a text come from an input method."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def words(self, text: str) -> None:
        self.page.keyboard.insert_text(text)


def test_a_call_is_noted_by_keyboard_alone(scene: Any, screen: Page, sign_in: SignIn) -> None:
    from youwei.listening.complaints.models import Case

    sign_in(screen, scene.phone)
    screen.goto("/desk/register/")
    axe(screen)
    keyboard = Keyboard(screen)
    expect(screen.locator("input[name=kind]").first).to_be_focused()
    keyboard.press("2")
    finder = screen.get_by_role("combobox")
    expect(finder).to_be_focused()
    keyboard.words("商务厅")
    expect(screen.get_by_role("option").first).to_have_text("示范省商务厅")
    keyboard.press("Enter", "Tab")
    expect(screen.locator("#id_text")).to_be_focused()
    keyboard.words(CALL)
    keyboard.press("Tab")
    expect(screen.locator("#id_read_back")).to_be_focused()
    keyboard.press("Space")
    axe(screen)
    keyboard.press("Control+Enter")
    expect(screen.locator("#receipt-code")).to_be_visible()
    axe(screen)
    case = Case.objects.get()
    assert (case.kind, case.text, case.about_organ) == ("request", CALL, scene.bureau)
    assert keyboard.pressed <= KEYS
    keyboard.press("Enter")  # "next one" has the focus
    screen.wait_for_url("**/desk/register/")
    expect(screen.get_by_text(case.number)).to_be_visible()


def test_what_the_matter_does_not_need_is_not_asked(
    scene: Any, screen: Page, sign_in: SignIn
) -> None:
    sign_in(screen, scene.phone)
    screen.goto("/desk/register/")
    expect(screen.locator("#id_contact")).to_be_hidden()
    screen.keyboard.press("4")
    expect(screen.locator("[data-not-conduct]")).to_be_hidden()
    screen.keyboard.insert_text("商务厅")
    screen.keyboard.press("Enter")
    expect(screen.locator("[data-for-own]")).to_be_visible()
    expect(screen.locator("[data-for-own]")).to_contain_text("本单位任何人不能再查看")
    axe(screen)
    screen.get_by_label("5 检举控告").check()
    expect(screen.get_by_text("此类由纪检监察机关受理")).to_be_visible()


@contextmanager
def partner(line: str) -> Iterator[str]:
    """A site of somebody else, whose page holds this line; its origin."""
    head = "<!doctype html><html lang=zh><meta charset=utf-8><title>某网站</title>"
    page = f"{head}<h1>某网站</h1>{line}"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = page.encode() if self.path == "/" else b""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def offered(scene: Any) -> Any:
    from youwei.listening.channels.operations.offering import offer_form

    return offer_form(
        actor=scene.system,
        campaign=scene.cast.province.campaign,
        channel="site-hebei-news",
        name="示范新闻网",
        origins=[],
    )


def test_a_matter_is_handed_in_on_a_partners_page(
    scene: Any, offered: Any, phone: Page, live_server: LiveServer
) -> None:
    from youwei.listening.channels.operations.offering import set_origins
    from youwei.listening.complaints.models import Case

    place = f"{live_server.url}/embed/{offered.frame.public_id}"
    assert live_server.url.startswith("http://localhost:"), "another site than 127.0.0.1"
    with partner(f'<script src="{place}.js" async></script>') as origin:
        set_origins(actor=scene.system, frame=offered.frame, origins=[origin])
        phone.goto(origin)
        frame = phone.frame_locator("iframe")
        frame.locator('a[href$="kind=request"]').click()
        frame.locator("#id_text").fill("窗口两次让我重填。")
        for _ in range(2):
            frame.get_by_role("button", name="下一步").click()
        frame.get_by_role("button", name="提交").focus()
        done = frame.locator("altcha-widget input[type=checkbox]")
        expect(done).to_be_checked(timeout=20_000)
        frame.get_by_role("button", name="提交").click()
        expect(frame.locator("#receipt-number")).to_be_visible()
        case = Case.objects.get()
        assert (case.channel, case.number) == (
            "site-hebei-news",
            frame.locator("#receipt-number").inner_text(),
        )
        # The page has its full height once the script has shown its buttons; the frame follows it.
        expect(frame.locator("[data-print]")).to_be_visible()
        inside = phone.frames[-1].evaluate("document.documentElement.scrollHeight")
        phone.wait_for_function(AS_TALL, arg=inside)
        assert phone.context.cookies() == []
    for step in ("/", "/new/?kind=conduct", "/allegation/"):
        phone.goto(place + step)
        axe(phone)


def test_another_site_gets_an_empty_frame(
    scene: Any, offered: Any, chromium: Browser, live_server: LiveServer
) -> None:
    from youwei.listening.channels.operations.offering import set_origins

    set_origins(actor=scene.system, frame=offered.frame, origins=["https://news.example.org"])
    place = f"{live_server.url}/embed/{offered.frame.public_id}/"
    with partner(f'<iframe src="{place}"></iframe>') as origin:
        page = chromium.new_page()
        refused = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(origin)
        page.wait_for_load_state("networkidle")
        expect(page.frame_locator("iframe").locator("main")).to_have_count(0)
        assert any("frame-ancestors" in text for text in refused)
        page.close()


def test_the_administrator_tries_the_form(
    scene: Any, offered: Any, screen: Page, sign_in: SignIn
) -> None:
    from youwei.listening.complaints.models import Case

    sign_in(screen, scene.system)
    screen.goto(f"/desk/channels/{offered.frame.pk}/")
    frame = screen.frame_locator("iframe")
    frame.locator('a[href$="kind=request"]').click()
    expect(frame.locator("#id_text")).to_be_visible()
    axe(screen)
    assert not Case.objects.exists()
