"""A complaint from the first word to the rating, by the pages that people use."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.access import axe
from tests.journeys.people import (
    Slip,
    choose,
    duty_of,
    fill,
    look_up,
    open_case,
    press,
    send,
    write,
)

SignIn = Callable[[Page, Any], None]
Screen = Callable[[], Page]
TEXT = "我办理备案，窗口三次让我补材料，每次说法不一样，已经两个月了。"
SECRET = "科长当众训斥办事群众，还说不想办就别办。"
STATEMENT = "请尽快办结我十一月一日提交的备案申请。"


@pytest.fixture(autouse=True)
def quick_proof(settings: Any) -> None:
    """The same work, a twentieth of it: the machine's speed is not what is tried here."""
    settings.YOUWEI_PROOF_OF_WORK = 1_000


def eye(page: Page) -> None:
    """Everybody can use it, and nothing is wider than the screen."""
    expect(page.locator("main")).to_be_visible()
    axe(page)
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide, f"{page.url} scrolls sideways"


@pytest.fixture
def cast() -> Any:
    from tests.listening.complaints.cast import build_cast

    return build_cast()


def accept_and_send(page: Page, slip: Slip, owner: str) -> None:
    open_case(page, slip, eye)
    press(page, "accept")
    expect(page.locator(".tag--active")).to_have_text("已受理")
    choose(page, "承办单位", owner, under="dispatch")
    press(page, "dispatch")
    expect(page.locator(".tag--active")).to_have_text("办理中")
    eye(page)


def sign_and_report(page: Page, name: str, result: str, evidence: str = "") -> None:
    duty_of(page, name, eye)
    press(page, "accept")
    expect(page.locator(".tag--active")).to_have_text("办理中")
    fill(page, "report", result)
    if evidence:
        page.locator("input[type=file]").set_input_files(
            {"name": evidence, "mimeType": "text/plain", "buffer": "已办结。".encode()}
        )
    eye(page)
    press(page, "report")
    expect(page.locator(".tag--active")).to_contain_text("已报结")
    eye(page)


def check(page: Page, name: str) -> None:
    duty_of(page, name, eye)
    fill(page, "verify", "已电话核实，情况属实。")
    press(page, "verify")
    expect(page.locator(".tag--active")).to_contain_text("已核查销号")
    eye(page)


def test_a_matter_is_handed_in_solved_checked_and_rated(
    cast: Any, phone: Page, new_screen: Screen, sign_in: SignIn
) -> None:
    write(phone, "request", TEXT, "商务厅", eye)
    slip = send(phone, eye)
    look_up(phone, slip, eye)
    expect(phone.get_by_text("窗口三次让我补材料")).to_have_count(0)

    office, bureau = new_screen(), new_screen()
    sign_in(office, cast.office)
    sign_in(bureau, cast.bureau)
    accept_and_send(office, slip, "示范省商务厅")
    sign_and_report(bureau, "窗口三次让我补材料", "已一次性告知并办结，向您致歉。", "办结单.txt")
    with bureau.expect_download() as download:
        bureau.get_by_role("link", name="办结单.txt").click()
    assert download.value.path().read_text("utf-8") == "已办结。"

    look_up(phone, slip, eye)
    expect(phone.get_by_text("已一次性告知并办结")).to_have_count(0)
    check(office, "窗口三次让我补材料")
    office.get_by_role("link", name=slip.number).click()
    office.wait_for_url(f"**/cases/{slip.number}/")
    eye(office)

    look_up(phone, slip, eye)
    expect(phone.get_by_text("已一次性告知并办结")).to_be_visible()
    phone.get_by_text("满意", exact=True).click()
    phone.locator("#rate button").click()
    expect(phone.get_by_text("您对这次答复的评价")).to_be_visible()
    eye(phone)


def test_a_complaint_about_conduct_passes_the_organ_by(
    cast: Any, phone: Page, new_screen: Screen, sign_in: SignIn
) -> None:
    write(phone, "conduct", SECRET, "商务厅", eye)
    phone.get_by_label("我还想让这个单位把我自己的事办好").check()
    phone.locator("#id_statement").fill(STATEMENT)
    expect(phone.locator("[data-shows=id_statement]")).to_have_text(STATEMENT)
    phone.locator("#id_consent").check()
    slip = send(phone, eye)

    office, bureau, commission = new_screen(), new_screen(), new_screen()
    sign_in(office, cast.office)
    sign_in(bureau, cast.bureau)
    sign_in(commission, cast.commission)
    open_case(office, slip, eye)
    press(office, "accept")
    options = office.locator('form[action$="/move/dispatch/"] select').first
    expect(options).not_to_contain_text("商务厅")
    expect(options).not_to_contain_text("商务综合服务中心")
    choose(office, "承办单位", "示范省发展改革委员会", under="dispatch")
    press(office, "dispatch")
    office.locator("summary", has_text="转交反映人的陈述").click()
    press(office, "statement")
    expect(office.get_by_text("仅陈述")).to_be_visible()

    duty_of(bureau, STATEMENT[:8], eye)
    expect(bureau.get_by_role("heading", level=1)).to_have_text(STATEMENT)
    for word in ("训斥", slip.number):
        expect(bureau.locator("body")).not_to_contain_text(word)
    response = bureau.goto(f"/desk/cases/{slip.number}/")
    assert response is not None
    assert response.status == 404

    sign_and_report(commission, "科长当众训斥", "已约谈当事人并公开致歉。")
    check(office, "科长当众训斥")
    look_up(phone, slip, eye)
    expect(phone.get_by_text("已约谈当事人并公开致歉")).to_be_visible()


