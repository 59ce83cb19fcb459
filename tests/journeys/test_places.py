"""The desk pages on which a place keeps its organs, campaigns and rulebook, in Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.harness.province import Province
from youwei.kernel.actor import Role

ORGAN = ("", "place/", "rename/", "merge/", "split/", "end/", "units/new/", "posts/new/")
CAMPAIGN = ("", "next-year/", "rulebook/", "rulebook/adopt/?rulebook=hebei-2016")


def pages(province: Province) -> list[str]:
    organ, campaign = province.bureau.pk, province.campaign.pk
    return [
        "/desk/organs/new/",
        *(f"/desk/organs/{organ}/{page}" for page in ORGAN),
        "/desk/campaigns/",
        "/desk/campaigns/new/",
        *(f"/desk/campaigns/{campaign}/{page}" for page in CAMPAIGN),
    ]


@pytest.mark.parametrize("wide", [True, False], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    screen: Page,
    province: Province,
    sign_in: Callable[[Page, object], None],
    axe: Callable[[Page], None],
    wide: bool,
) -> None:
    width = 1440 if wide else 390
    screen.set_viewport_size({"width": width, "height": 900})
    sign_in(screen, province.account("office", Role.OFFICE, province.office))
    for page in pages(province):
        screen.goto(page)
        axe(screen)
        assert screen.evaluate("document.documentElement.scrollWidth") <= width, page


def test_an_office_gives_an_organ_its_unit_and_its_new_name(
    screen: Page, province: Province, sign_in: Callable[[Page, object], None]
) -> None:
    sign_in(screen, province.account("office", Role.OFFICE, province.office))
    screen.goto(f"/desk/organs/{province.bureau.pk}/")
    screen.get_by_role("link", name="增设内设机构").click()
    screen.get_by_label("内设机构名称").fill("行政审批处")
    screen.get_by_role("button", name="增设").click()
    expect(screen.get_by_role("rowheader", name="行政审批处")).to_be_visible()
    screen.get_by_role("link", name="更名", exact=True).click()
    screen.get_by_label("新的正式名称").fill("示范省贸易厅")
    screen.get_by_role("button", name="更名").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("示范省贸易厅")
    expect(screen.get_by_role("rowheader", name="行政审批处")).to_be_visible()


def test_a_leading_group_closes_the_campaign_after_being_asked(
    screen: Page, province: Province, sign_in: Callable[[Page, object], None]
) -> None:
    sign_in(screen, province.account("leading", Role.LEADING_GROUP, province.leading))
    screen.goto(f"/desk/campaigns/{province.campaign.pk}/")
    screen.get_by_text("结束整顿工作", exact=True).click()
    screen.get_by_role("button", name="确定结束").click()
    expect(screen.get_by_text("整顿工作结束")).to_be_visible()
    expect(screen.get_by_text("结束整顿工作", exact=True)).to_have_count(0)
