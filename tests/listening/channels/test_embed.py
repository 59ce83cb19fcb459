"""The form in the frame of a partner's site: no cookie, no other site, the channel of its token."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.clients import StrictClient, html_of

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene

    from youwei.listening.channels.operations.offering import Offered

SITE = "https://news.example.org"
CHANNEL = "site-hebei-news"
Desk = Callable[[Any], StrictClient]


@pytest.fixture
def offered(scene: "Scene") -> "Offered":
    from youwei.listening.channels.operations.offering import offer_form

    return offer_form(
        actor=scene.system,
        campaign=scene.cast.province.campaign,
        channel=CHANNEL,
        name="示范新闻网",
        origins=[SITE],
    )


@pytest.fixture
def place(offered: "Offered") -> str:
    return f"/embed/{offered.frame.public_id}/"


def policy(answer: Any, directive: str = "frame-ancestors") -> list[str]:
    parts = answer["Content-Security-Policy"].split(";")
    return next(part.split()[1:] for part in parts if part.split()[0] == directive)


def sent_from(client: StrictClient, place: str, **given: Any) -> dict[str, Any]:
    """What the framed form would send, its solved challenge included."""
    from tests.harness.pages import read
    from tests.listening.complaints.sender import proof

    page = html_of(client.get(f"{place}new/?kind=request"))
    form = next(one for one in read(page).forms if one.attributes.get("id") == "intake")
    assert "csrfmiddlewaretoken" not in form.names
    data: dict[str, Any] = {**form.untouched(), "text": "窗口两次让我重填。", **given}
    return data | {"altcha": proof(client)}


def test_only_the_sites_of_the_token_show_it(client: StrictClient, place: str) -> None:
    for step in ("", "new/?kind=request", "allegation/"):
        answer = client.get(place + step)
        assert policy(answer) == [SITE], step
        assert "X-Frame-Options" not in answer
        assert policy(answer, "script-src") == ["'self'"], "the rest of the policy stands"
    own = client.get("/report/")
    assert policy(own) == ["'none'"]
    assert own["X-Frame-Options"] == "DENY"


def test_a_case_comes_in_without_any_cookie(client: StrictClient, place: str) -> None:
    from youwei.listening.complaints.models import Case

    answer = client.post(f"{place}new/?kind=request", sent_from(client, place))
    page = html_of(answer)
    case = Case.objects.get()
    assert case.channel == CHANNEL
    assert case.number in page
    assert 'id="receipt-code"' in page
    assert policy(answer) == [SITE]
    assert not client.cookies, "a framed page of ours sets none"


def test_what_is_missing_is_said_in_the_frame(client: StrictClient, place: str) -> None:
    data = sent_from(client, place, text="")
    answer = client.post(f"{place}new/?kind=request", data)
    assert (answer.status_code, policy(answer)) == (422, [SITE])


def test_without_proof_nothing_is_stored(client: StrictClient, place: str) -> None:
    from youwei.listening.complaints.models import Case

    data = sent_from(client, place) | {"altcha": ""}
    assert client.post(f"{place}new/?kind=request", data).status_code == 422
    assert not Case.objects.exists()


def test_a_form_from_elsewhere_is_refused(client: StrictClient, place: str) -> None:
    from youwei.listening.complaints.models import Case

    data, where = sent_from(client, place), f"{place}new/?kind=request"
    for origin in ("https://evil.example", "null", SITE):
        assert client.post(where, data, headers={"Origin": origin}).status_code == 410
    assert not Case.objects.exists()
    assert client.post(where, data, headers={"Origin": "http://testserver"}).status_code == 200


def test_an_allegation_finds_its_door_and_nothing_is_stored(
    client: StrictClient, place: str
) -> None:
    answer = client.get(f"{place}new/?kind=allegation")
    assert answer["Location"] == f"{place}allegation/"
    assert policy(answer) == [SITE]
    page = html_of(client.get(f"{place}allegation/"))
    assert "12388" in page
    assert "<form" not in page


def test_what_leaves_the_frame_opens_a_page_of_its_own(client: StrictClient, place: str) -> None:
    for step in ("", "new/?kind=conduct", "allegation/"):
        page = html_of(client.get(place + step))
        for tag in re.findall(r"<a [^>]*>", page):
            address = re.search(r'href="([^"]*)"', tag)
            inside = address and address[1].startswith((place, "#", "tel:"))
            assert inside or 'target="_blank"' in tag, tag


def test_a_revoked_token_says_so(client: StrictClient, scene: "Scene", offered: "Offered") -> None:
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.operations.tokens import revoke_channel_token

    place = f"/embed/{offered.frame.public_id}/"
    data = sent_from(client, place)
    revoke_channel_token(actor=scene.system, token=offered.issued.token)
    answer = client.get(place)
    assert (answer.status_code, policy(answer)) == (410, [SITE])
    assert "不再提供此投诉入口" in html_of(answer)
    assert client.post(f"{place}new/?kind=request", data).status_code == 410
    assert not Case.objects.exists()


def test_an_unknown_id_stands_in_no_frame(client: StrictClient, db: None) -> None:
    answer = client.get("/embed/" + "0" * 24 + "/")
    assert (answer.status_code, policy(answer)) == (410, ["'none'"])


def test_the_public_id_is_not_the_token(
    client: StrictClient, offered: "Offered", place: str
) -> None:
    assert offered.frame.public_id not in offered.issued.secret
    pages = html_of(client.get(place)) + client.get(place[:-1] + ".js").content.decode()
    assert offered.issued.secret not in pages
    headers = {"Authorization": f"Bearer {offered.frame.public_id}"}
    answer = client.post("/api/v1/complaints", {}, "application/json", headers=headers)
    assert answer.status_code in (401, 404)


def test_the_script_makes_the_frame(client: StrictClient, place: str) -> None:
    answer = client.get(place[:-1] + ".js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert not client.cookies


def test_origins_can_be_taken_away(
    client: StrictClient, scene: "Scene", offered: "Offered"
) -> None:
    from youwei.listening.channels.operations.offering import set_origins

    set_origins(actor=scene.system, frame=offered.frame, origins=[])
    assert policy(client.get(f"/embed/{offered.frame.public_id}/")) == ["'none'"]


class TestAtTheDesk:
    def test_the_administrator_offers_it_and_sees_the_line(
        self, scene: "Scene", desk: Desk
    ) -> None:
        from youwei.listening.channels.models import Frame

        given = {"channel": CHANNEL, "name": "示范新闻网", "origins": f"{SITE}\n{SITE}/"}
        browser = desk(scene.system)
        answer = browser.submit("/desk/channels/", given, form="offer", follow=True)
        frame = Frame.objects.get()
        page = html_of(answer)
        assert f"/embed/{frame.public_id}.js" in page
        assert SITE in page
        assert browser.get(f"/desk/channels/{frame.pk}/try/").status_code == 200

    def test_what_is_tried_is_thrown_away(
        self, scene: "Scene", desk: Desk, offered: "Offered"
    ) -> None:
        from youwei.listening.complaints.models import Case

        browser, trial = desk(scene.system), f"/desk/channels/{offered.frame.pk}/try/"
        answer = browser.get(f"{trial}new/?kind=request")
        assert policy(answer) == ["'self'"]
        done = browser.send(f"{trial}new/?kind=request", {"text": "试一试"})
        assert "未提交" in html_of(done)
        assert not Case.objects.exists()

    def test_wrong_origins_are_said_at_their_field(self, scene: "Scene", desk: Desk) -> None:
        given = {"channel": CHANNEL, "name": "示范新闻网", "origins": "https://*.example.org"}
        answer = desk(scene.system).submit("/desk/channels/", given, form="offer")
        assert answer.status_code == 422
        assert "不是网站来源" in html_of(answer)

    def test_a_token_is_shown_once(self, scene: "Scene", desk: Desk) -> None:
        browser = desk(scene.system)
        given = {"channel": "api", "name": "某系统"}
        page = html_of(browser.submit("/desk/channels/", given, form="issue"))
        secret = re.search(r"ywc_[\w-]+", page)
        assert secret
        later = html_of(browser.get("/desk/channels/"))
        assert "某系统" in later
        assert secret[0] not in later

    def test_it_is_revoked_there(self, scene: "Scene", desk: Desk, offered: "Offered") -> None:
        pk = offered.issued.token.pk
        browser = desk(scene.system)
        browser.submit("/desk/channels/", form=f"/desk/channels/token/{pk}/revoke/")
        assert "已撤销" in html_of(browser.get("/desk/channels/"))

    def test_nobody_else_configures(self, scene: "Scene", desk: Desk, offered: "Offered") -> None:
        office = desk(scene.cast.office)
        assert "ywc_" not in html_of(office.get("/desk/channels/"))
        assert office.get(f"/desk/channels/{offered.frame.pk}/").status_code == 403
        assert office.send("/desk/channels/offer/").status_code == 403
        assert desk(scene.phone).get("/desk/channels/").status_code == 403

    def test_the_office_counts_what_it_may_read(self, scene: "Scene", desk: Desk) -> None:
        from tests.listening.channels.scene import account_of, again

        from youwei.foundation.people.operations import declare_recusal
        from youwei.foundation.people.rules.roles import Interest
        from youwei.listening.channels.queries.frames import received

        scene.call(kind="conduct", about_organ=scene.bureau)
        scene.call()
        campaign, office = scene.cast.province.campaign, scene.cast.office

        def phone(actor: Any) -> int:
            return next(
                one.total
                for one in received(actor, campaign).lines
                if one.channel.code == "organ-phone"
            )

        assert phone(office) == 2
        declare_recusal(
            actor=office,
            account=account_of(office),
            organ=scene.bureau,
            reason_code=Interest.KIN,
        )
        assert phone(again(office)) == 1, "no count tells of what is kept from the reader"
        assert phone(scene.system) == 0

    def test_channels_are_listed_in_one_count_of_queries(
        self, scene: "Scene", desk: Desk, same_queries: Callable[..., int]
    ) -> None:
        from youwei.listening.channels.operations.offering import offer_form

        def make(n: int) -> None:
            for _ in range(n):
                offer_form(
                    actor=scene.system,
                    campaign=scene.cast.province.campaign,
                    channel=CHANNEL,
                    name="示范新闻网",
                    origins=[SITE],
                )

        same_queries(make, "/desk/channels/", desk(scene.system))
