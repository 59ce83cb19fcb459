"""The pages of the office, of the organ, and what the writers read."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.clients import StrictClient
from tests.harness.exports import exported, words_in

from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, Role, citizen

if TYPE_CHECKING:
    from tests.listening.feedback.scene import Feedback

Desk = Callable[[Any], StrictClient]


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return words_in(body)


def test_the_office_begins_writes_and_sends(scene: "Feedback", desk: Desk) -> None:
    from tests.listening.feedback.scene import DEMAND, PROBLEM, SHIFTING

    from youwei.listening.feedback.models import Batch

    office, second = desk(scene.office), desk(scene.second)
    begun = office.submit("/desk/feedback/", form="/desk/feedback/draft/", follow=True)
    assert scene.province.bureau.name in _text(begun)
    batch = Batch.objects.get()
    page = f"/desk/feedback/{batch.number}/"
    editor = office.get(f"{page}items/new/")
    assert all(case.text in _text(editor) for case in scene.cases)
    assert "<textarea" in _text(editor)
    saved = office.submit(
        f"{page}items/new/",
        {
            "text": f"{PROBLEM}李科长最不耐烦。",
            "demand": DEMAND,
            "themes": [SHIFTING],
            "sources": [case.pk for case in scene.cases[:2]],
        },
        follow=True,
    )
    assert "<mark>李科长</mark>" in _text(saved)
    refused = office.send(f"{page}move/submit/")
    assert refused.status_code == 422
    item = batch.items.get()
    office.submit(f"{page}items/{item.pk}/", {"text": PROBLEM})
    assert office.submit(page, form=f"{page}move/submit/").status_code == 302
    assert f"{page}move/approve/" not in _text(office.get(page))
    assert office.send(f"{page}move/approve/").status_code == 403
    assert second.submit(page, form=f"{page}move/approve/").status_code == 302
    assert office.submit(page, form=f"{page}move/release/").status_code == 302
    batch.refresh_from_db()
    assert batch.state == "released"


def test_the_editor_holds_nothing_of_a_source(scene: "Feedback", desk: Desk) -> None:
    import re

    batch = scene.draft()
    page = _text(desk(scene.office).get(f"/desk/feedback/{batch.number}/items/new/"))
    areas = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert len(areas) == 3
    assert all(area.strip() == "" for area in areas)


def test_the_rail_counts_what_waits_for_this_person(scene: "Feedback", desk: Desk) -> None:
    from youwei.listening.feedback.operations import releasing
    from youwei.listening.feedback.queries.waiting import waiting

    def counts() -> tuple[int, ...]:
        return tuple(waiting(actor) for actor in (scene.office, scene.second, scene.lead))

    batch = scene.draft()
    scene.write(batch)
    assert counts() == (0, 0, 0)
    releasing.submit(actor=scene.office, batch=batch)
    assert counts() == (0, 1, 0)
    releasing.send_back(actor=scene.second, batch=batch, reason="再具体些。")
    assert counts() == (1, 0, 0)
    releasing.submit(actor=scene.office, batch=batch)
    releasing.approve(actor=scene.second, batch=batch)
    assert counts() == (1, 0, 0)
    rail = _text(desk(scene.office).get("/desk/")).split("<main", 1)[0]
    assert rail.partition("集中反馈")[2].split("</a>", 1)[0].strip().count("1") == 1
    releasing.release(actor=scene.office, batch=batch)
    assert counts() == (0, 0, 0)


def test_the_editor_calls_optional_only_what_is(scene: "Feedback", desk: Desk) -> None:
    batch = scene.draft()
    page = f"/desk/feedback/{batch.number}/items/new/"
    assert "选填" not in _text(desk(scene.office).get(page)).split("<main", 1)[1]
    refused = desk(scene.office).submit(page, {"text": "推诿扯皮", "generalised": "on"})
    assert refused.status_code == 422
    assert "没有写明不会暴露反映人的理由" in _text(refused)


def test_who_approves_reads_the_sources_beside_the_text(scene: "Feedback", desk: Desk) -> None:
    batch = scene.submitted()
    page = _text(desk(scene.second).get(f"/desk/feedback/{batch.number}/"))
    assert [case.text in page for case in scene.cases] == [True, True, False]


@pytest.mark.parametrize("end", ["", "…"])
def test_a_case_without_a_summary_of_its_own_is_shown_once(
    scene: "Feedback", desk: Desk, end: str
) -> None:
    case = scene.cases[0]
    case.summary = f"{case.text[: None if not end else 9]}{end}"
    case.save(update_fields=["summary"])
    page = _text(desk(scene.office).get(f"/desk/feedback/{scene.draft().number}/items/new/"))
    assert page.count(case.text[:9]) == page.count(case.text) == 1


def test_sources_are_found_by_words_and_nothing_typed_or_ticked_is_lost(
    scene: "Feedback", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.listening.feedback.scene import PROBLEM, SHIFTING, TEXTS

    from youwei.listening.feedback.web import items

    monkeypatch.setattr(items, "SHOWN", 1)
    batch, office = scene.draft(), desk(scene.office)
    page = f"/desk/feedback/{batch.number}/items/new/"
    first = _text(office.get(page))
    assert [text in first for text in TEXTS] == [True, False, False]
    assert "另有2件未显示" in first
    typed = {"text": PROBLEM, "themes": [SHIFTING], "sources": [scene.cases[0].pk]}
    found = office.submit(page, {**typed, "find": "材料 柜台", "look": "1"})
    assert found.status_code == 200
    assert not batch.items.exists()
    assert [text in _text(found) for text in TEXTS] == [True, False, True]
    assert PROBLEM in _text(found)
    assert "未显示" not in _text(found)
    both = [scene.cases[0].pk, scene.cases[2].pk]
    office.submit(page, {**typed, "sources": both})
    assert sorted(batch.items.get().sources.values_list("case_id", flat=True)) == sorted(both)


def test_an_item_can_be_taken_out(scene: "Feedback", desk: Desk) -> None:
    batch = scene.draft()
    item = scene.write(batch)
    page = f"/desk/feedback/{batch.number}/"
    sent = desk(scene.office).submit(page, form=f"{page}items/{item.pk}/remove/")
    assert sent.status_code == 302
    assert not batch.items.exists()


def test_the_organ_reads_the_letter_and_nothing_behind_it(scene: "Feedback", desk: Desk) -> None:
    from tests.listening.feedback.scene import DEMAND, PROBLEM, TEXTS

    batch = scene.released()
    duty = batch.items.get().duty
    assert duty is not None
    told = ""
    for actor in (scene.owner, scene.lead):
        browser = desk(actor)
        letter = f"/desk/feedback/{batch.number}/letter/"
        for address in (
            "/desk/feedback/",
            letter,
            "/desk/",
            "/desk/ledger/",
            f"/desk/duties/{duty.number}/",
        ):
            answer = browser.get(address)
            assert answer.status_code == 200, address
            told += _text(answer)
        for book in (
            exported(actor, "feedback.letter", f"number={batch.number}"),
            exported(actor, "duties.ledger"),
        ):
            told += words_in(book)
        assert browser.get(f"/desk/feedback/{batch.number}/").status_code == 403
    assert PROBLEM in told
    assert DEMAND in told
    secrets = [
        *TEXTS,
        *(case.number for case in scene.cases),
        *(case.summary for case in scene.cases),
        "2026-10-01",
        "2026年10月1日",
    ]
    assert [word for word in secrets if word in told] == []


def test_before_the_release_the_organ_learns_nothing(scene: "Feedback", desk: Desk) -> None:
    batch = scene.approved()
    browser = desk(scene.lead)
    assert batch.number not in _text(browser.get("/desk/feedback/"))
    assert browser.get(f"/desk/feedback/{batch.number}/letter/").status_code == 404


def test_other_organs_do_not_read_the_letter(scene: "Feedback", desk: Desk) -> None:
    batch = scene.released()
    other = desk(scene.province.actor("elsewhere", Role.LEAD, scene.province.commission))
    assert other.get(f"/desk/feedback/{batch.number}/letter/").status_code == 404
    address = f"/desk/exports/new/feedback/letter/?number={batch.number}"
    assert "没有" in _text(other.get(address))
    assert batch.number not in _text(other.get("/desk/feedback/"))


@pytest.mark.parametrize("about", ["visible", "received"])
def test_lists_cost_the_same_for_one_and_for_three(
    scene: "Feedback",
    desk: Desk,
    same_queries: Callable[..., int],
    about: str,
) -> None:
    from tests.listening.feedback.scene import FOURTH_QUARTER

    from youwei.listening.feedback.models import Batch

    def rows(n: int) -> None:
        out = about == "received"
        for _n in range(n):
            Batch.objects.create(
                campaign=scene.province.campaign,
                number=f"SF16-F{Batch.objects.count():07}",
                organ=scene.province.bureau,
                verifier=scene.province.office,
                starts=FOURTH_QUARTER.starts,
                ends=FOURTH_QUARTER.ends,
                state="released" if out else "draft",
                submitted_by_id=scene.office.account_id,
                approved_by_id=scene.second.account_id if out else None,
                approved_at=clock.now() if out else None,
                released_at=clock.now() if out else None,
                due_on=clock.today() if out else None,
            )

    who = scene.office if about == "visible" else scene.owner
    same_queries(rows, "/desk/feedback/", desk(who))


class TestTheWriters:
    def _section(self, scene: "Feedback", place: int = 0) -> str:
        from django.template.loader import render_to_string

        from youwei.listening.feedback.web.on_case import for_writer

        case = scene.cases[place]
        case.refresh_from_db()
        section = for_writer(citizen(case.number), case)
        if section is None:
            return ""
        return render_to_string(section.template, {"data": section.data, "case": case})

    def test_read_that_it_was_taken_up_and_what_came_of_it(self, scene: "Feedback") -> None:
        batch = scene.released()
        duty = batch.items.get().duty
        assert duty is not None
        first = self._section(scene)
        assert "集中反馈" in first
        assert first == self._section(scene, 1)
        assert self._section(scene, 2) == ""
        hidden = [batch.number, duty.number, duty.owner.name, *(c.number for c in scene.cases)]
        assert [word for word in hidden if word in first] == []
        duty = assigning.accept(actor=scene.owner, duty=duty)
        duty = handling.report(actor=scene.owner, duty=duty, result="已公开一次性告知清单。")
        assert "已公开" not in self._section(scene)
        checking.verify(actor=scene.second, duty=duty, finding="属实。")
        assert "已公开一次性告知清单。" in self._section(scene)

    def test_read_that_it_was_not_put_right_and_that_it_is_late(self, scene: "Feedback") -> None:
        duty = scene.released().items.get().duty
        assert duty is not None
        duty = assigning.accept(actor=scene.owner, duty=duty)
        duty = handling.report(actor=scene.owner, duty=duty, result="已发文。")
        duty = checking.send_back(actor=scene.second, duty=duty, reason="只有文件。")
        assert "整改还不到位" in self._section(scene)
        assert "逾期" not in self._section(scene)
        with clock.at(clock.begin_of(duty.due_on + timedelta(days=1))):
            assert "目前已逾期" in self._section(scene)
            duty = handling.report(actor=scene.owner, duty=duty, result="已落实。")
            duty = checking.verify(actor=scene.second, duty=duty, finding="属实。")
            assert "报结时已超过" in self._section(scene)
            checking.reopen(actor=scene.second, duty=duty, reason="又出现了。")
            again = self._section(scene)
        assert "整改还不到位" in again
        assert "已完成整改" not in again

    def test_are_not_shown_a_result_that_points_to_somebody(self, scene: "Feedback") -> None:
        duty = scene.released().items.get().duty
        assert duty is not None
        duty = assigning.accept(actor=scene.owner, duty=duty)
        told = "已向投诉人王建国当面道歉，电话13800138000。"
        duty = handling.report(actor=scene.owner, duty=duty, result=told)
        checking.verify(actor=scene.second, duty=duty, finding="属实。")
        shown = self._section(scene)
        assert "王建国" not in shown
        assert "13800138000" not in shown

    def test_can_ask_on_the_status_page_to_be_left_out(
        self, scene: "Feedback", client: StrictClient
    ) -> None:
        from youwei.kernel import receipts
        from youwei.listening.complaints.models import Case
        from youwei.listening.complaints.operations.intake import Intake, receive
        from youwei.listening.feedback.models import KeptOut

        receipt = receive(
            actor=CITIZEN,
            campaign=scene.province.campaign,
            intake=Intake(
                channel="web",
                kind="conduct",
                text="窗口没有人",
                summary="窗口没有人",
                about_organ=scene.province.bureau,
            ),
            nonce=receipts.new_nonce(),
        )
        page = client.submit("/status/", {"number": receipt.number, "code": receipt.code})
        ticket = _text(page).partition('name="ticket" value="')[2].partition('"')[0]
        done = client.send("/status/more/keep-out/", {"ticket": ticket})
        assert "不会用于集中反馈" in _text(done)
        assert KeptOut.objects.get().case == Case.objects.get(number=receipt.number)


def test_the_handlers_of_a_case_learn_nothing_of_the_batch(scene: "Feedback", desk: Desk) -> None:
    from youwei.listening.complaints.operations import sending

    province = scene.province
    batch = scene.draft()
    scene.write(batch)
    sending.dispatch(
        actor=scene.office,
        case=scene.cases[0],
        owner=province.commission,
        verifier=province.government,
    )
    page = f"/desk/cases/{scene.cases[0].number}/"
    assert batch.number in _text(desk(scene.office).get(page))
    handler = desk(province.actor("handler", Role.HANDLER, province.commission))
    answer = handler.get(page)
    assert answer.status_code == 200
    assert batch.number not in _text(answer)
