"""The page of components in Chromium: nothing keeps anybody out, and forms forgive."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

STEPS = "form[data-steps]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/ui/", "/ui/document/", "/"])
def test_axe_finds_nothing_at_a_desk(
    screen: Page, axe: Callable[[Page], None], path: str, scheme: str
) -> None:
    screen.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    screen.goto(path)
    axe(screen)


@pytest.mark.parametrize("path", ["/ui/", "/"])
def test_axe_finds_nothing_on_a_phone_in_large_print(
    phone: Page, axe: Callable[[Page], None], path: str
) -> None:
    phone.add_init_script("localStorage.setItem('ui.text', 'large')")
    phone.goto(path)
    axe(phone)


@pytest.mark.parametrize("path", ["/ui/", "/ui/document/", "/"])
def test_nothing_is_wider_than_a_phone(phone: Page, path: str) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_pressed_with_a_thumb_is_large_enough(phone: Page) -> None:
    phone.goto("/")
    small = phone.evaluate(
        """() => [...document.querySelectorAll('button, .switch__choice, .button')]
            .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML)"""
    )
    assert small == []


def test_each_step_is_checked_and_the_back_button_goes_one_step_back(phone: Page) -> None:
    phone.goto("/ui/")
    form = phone.locator(STEPS)
    onward = form.get_by_role("button", name="下一步")
    onward.click()
    expect(form.get_by_text("请用一句话说明反映的是什么事。")).to_be_visible()
    expect(form.locator("[name=steps-title]")).to_be_focused()
    form.locator("[name=steps-title]").fill("两个月没有答复")
    onward.click()
    expect(form.locator("legend").nth(1)).to_be_focused()
    phone.go_back()
    expect(form.locator("[name=steps-title]")).to_be_visible()


def test_a_half_written_form_survives_a_reload_and_can_be_cleared(phone: Page) -> None:
    phone.goto("/ui/")
    form = phone.locator(STEPS)
    form.locator("[name=steps-title]").fill("两个月没有答复")
    phone.reload()
    expect(form.locator("[name=steps-title]")).to_have_value("两个月没有答复")
    form.get_by_role("button", name="清空").click()
    expect(form.locator("[name=steps-title]")).to_have_value("")
    phone.reload()
    expect(form.locator("[name=steps-title]")).to_have_value("")


def test_a_theme_is_kept_in_this_browser_only(screen: Page) -> None:
    screen.goto("/")
    before = screen.context.cookies()
    screen.get_by_role("button", name="深色").click()
    screen.reload()
    assert screen.evaluate("document.documentElement.dataset.theme") == "dark"
    assert screen.context.cookies() == before


def test_a_receipt_is_saved_with_its_code(screen: Page) -> None:
    screen.goto("/ui/")
    with screen.expect_download() as download:
        screen.get_by_role("button", name="保存为文件").click()
    text = download.value.path().read_text("utf-8")
    assert "7K2M-9QXD-04TE-WB6R-H3ZN" in text


def test_a_file_of_the_wrong_kind_is_named_before_sending(screen: Page) -> None:
    screen.goto("/ui/")
    screen.locator("#id_plain-attachments").set_input_files(
        {"name": "run.exe", "mimeType": "application/octet-stream", "buffer": b"1"}
    )
    expect(screen.locator(".files__item--wrong")).to_contain_text("不接收此类文件")
    screen.get_by_role("button", name="移除 run.exe").click()
    expect(screen.locator(".files__item")).to_have_count(0)


def test_a_dangerous_move_asks_first_and_closes_with_escape(screen: Page) -> None:
    screen.goto("/ui/")
    asking = screen.locator("details.confirm")
    asking.locator("summary").click()
    expect(asking.get_by_role("button", name="确定撤回")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(asking.get_by_role("button", name="确定撤回")).to_be_hidden()
