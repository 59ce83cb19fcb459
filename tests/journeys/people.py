"""What people do on the pages, step by step: a citizen, the office, an organ."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Slip:
    """What the receipt shows once."""

    number: str
    code: str


Eye = Callable[[Page], None]


def write(page: Page, kind: str, text: str, organ: str, eye: Eye) -> None:
    """From the home page to the end of the first step."""
    page.goto("/")
    eye(page)
    page.get_by_role("link", name=re.compile("反映问题")).first.click()
    page.wait_for_url("**/report/")
    eye(page)
    page.locator(f'a[href$="kind={kind}"]').click()
    page.wait_for_url("**/report/new/**")
    expect(page.locator("#intake")).to_be_visible()
    page.locator("#id_text").fill(text)
    finder = page.get_by_role("combobox", name="反映的是哪个单位？")
    finder.fill(organ)
    page.get_by_role("option").first.click()
    eye(page)
    page.get_by_role("button", name="下一步").click()


def send(page: Page, eye: Eye) -> Slip:
    """From the second step to the receipt; the proof of work is done on the way."""
    eye(page)
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("[data-review]")).to_be_visible()
    page.get_by_role("button", name="提交").focus()
    expect(page.locator("altcha-widget input[type=checkbox]")).to_be_checked(timeout=20_000)
    eye(page)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#receipt-number")).to_be_visible()
    eye(page)
    return Slip(
        number=page.locator("#receipt-number").inner_text().strip(),
        code=page.locator("#receipt-code").inner_text().strip(),
    )


def look_up(page: Page, slip: Slip, eye: Eye) -> None:
    page.goto("/status/")
    eye(page)
    page.get_by_label("编号").fill(slip.number)
    page.get_by_label("查询码").fill(slip.code)
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(slip.number)
    eye(page)


def open_case(page: Page, slip: Slip, eye: Eye) -> None:
    """The office finds it in the queue that waits for it."""
    page.goto("/desk/cases/")
    eye(page)
    page.locator(f'a[href*="{slip.number}"]').click()
    page.wait_for_url(f"**/cases/{slip.number}/")
    eye(page)


def choose(page: Page, label: str, words: str, under: str) -> None:
    """One option of the form that sends to `under`."""
    page.locator(f'form[action$="/move/{under}/"]').get_by_label(label, exact=True).select_option(
        label=words
    )


def press(page: Page, move: str) -> None:
    page.locator(f'form[action$="/move/{move}/"] button.button').click()


def fill(page: Page, move: str, words: str) -> None:
    """The words of a move; opens the move where it is closed."""
    form = page.locator(f'form[action$="/move/{move}/"]')
    form.wait_for(state="attached")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").first.click()
    form.locator("textarea").fill(words)


def duty_of(page: Page, name: str, eye: Eye) -> None:
    """Opens the first duty of this name in one's inbox."""
    page.goto("/desk/")
    eye(page)
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/duties/**")
    eye(page)
