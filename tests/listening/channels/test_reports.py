"""What the office reads in the media and what supervisors find: nobody speaks to a clerk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.clients import StrictClient, html_of

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene

Desk = Callable[[Any], StrictClient]


def test_a_media_report_says_where_it_stood(scene: "Scene", desk: Desk) -> None:
    from youwei.listening.complaints.models import Case

    office = desk(scene.cast.office)
    given = {
        "counter": f"media:{scene.office.pk}",
        "kind": "request",
        "text": "报道称窗口中午无人。",
        "source": "示范日报",
        "source_on": "2026-01-05",
        "source_link": "三版头条",
    }
    ahead = {**given, "source_on": "2099-01-05"}
    refused = office.submit("/desk/register/reports/", ahead, form="take-down")
    assert (refused.status_code, Case.objects.count()) == (422, 0)
    assert "尚未到来" in html_of(refused)
    answer = office.submit("/desk/register/reports/", given, form="take-down")
    assert answer.status_code == 200
    assert "告知反映人" not in html_of(answer), "nobody is there to be told"
    page = html_of(office.get(f"/desk/cases/{Case.objects.get().number}/"))
    assert "示范日报" in page
    assert "三版头条" in page
    assert desk(scene.clerk).get("/desk/register/reports/").status_code == 403


class TestSupervisors:
    def test_they_hand_in_under_their_own_name(self, scene: "Scene", desk: Desk) -> None:
        from youwei.listening.complaints.models import Case

        given = {
            "kind": "conduct",
            "text": "窗口工作时间玩手机。",
            "about_organ": str(scene.bureau.pk),
        }
        browser = desk(scene.supervisor)
        form = html_of(browser.get("/desk/register/supervisor/"))
        assert "反映人原话" not in form
        assert "告知反映人" not in form
        page = html_of(browser.submit("/desk/register/supervisor/", given, form="take-down"))
        assert "告知反映人" not in page, "nobody is there to be told"
        case = Case.objects.get()
        assert case.channel == "supervisor"
        assert case.reception.taken_by_id == scene.supervisor.account_id
        assert case.number in page
        listed = html_of(browser.get("/desk/register/supervisor/"))
        assert case.number in listed
        assert "玩手机" not in listed

    def test_an_organ_to_which_they_are_tied_is_left_out(self, scene: "Scene", desk: Desk) -> None:
        from youwei.listening.channels.rules.refusals import TiedToOrgan

        own = scene.cast.province.commission
        page = html_of(desk(scene.supervisor).get("/desk/register/supervisor/"))
        assert f'value="{own.pk}"' not in page
        assert f'value="{scene.bureau.pk}"' in page
        with pytest.raises(TiedToOrgan):
            scene.call(scene.supervisor, scene.office, channel="supervisor", about_organ=own)
