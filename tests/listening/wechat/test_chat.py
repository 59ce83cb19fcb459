"""The chat opens the form and nothing else: what is written there leaves no trace."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from tests.harness.clients import StrictClient
from tests.listening.wechat.fake import (
    PERSON,
    SITE,
    TOKEN,
    FakeWechat,
    Post,
    seal,
    sign,
    xml,
)

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.receipts import Receipt

pytestmark = [pytest.mark.usefixtures("still"), pytest.mark.django_db]
SECRET = "张三在窗口索要好处，我的电话是13800000000"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, however quiet."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def on_disk() -> str:
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told.append(repr(cursor.fetchall()))
    return "".join(told)


@pytest.mark.parametrize("sealed", [True, False])
class TestEverybodyGetsTheDoors:
    @pytest.fixture(autouse=True)
    def _mode(self, wechat: FakeWechat, sealed: bool) -> Iterator[None]:
        wechat.sealed = sealed
        with override_settings(YOUWEI_WECHAT=wechat.settings()):
            yield

    def test_whatever_they_write(self, wechat: FakeWechat, post: Post, log: io.StringIO) -> None:
        before = JournalEvent.objects.count()
        told = wechat.says(post, SECRET).words
        assert f"{SITE}/report/" in told
        assert f"{SITE}/status/" in told
        assert "12388" in told
        assert SECRET[:4] not in told
        assert not Case.objects.exists()
        assert JournalEvent.objects.count() == before
        disk = on_disk()
        for secret in (SECRET[:4], "13800000000", PERSON):
            assert secret not in disk
            assert secret not in log.getvalue()

    @pytest.mark.parametrize("kind", ["image", "voice", "video", "location", "link"])
    def test_whatever_they_send(self, wechat: FakeWechat, post: Post, kind: str) -> None:
        assert SITE in wechat.says(post, "", MsgType=kind, PicUrl="http://quokka.test/a").words

    @pytest.mark.parametrize("event", ["subscribe", "CLICK", "SCAN"])
    def test_when_they_come_or_press(self, wechat: FakeWechat, post: Post, event: str) -> None:
        assert SITE in wechat.event(post, event, EventKey="report").words

    @pytest.mark.parametrize(
        "event",
        [
            "VIEW",
            "LOCATION",
            "unsubscribe",
            "view_miniprogram",
            "TEMPLATESENDJOBFINISH",
            "MASSSENDJOBFINISH",
            "kf_create_session",
            "user_info_modified",
            "an_event_of_next_year",
        ],
    )
    def test_but_not_where_nobody_reads_an_answer(
        self, wechat: FakeWechat, post: Post, event: str
    ) -> None:
        assert wechat.event(post, event, EventKey="http://x.test/").words == ""

    def test_the_address_is_confirmed(self, wechat: FakeWechat, client: StrictClient) -> None:
        stamp = str(int(clock.now().timestamp()))
        query = {"timestamp": stamp, "nonce": "7", "echostr": "5837397576500011341"}
        good = client.get("/wechat/", query | {"signature": sign(TOKEN, stamp, "7")})
        assert good.content == b"5837397576500011341"
        assert good["Content-Type"].startswith("text/plain")
        bad = client.get("/wechat/", query | {"signature": sign("other", stamp, "7")})
        assert (bad.status_code, bad.content) == (403, b"")


class TestNotFromWechat:
    def refused(self, post: Post, query: str, body: bytes) -> None:
        assert post(query, body) == (403, b"")

    def test_a_wrong_signature_and_an_old_message(self, wechat: FakeWechat, post: Post) -> None:
        text = xml(ToUserName="gh", FromUserName=PERSON, MsgType="text", Content="x", MsgId=1)
        query, body = wechat.signed(text)
        self.refused(post, query.replace("msg_signature=", "msg_signature=0"), body)
        self.refused(post, "", body)
        now = int(clock.now().timestamp())
        self.refused(post, *wechat.signed(text, now - 301))
        self.refused(post, *wechat.signed(text, now + 301))
        assert post(*wechat.signed(text, now - 299))[0] == 200

    def test_a_replay_after_the_window(self, wechat: FakeWechat, post: Post) -> None:
        sent = wechat.signed(xml(ToUserName="gh", FromUserName=PERSON, MsgType="text", MsgId=1))
        assert post(*sent)[0] == 200
        with clock.at(clock.now() + timedelta(minutes=6)):
            self.refused(post, *sent)

    def test_an_unsealed_message_where_sealed_ones_are_agreed(
        self, wechat: FakeWechat, post: Post
    ) -> None:
        wechat.sealed = False
        query, body = wechat.signed(xml(ToUserName="gh", FromUserName=PERSON, MsgType="text"))
        self.refused(post, query, body)

    @pytest.mark.parametrize(
        "inner",
        [
            "",
            "no xml",
            "<xml/>",
            xml(ToUserName="gh", FromUserName="a b", MsgType="text"),
            '<!DOCTYPE a [<!ENTITY b "c">]><xml><ToUserName>&b;</ToUserName></xml>',
        ],
    )
    def test_a_well_sealed_nonsense(self, wechat: FakeWechat, post: Post, inner: str) -> None:
        self.refused(post, *wechat.signed(inner))

    def test_too_much(self, wechat: FakeWechat, post: Post) -> None:
        self.refused(post, *wechat.signed(xml(Content="字" * 40_000)))

    def test_other_methods(self, wechat: FakeWechat, client: StrictClient) -> None:
        assert client.put("/wechat/").status_code == 405


class TestWithoutAnAccount:
    def test_the_address_does_not_exist(self, client: StrictClient, post: Post) -> None:
        assert client.get("/wechat/").status_code == 404
        assert post("", xml(Encrypt=seal("x")).encode())[0] == 404

    def test_no_button_is_shown(
        self, client: StrictClient, hand_in: Callable[..., Receipt]
    ) -> None:
        from tests.listening.complaints.sender import look_up

        assert "wechat" not in look_up(client, hand_in()).lower()

    def test_nothing_goes_out(self) -> None:
        from youwei.listening.wechat.jobs import send_notices

        assert send_notices() == 0
