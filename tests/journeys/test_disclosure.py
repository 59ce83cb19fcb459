"""检举控告, end to end: disclosed on a phone, answered at a desk, read again on the phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.access import axe

SignIn = Callable[[Page, Any], None]
WORDS = "某科长收了企业的好处费才给盖章，我有转账记录的照片。"
ANSWER = "已收到并受理，将依规依纪办理。"


@pytest.fixture(autouse=True)
def quick_proof(settings: Any) -> None:
    settings.YOUWEI_PROOF_OF_WORK = 1_000


@pytest.fixture
def scene(transactional_db: None) -> Any:
    from tests.listening.disclosures.scene import build_scene

    return build_scene()


def test_a_disclosure_is_answered_and_only_its_reporter_reads_it(
    scene: Any, phone: Page, screen: Page, sign_in: SignIn
) -> None:
    number, phrase = disclose(phone)
    answer(screen, scene, sign_in, number)
    come_back(phone, number, phrase)
    phone.locator("#add-form textarea").fill("补充：日期是上月十日。")
    phone.get_by_role("button", name="密封并补充").click()
    expect(phone.get_by_text("已补充，同样密封保存。")).to_be_visible()
    axe(phone)
    phone.get_by_text("我受到打击报复").click()
    phone.get_by_role("button", name="告知").click()
    expect(phone.get_by_text("将在下面写明的日期前受理")).to_be_visible()
    axe(phone)
    assert phone.context.cookies() == [], "nothing stays on the phone"


def disclose(page: Page) -> tuple[str, str]:
    """From the first step of the complaint form to the receipt."""
    page.goto("/report/")
    page.locator('a[href="/report/allegation/"]').click()
    axe(page)
    page.get_by_role("link", name="前往密封检举控告").click()
    page.wait_for_url("**/disclose/")
    axe(page)
    page.locator('a[href*="level=higher"]').click()
    expect(page.get_by_text("这里什么也不保存")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="反映的是其他人").click()
    page.locator('a[href*="level=this-level"]').click()
    page.locator("#id_text").fill(WORDS)
    page.get_by_text("匿名", exact=True).click()
    expect(page.locator("altcha-widget input[type=checkbox]")).to_be_checked(timeout=20_000)
    axe(page)
    page.get_by_role("button", name="密封并提交").click()
    expect(page.locator("#receipt-number")).to_be_visible()
    axe(page)
    syllables = page.locator(".phrase__syllables").all_inner_texts()
    return page.locator("#receipt-number").inner_text().strip(), " ".join(syllables)


def answer(page: Page, scene: Any, sign_in: SignIn, number: str) -> None:
    from tests.listening.disclosures.scene import passphrase

    sign_in(page, scene.first)
    page.goto("/desk/disclosures/")
    axe(page)
    page.get_by_role("link", name=number).click()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    axe(page)
    page.locator("#open input[name=passphrase]").fill(passphrase(scene.first))
    page.locator("#open button").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    axe(page)
    page.locator('form[action$="/move/accept/"] textarea').fill(ANSWER)
    page.get_by_role("button", name="受理并告知检举控告人").click()
    expect(page.locator(".tag").first).to_have_text("已受理")
    axe(page)
    for place in ("key", "recipients"):
        page.goto(f"/desk/disclosures/{place}/")
        axe(page)


def come_back(page: Page, number: str, phrase: str) -> None:
    page.goto("/disclose/return/")
    axe(page)
    page.locator("#id_number").fill(number)
    page.locator("#id_phrase").fill(phrase)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    axe(page)
