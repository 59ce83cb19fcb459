"""Inbox, ledger and duty page: what they show, what they never show, and at what cost."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.foundation.duties.parties import Parties, later
from tests.harness.clients import StrictClient, html_of
from tests.harness.exports import exported
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import extending
from youwei.foundation.duties.operations.assigning import reassign
from youwei.foundation.duties.rules.states import State
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.queries import of as files_of
from youwei.kernel.actor import Actor

Desk = Callable[[Actor], StrictClient]
SameQueries = Callable[..., int]
INBOX, LEDGER, EXPORT = "/desk/", "/desk/ledger/", "/desk/exports/new/duties/ledger/"


def page_of(duty: Duty) -> str:
    return f"/desk/duties/{duty.number}/"


def move_of(duty: Duty, name: str) -> str:
    return f"{page_of(duty)}move/{name}/"


def answer(html: Any) -> str:
    return re.sub(r"\s+", " ", html_of(html))


class TestCost:
    @pytest.mark.parametrize("who", ["owner", "lead", "verifier", "office", "leading"])
    @pytest.mark.parametrize("url", [INBOX, LEDGER])
    def test_a_list_asks_as_often_for_three_rows_as_for_one(
        self, parties: Parties, desk: Desk, same_queries: SameQueries, who: str, url: str
    ) -> None:
        def more(count: int) -> None:
            for _ in range(count):
                parties.duty()
                parties.duty_in(State.REPORTED)
                parties.duty_in(State.OBJECTED)
                duty = parties.duty_in(State.HANDLING)
                extending.ask_extension(
                    actor=parties.owner, duty=duty, until=duty.due_on.replace(day=28), reason="等"
                )
                duty.escalations.create(rung="overdue-notice", to="owner", due_on=duty.due_on)
                duty.escalations.create(rung="overdue-notice", to="office", due_on=duty.due_on)

        same_queries(more, url, desk(getattr(parties, who)))

    def test_a_duty_asks_as_often_however_much_has_happened(
        self, parties: Parties, desk: Desk, same_queries: SameQueries
    ) -> None:
        duty = parties.duty_in(State.HANDLING)

        def more(count: int) -> None:
            for n in range(count):
                duty.remarks.create(move="progress", text=f"第{n}步", author="经办人")
                parties.duty(parent=duty)

        same_queries(more, page_of(duty), desk(parties.owner))


class TestTheInbox:
    def test_it_says_by_when(self, parties: Parties, desk: Desk) -> None:
        parties.duty()
        html = answer(desk(parties.owner).get(INBOX))
        assert "签收期限" in html
        assert 'datetime="2026-11-25"' in html
        assert 'datetime="2026-12-21"' in html
        assert "逾期" not in html
        with later(3):
            assert "逾期" in answer(desk(parties.owner).get(INBOX))

    def test_a_reminder_names_its_step_once(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty_in(State.HANDLING)
        for rung in ("first-reminder", "last-reminder"):
            duty.escalations.create(rung=rung, to="owner", due_on=duty.due_on)
        names = {rung.code: rung.name.zh for rung in rules_of(parties.province.campaign).ladder}
        html = answer(desk(parties.owner).get(INBOX))
        assert html.count(names["last-reminder"]) == 1
        assert f"· {names['first-reminder']} ·" not in html

    def test_an_empty_inbox_says_so(self, parties: Parties, desk: Desk) -> None:
        assert "目前没有待办事项" in answer(desk(parties.offered).get(INBOX))

    @pytest.mark.parametrize("url", [INBOX, LEDGER, EXPORT])
    def test_nobody_else_comes_in(self, parties: Parties, client: StrictClient, url: str) -> None:
        assert client.get(url).status_code in {302, 403}


class TestTheLedger:
    def tally(self, html: str) -> dict[str, int]:
        cells = re.findall(
            r'tally__figure">(\d+)</span>\s*<span class="tally__label">([^<]+)<', html
        )
        return {label: int(figure) for figure, label in cells}

    def test_counts_are_those_of_the_rows(self, parties: Parties, desk: Desk) -> None:
        for state in (State.HANDLING, State.HANDLING, State.VERIFIED, State.RECALLED):
            parties.duty_in(state)
        html = answer(desk(parties.office).get(LEDGER))
        assert self.tally(html) == {"正常": 2, "销号": 1, "撤回": 1}
        assert "共4条" in html.replace(" ", "")
        narrowed = answer(desk(parties.office).get(LEDGER, {"light": "done"}))
        assert self.tally(narrowed) == {"销号": 1}

    def test_counts_hide_what_is_hidden(self, parties: Parties, desk: Desk) -> None:
        parties.duty_in(State.HANDLING)
        parties.duty_in(State.HANDLING, shielded_from=parties.province.agency)
        assert self.tally(answer(desk(parties.office).get(LEDGER))) == {"正常": 2}
        assert self.tally(answer(desk(parties.offered).get(LEDGER))) == {}

    @pytest.mark.parametrize(
        "query",
        [
            {"light": "nonsense", "state": "x", "owner": "99999999", "page": "-3"},
            {"words": "x" * 500},
            {"owner": "' OR 1=1"},
            {"page": "two"},
        ],
    )
    def test_a_filter_that_does_not_fit_is_left_out(
        self, parties: Parties, desk: Desk, query: dict[str, str]
    ) -> None:
        duty = parties.duty()
        assert duty.number in answer(desk(parties.office).get(LEDGER, query))

    def test_only_owners_that_one_sees_are_offered(self, parties: Parties, desk: Desk) -> None:
        parties.duty()
        reassign(actor=parties.office, duty=parties.duty(), owner=parties.province.agency)
        select = re.search(
            r'<select name="owner".*?</select>', answer(desk(parties.owner).get(LEDGER))
        )
        assert select is not None
        assert "商务厅" in select.group()
        assert "综合服务中心" not in select.group()


class TestTheExport:
    def rows(self, actor: Actor, query: str = "") -> list[tuple[Any, ...]]:
        """Below the line that says whose copy it is."""
        content = BytesIO(exported(actor, "duties.ledger", query))
        book = openpyxl.load_workbook(content, read_only=True)
        return list(book.worksheets[0].iter_rows(values_only=True))[1:]

    def test_it_holds_the_visible_rows_and_no_words(self, parties: Parties) -> None:
        shown = [parties.duty_in(State.VERIFIED), parties.duty_in(State.HANDLING)]
        reassign(actor=parties.office, duty=parties.duty(), owner=parties.province.agency)
        head, *rows = self.rows(parties.owner)
        assert {row[0] for row in rows} == {duty.number for duty in shown}
        told = str(rows)
        for words in (shown[0].statement, shown[0].result, "现场核查属实"):
            assert words not in told
        assert head[:3] == ("编号", "事项", "单位")

    def test_the_filter_holds(self, parties: Parties) -> None:
        parties.duty_in(State.HANDLING)
        cleared = parties.duty_in(State.VERIFIED)
        _, *rows = self.rows(parties.office, "light=done")
        assert [row[0] for row in rows] == [cleared.number]

    def test_a_title_runs_as_no_formula(self, parties: Parties) -> None:
        parties.duty(title='=HYPERLINK("http://127.0.0.1","x")')
        content = exported(parties.owner, "duties.ledger")
        cells = openpyxl.load_workbook(BytesIO(content)).worksheets[0]["B"]
        assert all(cell.data_type != "f" for cell in cells)


class TestTheDutyPage:
    @pytest.mark.parametrize("who", ["owner", "lead", "verifier", "office", "leading"])
    @pytest.mark.parametrize("state", list(State))
    def test_everybody_concerned_reads_it_in_every_state(
        self, parties: Parties, desk: Desk, state: State, who: str
    ) -> None:
        duty = parties.duty_in(state)
        html = answer(desk(getattr(parties, who)).get(page_of(duty)))
        assert duty.statement in html

    def test_others_do_not_learn_that_it_exists(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty()
        stranger = desk(parties.offered)
        assert stranger.get(page_of(duty)).status_code == 404
        assert stranger.get("/desk/duties/SF16-D0000000/").status_code == 404
        assert stranger.send(move_of(duty, "accept")).status_code == 404

    def test_the_next_step_stands_first(self, parties: Parties, desk: Desk) -> None:
        html = answer(desk(parties.owner).get(page_of(parties.duty_in(State.HANDLING))))
        assert html.index("/move/report/") < html.index("/move/offer/")

    def test_from_signing_to_clearing_by_the_pages(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty()
        owner, verifier = desk(parties.owner), desk(parties.verifier)
        owner.submit(page_of(duty), form=move_of(duty, "accept"))
        owner.submit(page_of(duty), {"report-text": "已整改。"}, form=move_of(duty, "report"))
        verifier.submit(page_of(duty), {"verify-text": "属实。"}, form=move_of(duty, "verify"))
        duty.refresh_from_db()
        assert duty.state == State.VERIFIED

    def test_what_was_typed_survives_a_refusal(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty_in(State.HANDLING)
        response = desk(parties.owner).submit(
            page_of(duty),
            {"extend-until": "2030-01-01", "extend-text": "等待批复"},
            form=move_of(duty, "extend"),
        )
        assert response.status_code == 422
        assert "等待批复" in answer(response)
        assert "最迟可延期至" in answer(response)

    def test_a_move_that_is_not_offered_is_refused(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty_in(State.REPORTED)
        response = desk(parties.owner).send(move_of(duty, "verify"), {"verify-text": "很好"})
        assert response.status_code in {403, 409}
        duty.refresh_from_db()
        assert duty.state == State.REPORTED

    def test_an_unknown_move_is_not_found(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty()
        assert desk(parties.owner).send(move_of(duty, "delete")).status_code == 404

    def test_the_office_decides_an_extension_on_the_page(
        self, parties: Parties, desk: Desk
    ) -> None:
        duty = parties.duty_in(State.HANDLING)
        extending.ask_extension(
            actor=parties.owner, duty=duty, until=duty.due_on.replace(day=28), reason="等批复"
        )
        grant = f"{page_of(duty)}extensions/{duty.extensions.get().pk}/grant/"
        assert grant not in answer(desk(parties.owner).get(page_of(duty)))
        assert desk(parties.owner).send(grant, {"text": "好"}).status_code == 403
        desk(parties.office).submit(page_of(duty), {"text": "同意"}, form=grant)
        assert duty.extensions.get().granted

    def test_whoever_checks_looks_again_on_the_page(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty_in(State.VERIFIED)
        look = f"{page_of(duty)}rechecks/{duty.rechecks.get().pk}/"
        assert desk(parties.owner).send(f"{look}holds/", {"text": "好"}).status_code == 403
        desk(parties.verifier).submit(page_of(duty), {"text": "未反弹"}, form=f"{look}holds/")
        assert duty.rechecks.get().holds

    def test_parts_that_one_may_not_see_are_not_named(self, parties: Parties, desk: Desk) -> None:
        whole = parties.duty()
        parties.duty(
            parent=whole,
            title="另一单位的部分",
            owner=parties.province.agency,
            verifier=parties.province.government,
        )
        assert "另一单位的部分" not in answer(desk(parties.owner).get(page_of(whole)))
        assert "另一单位的部分" in answer(desk(parties.office).get(page_of(whole)))


class TestEvidence:
    def report(self, desk: Desk, parties: Parties, duty: Duty, *files: SimpleUploadedFile) -> Any:
        return desk(parties.owner).submit(
            page_of(duty),
            {"report-text": "已整改，见附件。", "report-files": list(files)},
            form=move_of(duty, "report"),
        )

    def text(self, name: str = "整改照片说明.txt") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, "已张贴告知单。".encode(), "text/plain")

    def test_it_is_read_by_those_who_see_the_duty(self, parties: Parties, desk: Desk) -> None:
        duty = parties.duty_in(State.HANDLING)
        assert self.report(desk, parties, duty, self.text()).status_code == 302
        file = files_of(duty.subject)[0]
        address = f"{page_of(duty)}files/{file.id}/"
        for actor in (parties.owner, parties.verifier, parties.office, parties.leading):
            browser = desk(actor)
            assert address in answer(browser.get(page_of(duty)))
            sent: Any = browser.get(address)
            assert b"".join(sent.streaming_content) == "已张贴告知单。".encode()
            assert "attachment" in sent.headers["Content-Disposition"]
            assert "no-store" in sent.headers["Cache-Control"]
        assert desk(parties.offered).get(address).status_code == 404

    def test_no_other_duty_opens_it(self, parties: Parties, desk: Desk) -> None:
        duty, other = parties.duty_in(State.HANDLING), parties.duty()
        self.report(desk, parties, duty, self.text())
        file = files_of(duty.subject)[0]
        assert desk(parties.owner).get(f"{page_of(other)}files/{file.id}/").status_code == 404

    @pytest.mark.parametrize(
        "files",
        [
            [("run.exe", b"MZ\x90\x00")],
            [("empty.pdf", b"")],
            [("broken.pdf", b"%PDF-1.7 nothing")],
            [(f"{n}.txt", "好".encode()) for n in range(10)],
        ],
    )
    def test_what_the_rulebook_does_not_take_is_refused_and_the_words_stay(
        self, parties: Parties, desk: Desk, files: list[tuple[str, bytes]]
    ) -> None:
        duty = parties.duty_in(State.HANDLING)
        response = self.report(
            desk, parties, duty, *(SimpleUploadedFile(name, content) for name, content in files)
        )
        assert response.status_code == 422
        assert "已整改，见附件。" in answer(response)
        assert not EvidenceFile.objects.exists()
        duty.refresh_from_db()
        assert duty.state == State.HANDLING