def test_what_is_not_for_us_is_refused_with_the_right_door(
    cast: Any, phone: Page, screen: Page, sign_in: SignIn
) -> None:
    from tests.listening.complaints.cast import hands_in

    receipt = hands_in(cast)(text="法院判决不公，请求改判。", about_organ=cast.province.bureau)
    slip = Slip(receipt.number, receipt.code)
    sign_in(screen, cast.office)
    open_case(screen, slip, eye)
    screen.locator("summary", has_text="不予受理").click()
    form = screen.locator('form[action$="/move/refuse/"]')
    form.locator("select").select_option("court-or-arbitration")
    press(screen, "refuse")
    expect(screen.locator(".tag--active")).to_have_text("不予受理")
    eye(screen)
    look_up(phone, slip, eye)
    expect(phone.get_by_text("12348").first).to_be_visible()


def test_an_answer_that_does_not_help_is_reopened_once(
    cast: Any, phone: Page, screen: Page, sign_in: SignIn
) -> None:
    from tests.listening.complaints.cast import case_of, hands_in
    from youwei.foundation.duties.operations import assigning, checking, handling
    from youwei.listening.complaints.operations import sending, triage

    receipt = hands_in(cast)(text=TEXT, about_organ=cast.province.bureau)
    triage.accept(actor=cast.office, case=case_of(receipt))
    duty = sending.dispatch(
        actor=cast.office,
        case=case_of(receipt),
        owner=cast.province.bureau,
        verifier=cast.province.office,
    )
    assigning.accept(actor=cast.bureau, duty=duty)
    handling.report(actor=cast.bureau, duty=duty, result="请自行联系窗口。")
    checking.verify(actor=cast.office, duty=duty, finding="已看。")
    slip = Slip(receipt.number, receipt.code)
    look_up(phone, slip, eye)
    phone.get_by_text("没有解决，申请重新办理").click()
    phone.locator("#reopen textarea").fill("窗口还是不给办。")
    eye(phone)
    phone.locator("#reopen button").click()
    expect(phone.locator(".panel--success")).to_be_visible()
    expect(phone.locator("#reopen")).to_have_count(0)
    eye(phone)
    sign_in(screen, cast.bureau)
    duty_of(screen, "窗口三次让我补材料", eye)
    expect(screen.get_by_text("窗口还是不给办。")).to_be_visible()
    expect(screen.locator('form[action$="/move/report/"]')).to_be_visible()


def test_the_form_is_filled_in_by_keyboard_alone(cast: Any, screen: Page) -> None:
    screen.goto("/report/new/?kind=request")
    keys = screen.keyboard

    def to(selector: str) -> None:
        """Presses Tab until this has the focus."""
        for _ in range(60):
            if screen.evaluate("(s) => document.activeElement?.matches(s)", selector):
                return
            keys.press("Tab")
        raise AssertionError(f"{selector} is out of reach of the keyboard")

    to("#id_text")
    keys.type(TEXT)
    to("#id_about_organ")
    keys.type("发改")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(screen.locator("#id_about_organ")).to_have_value("示范省发展改革委员会")
    for _ in range(2):
        to("[data-step-actions] button:not([hidden])")
        while not screen.evaluate("() => document.activeElement.textContent.includes('下一步')"):
            keys.press("Tab")
        keys.press("Enter")
    to("button[data-sending]")
    expect(screen.locator("altcha-widget input[type=checkbox]")).to_be_checked(timeout=20_000)
    keys.press("Enter")
    expect(screen.locator("#receipt-number")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "scheme"), [("zh-hans", "light"), ("zh-hans", "dark"), ("en", "dark")]
)
def test_everybody_can_use_the_desk(
    cast: Any, screen: Page, phone: Page, sign_in: SignIn, language: str, scheme: str
) -> None:
    from tests.listening.complaints.cast import case_of, hands_in
    from youwei.listening.complaints.operations import sending, triage

    receipt = hands_in(cast)(text=TEXT, about_organ=cast.province.bureau)
    triage.accept(actor=cast.office, case=case_of(receipt))
    duty = sending.dispatch(
        actor=cast.office,
        case=case_of(receipt),
        owner=cast.province.bureau,
        verifier=cast.province.office,
    )
    paths = ["/desk/", "/desk/cases/?state=", "/desk/ledger/", f"/desk/duties/{duty.number}/"]
    for page in (screen, phone):
        sign_in(page, cast.office)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto("/desk/")
        if language == "en":
            page.locator("details.menu > summary").click()
            page.get_by_role("button", name="English").click()
            page.wait_for_load_state()
        for path in [*paths, f"/desk/cases/{receipt.number}/"]:
            page.goto(path)
            assert str(page.locator("html").get_attribute("lang")).lower() == language
            eye(page)
