"""A result on its way: estimated and shown, objected to, decided by others, read on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.access import axe

SignIn = Callable[[Page, Any], None]


@pytest.fixture
def scene(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Any]:
    from tests.harness.province import build
    from tests.listening.results.scene import sealed_scene

    settings.YOUWEI_DATA = tmp_path
    with sealed_scene(build()) as built:
        yield built


def test_from_sealed_ballots_to_a_citizens_phone(
    scene: Any, new_screen: Callable[[], Page], phone: Page, sign_in: SignIn
) -> None:
    office, lead, leading = new_screen(), new_screen(), new_screen()
    sign_in(office, scene.office)
    office.goto("/desk/results/")
    axe(office)
    office.get_by_role("link", name=scene.round.title).click()
    office.get_by_role("button", name="计算结果").click()
    expect(office.get_by_text("党政机关").or_(office.locator(".bars")).first).to_be_visible()
    axe(office)
    office.get_by_role("button", name="告知各单位").click()

    sign_in(lead, scene.lead)
    lead.goto("/desk/results/")
    lead.locator("main table a").first.click()
    axe(lead)
    lead.locator("#id_text").fill("样本框有误，请复核。")
    lead.get_by_role("button", name="异议").click()
    expect(lead.get_by_text("待决定")).to_be_visible()

    sign_in(leading, scene.leading)
    leading.goto(f"/desk/results/rounds/{scene.round.pk}/")
    leading.get_by_role("link", name=scene.cast.organs[0].name).click()
    axe(leading)
    leading.get_by_text("不予采纳").first.click()
    leading.locator("#id_reject-text").fill("名录抽取无误，维持原结果。")
    leading.get_by_role("button", name="不予采纳").click()
    expect(leading.get_by_text("名录抽取无误，维持原结果。")).to_be_visible()

    publish(scene)
    phone.goto("/")
    phone.locator('a[href="/results/"]').first.click()
    axe(phone)
    phone.get_by_role("link", name="查看结果").click()
    expect(phone.locator(".bars")).to_be_visible()
    phone.locator("summary").first.click()
    axe(phone)
    phone.get_by_role("link", name=scene.cast.organs[0].name).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(scene.cast.organs[0].name)
    axe(phone)
    assert phone.context.cookies() == []


def publish(scene: Any) -> None:
    """On the day after the last one for objections."""
    from youwei.listening.results.models import Estimate
    from youwei.listening.results.operations import publishing

    shown = Estimate.objects.get(stands=True)
    with scene.over(shown):
        publishing.publish(actor=scene.leading, estimate=shown)
