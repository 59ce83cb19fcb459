"""An office names a third party of its own place, and learns of no account elsewhere."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.harness.clients import html_of
from tests.harness.province import FOUNDED
from tests.listening.appraisal.cast import Cast

from youwei.foundation.organs.models import Level
from youwei.foundation.organs.operations import add_jurisdiction, add_organ
from youwei.foundation.people.models import Account
from youwei.kernel.actor import SYSTEM, Role
from youwei.listening.appraisal.operations import third_party
from youwei.listening.appraisal.rules.refusals import NoAppraiserHere

CONTRACT: dict[str, Any] = {
    "body": "示范调查中心",
    "contract": "SF-2026-01",
    "signed_on": date(2026, 9, 1),
    "design": "分层随机抽样。",
}


@pytest.fixture
def stranger(cast: Cast) -> Account:
    place = add_jurisdiction(
        actor=SYSTEM, code="980000", name="邻省", level=Level.PROVINCE, valid_from=FOUNDED
    )
    organ = add_organ(actor=SYSTEM, jurisdiction=place, name="邻省统计局", valid_from=FOUNDED)
    return cast.province.account("stranger", Role.APPRAISER, organ)


def test_the_form_lists_those_of_the_place_only(cast: Cast, stranger: Account, desk: Any) -> None:
    panel, browser = cast.panel("third-party"), desk(cast.office)
    page = html_of(browser.get(reverse("appraisal:panel", args=[panel.pk])))
    assert f'<option value="{cast.surveyor_account.pk}"' in page
    assert f'<option value="{stranger.pk}"' not in page
    address = reverse("appraisal:commission_panel", args=[panel.pk])
    assert browser.send(address, {**CONTRACT, "account": stranger.pk}).status_code == 422
    assert browser.send(address, {**CONTRACT, "account": cast.surveyor_account.pk}).url


def test_nobody_else_is_named_whatever_is_sent(cast: Cast, stranger: Account) -> None:
    panel = cast.panel("third-party")
    with pytest.raises(NoAppraiserHere):
        third_party.commission(actor=cast.office, panel=panel, account=stranger, **CONTRACT)
