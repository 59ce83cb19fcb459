"""A code from a letter, a ballot on a telephone, sent; and the code opens nothing any more."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.access import axe


@pytest.fixture
def code(transactional_db: None, settings: Any, tmp_path: Path) -> str:
    from tests.harness.province import build
    from tests.listening.appraisal.cast import build_cast

    settings.YOUWEI_DATA = tmp_path
    cast = build_cast(build())
    cast.fill()
    cast.begin()
    return cast.codes["market"][0].code


def test_a_ballot_on_a_telephone(code: str, phone: Page) -> None:
    from youwei.listening.appraisal.models import Slip

    phone.goto("/rate/")
    axe(phone)
    phone.goto(f"/rate/#{code}")  # as the QR code of the letter says
    ballot = phone.locator("#ballot")
    expect(ballot).to_be_visible()
    assert code not in phone.url
    axe(phone)
    questions = ballot.locator("fieldset")
    for number in range(questions.count()):
        questions.nth(number).locator(".rating__level").nth(number % 5).click()
    questions.first.get_by_text("不了解").click()  # changed before it is sent
    expect(ballot.locator("[data-answered]")).to_contain_text(f"{questions.count()}")

    phone.context.set_offline(True)
    ballot.get_by_role("button", name="提交答卷").click()
    expect(ballot.locator("[data-offline]")).to_be_visible()
    phone.context.set_offline(False)
    ballot.get_by_role("button", name="提交答卷").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("答卷已收到")
    axe(phone)
    assert Slip.objects.count() == 1
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"csrftoken"}
    assert (
        phone.evaluate("Object.keys(sessionStorage).filter(k => k.includes('rate-')).length") == 0
    )

    phone.goto("/rate/")
    phone.get_by_label("评议码").fill(code)
    phone.get_by_role("button", name="打开答卷").click()
    expect(phone.get_by_role("alert").or_(phone.locator(".errorlist")).first).to_contain_text(
        "已经提交过答卷"
    )
    axe(phone)
    assert Slip.objects.count() == 1
