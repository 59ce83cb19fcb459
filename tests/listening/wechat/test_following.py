"""Being told: from the status page by a code in the chat, and back to nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import override_settings
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.desk import answered, dispatched
from tests.listening.complaints.sender import act, look_up
from tests.listening.wechat.fake import PERSON, SITE, FakeWechat, Post
from tests.listening.wechat.pages import code_on, later

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, SYSTEM
from youwei.listening.complaints.jobs import close_after_window
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.operations.erasing import empty, erase_writer
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.wechat.jobs import erase_what_is_over, send_notices
from youwei.listening.wechat.models import Invitation, Seen, Subscription
from youwei.listening.wechat.operations import give_code, take_code

pytestmark = pytest.mark.usefixtures("still")
HandIn = Callable[..., Receipt]


@pytest.fixture
def followed(wechat: FakeWechat, client: StrictClient, post: Post, hand_in: HandIn) -> Receipt:
    """A request whose writer is told by WeChat."""
    receipt = hand_in()
    assert "新进展" in wechat.says(post, code_on(client, receipt)).words
    assert Subscription.objects.count() == 1
    return receipt


class TestTheNotice:
    def test_says_that_something_moved_and_nothing_else(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        dispatched(cast, followed, cast.province.bureau)
        assert wechat.pushes == [], "nothing goes out in somebody's request"
        assert send_notices() == 1
        (push,) = wechat.pushes
        assert push == {
            "way": "custom",
            "touser": PERSON,
            "msgtype": "text",
            "text": {"content": f"您反映的事项有新进展，请打开查询页查看：{SITE}/status/"},
        }
        assert send_notices() == 0

    def test_by_a_template(self, wechat: FakeWechat, cast: Cast, followed: Receipt) -> None:
        wechat.template = "tpl-quokka"
        triage.accept(actor=cast.office, case=case_of(followed))
        with override_settings(YOUWEI_WECHAT=wechat.settings()):
            send_notices()
        assert wechat.pushes == [
            {
                "way": "template",
                "touser": PERSON,
                "template_id": "tpl-quokka",
                "url": f"{SITE}/status/",
                "data": {"thing1": {"value": "您反映的事项有新进展"}},
            }
        ]

    def test_comes_for_what_the_office_says_not_for_what_the_writer_says(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        case = case_of(followed)
        thread.write(actor=writer_of(followed), case=case, text="补充一点。")
        assert send_notices() == 0
        thread.write(actor=cast.office, case=case, text="请补充时间。")
        assert send_notices() == 1

    def test_comes_for_the_case_that_leads_a_merged_one(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, hand_in: HandIn
    ) -> None:
        lead, case = case_of(hand_in()), case_of(followed)
        triage.accept(actor=cast.office, case=case)
        triage.merge(actor=cast.office, case=case, lead=lead)
        assert send_notices() == 1, "two moves, one notice"
        triage.accept(actor=cast.office, case=lead)
        assert send_notices() == 1

    def test_comes_for_nobody_else(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, hand_in: HandIn
    ) -> None:
        before = JournalEvent.objects.filter(kind="wechat.notice_queued").count()
        triage.accept(actor=cast.office, case=case_of(hand_in()))
        assert send_notices() == 0
        assert JournalEvent.objects.filter(kind="wechat.notice_queued").count() == before

    def test_asks_for_one_access_token_and_for_another_when_it_ran_out(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        case = case_of(followed)
        for text in ("一。", "二。"):
            thread.write(actor=cast.office, case=case, text=text)
            assert send_notices() == 1
        assert len(wechat.tokens) == 1
        wechat.tokens.append("token-of-another-process")
        thread.write(actor=cast.office, case=case, text="三。")
        assert send_notices() == 1
        assert len(wechat.tokens) == 3

    def test_is_tried_again_later_and_given_up_in_the_end(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        wechat.answers.extend([-1, 45009])
        triage.accept(actor=cast.office, case=case_of(followed))
        assert send_notices() == 0
        assert send_notices() == 0, "not before its time"
        with later(minutes=2):
            assert send_notices() == 0
        with later(hours=5):
            assert send_notices() == 0, "the quota of a day is over"
        with later(hours=7):
            assert send_notices() == 1
        wechat.token_error = 40125  # a secret that is wrong
        wechat.tokens.append("none")
        thread.write(actor=cast.office, case=case_of(followed), text="二。")
        for day in range(8):
            with later(days=day + 1):
                assert send_notices() == 0
        assert not Subscription.objects.get().waiting

    def test_survives_a_server_that_does_not_answer(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        triage.accept(actor=cast.office, case=case_of(followed))
        nowhere = wechat.settings() | {"api": "http://127.0.0.1:9"}
        with override_settings(YOUWEI_WECHAT=nowhere):
            assert send_notices() == 0
        with later(minutes=2):
            assert send_notices() == 1

    def test_for_many_does_not_wait_for_each_while_the_server_is_away(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, hand_in: HandIn
    ) -> None:
        for receipt in (followed, hand_in()):
            case = case_of(receipt)
            code = give_code(actor=writer_of(receipt), case=case) if receipt != followed else ""
            if code:
                take_code(actor=CITIZEN, openid="oAnother", code=code, mark="1")
            triage.accept(actor=cast.office, case=case)
        wechat.answers.extend([-1])
        assert send_notices() == 0
        assert len(wechat.asked) == 2, "one token, one message"
        assert send_notices() == 1

    def test_of_a_move_in_the_meantime_is_not_lost(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from youwei.listening.wechat.jobs.official import Official

        case, tell = case_of(followed), Official.tell

        def slow(self: Official, openid: str) -> Any:
            monkeypatch.setattr(Official, "tell", tell)
            thread.write(actor=cast.office, case=case, text="同时发生。")
            return tell(self, openid)

        triage.accept(actor=cast.office, case=case)
        monkeypatch.setattr(Official, "tell", slow)
        assert send_notices() == 1
        assert send_notices() == 1


class TestAnEnd:
    def gone(self) -> None:
        assert not Subscription.objects.exists()
        assert not Invitation.objects.exists()

    def test_by_the_button(
        self, wechat: FakeWechat, client: StrictClient, followed: Receipt
    ) -> None:
        page, status = act(client, look_up(client, followed), "wechat-stop")
        assert status == 200
        assert "相关数据已删除" in page
        self.gone()
        assert 'id="wechat"' in page, "and one may begin again"

    @pytest.mark.parametrize("lose", [0, 2])
    def test_by_leaving_the_account(
        self, wechat: FakeWechat, post: Post, followed: Receipt, lose: int
    ) -> None:
        wechat.event(post, "unsubscribe", lose=lose)
        self.gone()

    @pytest.mark.parametrize(
        "event", ["user_authorization_revoke", "user_authorization_cancellation"]
    )
    def test_by_taking_back_what_wechat_may_tell_of_them(
        self, wechat: FakeWechat, post: Post, followed: Receipt, event: str
    ) -> None:
        assert wechat.event(post, event, FromUserName="owWechatItself", OpenID=PERSON).words == ""
        self.gone()

    def test_a_repeated_farewell_does_not_undo_a_new_beginning(
        self, wechat: FakeWechat, client: StrictClient, post: Post, followed: Receipt
    ) -> None:
        at = int(clock.now().timestamp())
        wechat.event(post, "unsubscribe", CreateTime=at)
        with later(seconds=3):
            wechat.says(post, code_on(client, followed))
            wechat.event(post, "unsubscribe", CreateTime=at)
        assert Subscription.objects.count() == 1

    @pytest.mark.parametrize("errcode", [40003, 43004])
    def test_by_being_gone(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, errcode: int
    ) -> None:
        wechat.answers.append(errcode)
        triage.accept(actor=cast.office, case=case_of(followed))
        send_notices()
        self.gone()

    def test_by_withdrawing(self, wechat: FakeWechat, followed: Receipt) -> None:
        sending.withdraw(actor=writer_of(followed), case=case_of(followed))
        self.gone()

    def test_with_name_and_contact(self, wechat: FakeWechat, followed: Receipt) -> None:
        erase_writer(actor=SYSTEM, case=case_of(followed))
        self.gone()

    def test_after_another_body_took_the_case_over_and_the_last_notice(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        case = triage.accept(actor=cast.office, case=case_of(followed))
        sending.forward(actor=cast.office, case=case, door="petition")
        assert send_notices() == 1
        with later(days=8):
            erase_what_is_over()
        self.gone()

    def test_at_once_where_nothing_of_the_case_is_kept(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        case = triage.accept(actor=cast.office, case=case_of(followed))
        sending.forward(actor=cast.office, case=case, door="discipline")
        empty(actor=SYSTEM, case=case)
        self.gone()

    def test_after_the_case_is_closed_and_the_last_notice(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        answered(cast, dispatched(cast, followed, cast.province.bureau))
        with later(days=60):
            close_after_window()
            assert send_notices() == 1
            erase_what_is_over()
            assert Subscription.objects.exists()
        with later(days=68):
            erase_what_is_over()
        self.gone()

    def test_a_refusal_is_told_and_then_forgotten(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        case = case_of(followed)
        ground = rules_of(case.campaign).refusals[0].code
        triage.refuse(actor=cast.office, case=case, ground=ground, explanation="")
        assert send_notices() == 1
        with later(days=8):
            erase_what_is_over()
        self.gone()

    def test_comes_also_where_the_account_was_disconnected(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        answered(cast, dispatched(cast, followed, cast.province.bureau))
        with override_settings(YOUWEI_WECHAT=None):
            with later(days=60):
                close_after_window()
                assert send_notices() == 0
            with later(days=68):
                erase_what_is_over()
        self.gone()

    def test_marks_of_messages_and_codes_do_not_stay(
        self, wechat: FakeWechat, client: StrictClient, followed: Receipt, hand_in: HandIn
    ) -> None:
        code_on(client, hand_in())
        assert Seen.objects.exists()
        with later(hours=2):
            assert erase_what_is_over() == 2
            assert erase_what_is_over() == 0
        assert not Seen.objects.exists()
        assert not Invitation.objects.exists()


class TestTheStores:
    def test_do_not_name_each_other(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt
    ) -> None:
        triage.accept(actor=cast.office, case=case_of(followed))
        send_notices()
        ours = repr(list(Subscription.objects.values()) + list(Seen.objects.values()))
        assert followed.number not in ours
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')
                assert PERSON not in repr(cursor.fetchall()), table
        told = JournalEvent.objects.filter(kind__startswith="wechat.")
        assert {event.subject for event in told} == {"wechat"}
        assert {event.trail for event in told} == {"wechat"}
        assert followed.number not in repr([event.data for event in told])

    def test_survive_a_change_of_the_secret(
        self, wechat: FakeWechat, cast: Cast, followed: Receipt, post: Post
    ) -> None:
        new = "another-secret-Zq7w8e9r0t1y2u3i4o5p6a7s8d9f0g1h2j3k4l5z6x"
        with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[live.SECRET_KEY]):
            triage.accept(actor=cast.office, case=case_of(followed))
            assert send_notices() == 1
        with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[]):
            Subscription.objects.update(waiting=True)
            assert send_notices() == 0
        assert not Subscription.objects.exists(), "whom nobody can tell is not kept"


def test_the_desk_learns_nothing_of_it(
    wechat: FakeWechat,
    cast: Cast,
    followed: Receipt,
    desk: Callable[[Any], StrictClient],
) -> None:
    triage.accept(actor=cast.office, case=case_of(followed))
    page = desk(cast.office).get(f"/desk/cases/{followed.number}/").content.decode()
    assert "微信" not in page
