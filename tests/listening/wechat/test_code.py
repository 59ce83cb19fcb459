"""The code that the status page shows, sent in the chat."""

from collections.abc import Callable

import pytest
from django.test import override_settings
from tests.harness.clients import StrictClient
from tests.listening.complaints.sender import act, look_up
from tests.listening.wechat.fake import FakeWechat, Post
from tests.listening.wechat.pages import code_on, later

from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.wechat.models import Invitation, Subscription

pytestmark = pytest.mark.usefixtures("still")
HandIn = Callable[..., Receipt]


class TestTheCode:
    def test_is_sent_to_an_account_that_can_be_found(
        self, wechat: FakeWechat, client: StrictClient, hand_in: HandIn
    ) -> None:
        with override_settings(YOUWEI_WECHAT={**wechat.settings(), "name": "示范作风"}):
            page, status = act(client, look_up(client, hand_in()), "wechat")
        assert status == 200
        assert "公众号“示范作风”" in page

    @pytest.mark.parametrize("lose", [0, 1, 3])
    def test_works_once_however_often_wechat_repeats_it(
        self, wechat: FakeWechat, client: StrictClient, post: Post, hand_in: HandIn, lose: int
    ) -> None:
        code = code_on(client, hand_in())
        reply = wechat.says(post, code, lose=lose)
        assert (reply.tries, Subscription.objects.count()) == (lose + 1, 1)
        assert "设置成功" in reply.words
        assert "无效" in wechat.says(post, code).words
        assert Subscription.objects.count() == 1

    @pytest.mark.parametrize(
        "typed", ["{}", " {} ", "{0[0]} {0[1]}", "{0[0]}-{0[1]}", "{0[0]}{0[1]}"]
    )
    def test_is_read_as_people_type_it(
        self, wechat: FakeWechat, client: StrictClient, post: Post, hand_in: HandIn, typed: str
    ) -> None:
        code = code_on(client, hand_in())
        text = typed.format(code.split()) if "[" in typed else typed.format(code)
        assert "设置成功" in wechat.says(post, text).words

    def test_comes_by_a_scan_too(
        self, wechat: FakeWechat, client: StrictClient, post: Post, hand_in: HandIn
    ) -> None:
        for receipt, event, before in (
            (hand_in(), "SCAN", ""),
            (hand_in(), "subscribe", "qrscene_"),
        ):
            code = code_on(client, receipt).replace("\xa0", "")
            told = wechat.event(post, event, EventKey=before + code)
            assert "设置成功" in told.words
        assert Subscription.objects.count() == 2

    def test_is_over_after_ten_minutes_or_with_the_next(
        self, wechat: FakeWechat, client: StrictClient, post: Post, hand_in: HandIn
    ) -> None:
        receipt = hand_in()
        first = code_on(client, receipt)
        second = code_on(client, receipt)
        assert "无效" in wechat.says(post, first).words
        with later(minutes=10):
            assert "无效" in wechat.says(post, second).words
        assert not Subscription.objects.exists()

    def test_needs_the_status_page(self, wechat: FakeWechat, client: StrictClient) -> None:
        assert client.send("/status/more/wechat/", {"ticket": "x"}).status_code == 403
        assert not Invitation.objects.exists()
