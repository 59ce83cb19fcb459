"""The office's queue and the case page: what waits first, what they show, and at what cost."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of, writer_of

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.files.queries import prepared
from youwei.foundation.journal.queries import history
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries import cases
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.web import desk_queue

HandIn = Callable[..., Receipt]
Desk = Callable[[Actor], StrictClient]
QUEUE = "/desk/cases/"

pytestmark = pytest.mark.usefixtures("still")


def page_of(case: Case | Receipt) -> str:
    return f"/desk/cases/{case.number}/"


def move_of(case: Case | Receipt, name: str) -> str:
    return f"{page_of(case)}move/{name}/"


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", html_of(response))


def numbers(html: str) -> list[str]:
    return re.findall(r'<a href="/desk/cases/([^/"]+)/">', html)


def dispatched(cast: Cast, receipt: Receipt) -> Duty:
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    return sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.bureau,
        verifier=cast.province.office,
    )


class TestTheQueue:
    def test_it_opens_on_what_waits_for_the_office(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        new, taken, sent, asking = (hand_in(text=f"第{n}件事情") for n in range(4))
        triage.accept(actor=cast.office, case=case_of(taken))
        for receipt in (sent, asking):
            dispatched(cast, receipt)
        thread.write(actor=writer_of(asking), case=case_of(asking), text="到哪一步了？")
        html = shown(desk(cast.office).get(QUEUE))
        assert set(numbers(html)) == {new.number, taken.number, asking.number}
        everything = shown(desk(cast.office).get(QUEUE, {"state": ""}))
        assert sent.number in numbers(everything)

    def test_beyond_what_is_counted_a_count_says_more(
        self, cast: Cast, hand_in: HandIn, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for n in range(3):
            dispatched(cast, hand_in(text=f"第{n}件事情"))
        for module in (cases, desk_queue):
            monkeypatch.setattr(module, "counted_to", lambda _state: 2)
        assert '<span class="tally__figure">2+</span>' in shown(desk(cast.office).get(QUEUE))

    def test_the_counts_are_those_of_the_lists(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipts = [hand_in(text=f"第{n}件事情") for n in range(5)]
        dispatched(cast, receipts[0])
        triage.accept(actor=cast.office, case=case_of(receipts[1]))
        triage.refuse(
            actor=cast.office,
            case=case_of(receipts[2]),
            ground="court-or-arbitration",
            explanation="",
        )
        thread.write(actor=writer_of(receipts[0]), case=case_of(receipts[0]), text="请问？")
        browser = desk(cast.office)
        cells = re.findall(
            r'<a class="tally__cell" href="([^"]+)">\s*<span class="tally__figure">(\d+)<',
            shown(browser.get(QUEUE)),
        )
        assert len(cells) == 6
        for address, figure in cells:
            listed = numbers(shown(browser.get(QUEUE + address.replace("&amp;", "&"))))
            assert len(listed) == int(figure), address

    def test_it_says_by_when_and_what_is_late(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        case = case_of(hand_in())
        day = f'datetime="{case.triage_due_on.isoformat()}"'
        html = shown(desk(cast.office).get(QUEUE))
        assert day in html
        assert "light--overdue" not in html
        with clock.at(clock.now() + timedelta(days=20)):
            assert "light--overdue" in shown(desk(cast.office).get(QUEUE))

    def test_a_case_that_was_sent_shows_who_works_on_it_and_until_when(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        duty = dispatched(cast, hand_in(about_organ=cast.province.commission))
        html = shown(desk(cast.office).get(QUEUE, {"state": "handling"}))
        assert cast.province.bureau.name in html
        assert f'datetime="{duty.due_on.isoformat()}"' in html

    def test_what_is_not_found_here_is_looked_for_everywhere(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in(text="停车场收费没有票据")
        dispatched(cast, receipt)
        browser = desk(cast.office)
        html = shown(browser.get(QUEUE, {"state": "received", "words": "票据"}))
        assert numbers(html) == []
        address = re.search(r'href="(\?[^"]*words=[^"]*)"', html)
        assert address is not None
        found = shown(browser.get(QUEUE + address[1].replace("&amp;", "&")))
        assert numbers(found) == [receipt.number]

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "nonsense", "kind": "x", "page": "two"},
            {"words": "长" * 500},
            {"state": "office' OR 1=1"},
        ],
    )
    def test_a_filter_that_does_not_fit_is_left_out(
        self, cast: Cast, hand_in: HandIn, desk: Desk, query: dict[str, str]
    ) -> None:
        receipt = hand_in()
        assert receipt.number in shown(desk(cast.office).get(QUEUE, query))

    @pytest.mark.parametrize("who", ["office", "leading"])
    def test_it_asks_as_often_for_three_cases_as_for_one(
        self,
        cast: Cast,
        hand_in: HandIn,
        desk: Desk,
        same_queries: Callable[..., int],
        who: str,
    ) -> None:
        def more(count: int) -> None:
            for n in range(count):
                hand_in(text=f"新的一件 {n}", about_organ=cast.province.bureau)
                hand_in(text=f"作风 {n}", kind="conduct", about_organ=cast.province.bureau)
                dispatched(cast, hand_in(text=f"已交办 {n}"))
                triage.accept(actor=cast.office, case=case_of(hand_in(text=f"已受理 {n}")))

        same_queries(more, f"{QUEUE}?state=", desk(getattr(cast, who)))

    @pytest.mark.parametrize("who", ["bureau", "commission"])
    def test_it_is_for_those_who_sort(self, cast: Cast, desk: Desk, who: str) -> None:
        assert desk(getattr(cast, who)).get(QUEUE).status_code == 403


class TestTheCase:
    def test_from_acceptance_to_the_organ_by_the_page(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        office = desk(cast.office)
        office.submit(page_of(receipt), form=move_of(receipt, "accept"))
        office.submit(
            page_of(receipt),
            {
                "sort-kind": "request",
                "sort-about": str(cast.province.bureau.pk),
                "sort-themes": [],
            },
            form=move_of(receipt, "sort"),
        )
        office.submit(
            page_of(receipt),
            {"dispatch-owner": str(cast.province.bureau.pk), "dispatch-text": "请尽快"},
            form=move_of(receipt, "dispatch"),
        )
        case = case_of(receipt)
        duty = case.handlings.get().duty
        assert (case.state, duty.owner, duty.statement) == (
            State.HANDLING,
            cast.province.bureau,
            "请尽快",
        )

    def test_the_next_step_stands_first_with_its_day(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        html = shown(desk(cast.office).get(page_of(receipt)))
        assert html.index("/move/accept/") < html.index("/move/refuse/")
        day = case_of(receipt).triage_due_on
        assert html.index(day.isoformat()) < html.index('class="words prose"')

    def test_the_organ_in_charge_reads_it_and_follows_its_duty_there(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        duty = dispatched(cast, receipt)
        bureau = desk(cast.bureau)
        link = f'href="{page_of(receipt)}"'
        assert link in shown(bureau.get(f"/desk/duties/{duty.number}/"))
        assert "窗口两次让我重填" in shown(bureau.get(page_of(receipt)))
        sending.recall(actor=cast.office, case=case_of(receipt), reason="送错了")
        assert link not in shown(bureau.get(f"/desk/duties/{duty.number}/"))
        assert bureau.get(page_of(receipt)).status_code == 404

    def test_what_was_typed_survives_a_refusal(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        triage.accept(actor=cast.office, case=case_of(receipt))
        office = str(cast.province.office.pk)
        response = desk(cast.office).submit(
            page_of(receipt),
            {
                "dispatch-owner": office,
                "dispatch-verifier": office,
                "dispatch-text": "写了很久的说明",
            },
            form=move_of(receipt, "dispatch"),
        )
        assert response.status_code == 422
        assert "写了很久的说明" in shown(response)

    def test_merging_with_a_number_that_does_not_exist_is_said_at_the_field(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        response = desk(cast.office).submit(
            page_of(receipt), {"merge-lead": "SF16-0000-0000"}, form=move_of(receipt, "merge")
        )
        assert response.status_code == 422
        assert case_of(receipt).state == State.RECEIVED

    def test_merged_cases_are_read_together(self, cast: Cast, hand_in: HandIn, desk: Desk) -> None:
        about = {"about_organ": cast.province.bureau}
        lead, other = hand_in(**about), hand_in(text="我也遇到同样的事。", **about)
        office = desk(cast.office)
        office.submit(
            page_of(other), {"merge-lead": lead.number.lower()}, form=move_of(other, "merge")
        )
        assert "我也遇到同样的事" in shown(office.get(page_of(lead)))
        assert lead.number in shown(office.get(page_of(other)))

    def test_a_refusal_names_the_ground(self, cast: Cast, hand_in: HandIn, desk: Desk) -> None:
        receipt = hand_in()
        desk(cast.office).submit(
            page_of(receipt),
            {"refuse-ground": "court-or-arbitration"},
            form=move_of(receipt, "refuse"),
        )
        assert case_of(receipt).refusal_ground == "court-or-arbitration"

    def test_an_answer_that_is_not_checked_says_so(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        duty = assigning.accept(actor=cast.bureau, duty=dispatched(cast, receipt))
        duty = handling.report(actor=cast.bureau, duty=duty, result="已办结。")
        before = shown(desk(cast.office).get(page_of(receipt)))
        checking.verify(actor=cast.office, duty=duty, finding="属实")
        after = shown(desk(cast.office).get(page_of(receipt)))
        assert "已办结。" in before
        assert "已办结。" in after
        thread_before, thread_after = (
            html.partition('class="thread"')[2].partition("</section>")[0]
            for html in (before, after)
        )
        assert "核查" in thread_before
        assert "核查" not in thread_after

    def test_a_move_that_is_not_ones_own_is_refused(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = hand_in()
        dispatched(cast, receipt)
        answer = desk(cast.bureau).send(move_of(receipt, "recall"), {"recall-text": "不想办"})
        assert answer.status_code == 403
        assert case_of(receipt).state == State.HANDLING

    @pytest.mark.parametrize("number", ["SF16-0000-0000", "x", "SF16-D000000"])
    def test_an_unknown_number_is_not_found(self, cast: Cast, desk: Desk, number: str) -> None:
        assert desk(cast.office).get(f"/desk/cases/{number}/").status_code == 404

    def test_it_asks_as_often_however_much_was_written(
        self, cast: Cast, hand_in: HandIn, desk: Desk, same_queries: Callable[..., int]
    ) -> None:
        receipt = hand_in(about_organ=cast.province.bureau)
        dispatched(cast, receipt)

        def more(count: int) -> None:
            for n in range(count):
                thread.write(actor=writer_of(receipt), case=case_of(receipt), text=f"补充{n}")
                hand_in(text=f"同类 {n}", about_organ=cast.province.bureau)

        same_queries(more, page_of(receipt), desk(cast.office))


class TestNameAndContact:
    def receipt(self, hand_in: HandIn, **given: Any) -> Receipt:
        usual = {"name": "张三丰", "contact": "010-0000", "may_contact": True}
        return hand_in(**(usual | given))

    def test_only_the_organ_in_charge_opens_them_and_that_is_recorded(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        receipt = self.receipt(hand_in)
        dispatched(cast, receipt)
        address = f"{page_of(receipt)}contact/"
        bureau = desk(cast.bureau)
        assert "张三丰" not in shown(bureau.get(page_of(receipt)))
        assert "张三丰" in shown(bureau.submit(page_of(receipt), form=address))
        assert "张三丰" not in shown(bureau.get(page_of(receipt)))
        kinds = [entry.kind for entry in history(case_of(receipt).subject)]
        assert "complaints.contact_opened" in kinds
        for who in ("office", "leading"):
            answer = desk(getattr(cast, who)).send(address)
            assert answer.status_code == 403
            assert "张三丰" not in shown(answer)

    def test_without_agreement_nobody_does(self, cast: Cast, hand_in: HandIn, desk: Desk) -> None:
        receipt = self.receipt(hand_in, may_contact=False)
        dispatched(cast, receipt)
        address = f"{page_of(receipt)}contact/"
        bureau = desk(cast.bureau)
        assert address not in shown(bureau.get(page_of(receipt)))
        assert bureau.send(address).status_code == 403


class TestFiles:
    def streamed(self, browser: StrictClient, address: str) -> Any:
        answer: Any = browser.get(address)
        assert answer.status_code == 200
        return answer.streaming_content

    def test_they_are_read_by_those_who_read_the_case(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        upload = prepared(name="照片说明.txt", content=BytesIO("说明".encode()))
        receipt = hand_in(uploads=(upload,))
        html = shown(desk(cast.office).get(page_of(receipt)))
        address = re.search(rf'href="({page_of(receipt)}files/\d+/)"', html)
        assert address is not None
        assert b"".join(self.streamed(desk(cast.office), address[1])) == "说明".encode()
        assert desk(cast.bureau).get(address[1]).status_code == 404
        dispatched(cast, receipt)
        assert b"".join(self.streamed(desk(cast.bureau), address[1])) == "说明".encode()
        other = hand_in(text="另一件事。")
        stolen = address[1].replace(receipt.number, other.number)
        assert desk(cast.office).get(stolen).status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE, Role.LEADING_GROUP}))
def test_no_other_role_of_the_office_reads_cases(
    cast: Cast, hand_in: HandIn, desk: Desk, role: Role
) -> None:
    receipt = hand_in()
    somebody = cast.province.actor("somebody", role, cast.province.office)
    assert desk(somebody).get(QUEUE).status_code == 403
    assert desk(somebody).get(page_of(receipt)).status_code == 404
