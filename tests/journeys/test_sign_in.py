"""Staff sign in with a password and a code; a citizen changes the language half-way."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.access import axe
from youwei.kernel.actor import Role

PASSWORD = "a long pass phrase of one's own"
TEXT = "窗口两次让我重填同一张表。"


@pytest.fixture
def clerk(db: None, transactional_db: None) -> Any:
    """Somebody of the office with a password."""
    from tests.harness.province import build

    province = build()
    account = province.account("clerk", Role.OFFICE, province.office)
    account.set_password(PASSWORD)
    account.save()
    return account


def code_for(secret: str) -> str:
    """What the telephone of the person shows now."""
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def sign_in(page: Page, words: str) -> None:
    page.locator("#sign-in input[name=login]").fill("clerk")
    page.locator("#sign-in input[name=password]").fill(words)
    page.locator("#sign-in button").first.click()


def test_with_a_password_and_then_with_a_code(clerk: Any, screen: Page) -> None:
    screen.goto("/desk/")
    screen.wait_for_url("**/account/login/**")
    axe(screen)
    sign_in(screen, "a wrong one altogether")
    expect(screen.locator("[role=alert], .error-summary").first).to_be_visible()
    axe(screen)
    sign_in(screen, PASSWORD)
    screen.wait_for_url("**/desk/")
    axe(screen)
    screen.goto("/account/2fa/totp/activate/")
    if screen.locator("input[name=password]").count():
        screen.locator("input[name=password]").fill(PASSWORD)
        screen.keyboard.press("Enter")
        screen.wait_for_url("**/totp/activate/")
    axe(screen)
    secret = screen.locator("#authenticator_secret").input_value()
    screen.locator("input[name=code]").fill(code_for(secret))
    screen.keyboard.press("Enter")
    screen.wait_for_url(lambda url: "activate" not in url)
    axe(screen)
    screen.context.clear_cookies()
    screen.goto("/desk/")
    sign_in(screen, PASSWORD)
    screen.wait_for_url("**/2fa/authenticate/")
    axe(screen)


def test_what_was_written_survives_a_change_of_language(clerk: Any, phone: Page) -> None:
    phone.goto("/report/new/?kind=request")
    phone.locator("#id_text").fill(TEXT)
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.locator("#id_text")).to_have_value(TEXT)
    axe(phone)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("group", name="Your answer")).to_be_visible()
    axe(phone)
