"""Over the wire: WeChat's server on one side, ours on the other."""

from pytest_django.live_server_helper import LiveServer
from tests.listening.complaints.cast import build_cast, case_of, hands_in
from tests.listening.wechat.fake import SITE, FakeWechat, over_http

from youwei.kernel.actor import citizen
from youwei.listening.complaints.operations import triage
from youwei.listening.wechat.jobs import send_notices
from youwei.listening.wechat.operations import give_code


def test_a_whole_turn(live_server: LiveServer, wechat: FakeWechat) -> None:
    """Each answer arrives within the five seconds that WeChat waits, or the post fails."""
    cast = build_cast()
    post = over_http(live_server.url)
    assert f"{SITE}/report/" in wechat.says(post, "我要投诉").words
    receipt = hands_in(cast)()
    code = give_code(actor=citizen(receipt.number), case=case_of(receipt))
    assert "设置成功" in wechat.says(post, code, lose=2).words
    triage.accept(actor=cast.office, case=case_of(receipt))
    assert send_notices() == 1
    assert len(wechat.pushes) == 1
    assert wechat.event(post, "unsubscribe").words == ""
    assert send_notices() == 0
