"""The front door, on a phone and at a desk, in its three languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.harness.province import build
from youwei.kernel.actor import Role


@pytest.mark.parametrize(
    ("language", "button"), [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
)
def test_everybody_can_use_the_front_door(
    phone: Page, axe: Callable[[Page], None], language: str, button: str
) -> None:
    phone.goto("/")
    phone.get_by_role("button", name=button).click()
    phone.wait_for_load_state()
    assert str(phone.locator("html").get_attribute("lang")).lower() == language
    assert phone.get_by_role("heading", level=1).count() == 1
    too_wide = phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide, "the page scrolls sideways"
    axe(phone)


def test_staff_reach_their_desk(
    screen: Page,
    sign_in: Callable[[Page, object], None],
    axe: Callable[[Page], None],
) -> None:
    province = build()
    sign_in(screen, province.account("clerk", Role.OFFICE, province.office))
    screen.goto("/desk/")
    assert "/account/login" not in screen.url
    assert screen.get_by_role("heading", level=1).count() == 1
    axe(screen)
