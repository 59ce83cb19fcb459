"""The desk: what is shown without a key, what a passphrase opens, and who gets which step."""

from collections.abc import Callable

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.disclosures.pages import act
from tests.listening.disclosures.scene import TEXT, Scene, disclosure_of, passphrase, reporter_of

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.disclosures.models import Opening
from youwei.listening.disclosures.operations.thread import tell_retaliation
from youwei.listening.disclosures.web.unlocking import COOKIE, LIFETIME

pytestmark = pytest.mark.django_db
Desk = Callable[[Actor], StrictClient]
LIST = "/desk/disclosures/"


def opened(browser: StrictClient, scene: Scene, actor: Actor, pk: int) -> str:
    page = html_of(browser.get(f"{LIST}{pk}/"))
    return act(browser, page, "open", passphrase=passphrase(actor))[0]


class TestTheList:
    def test_shows_no_word_and_costs_the_same(
        self, scene: Scene, desk: Desk, same_queries: Callable[..., int]
    ) -> None:
        browser = desk(scene.first)

        def rows(count: int) -> None:
            for _ in range(count):
                receipt = scene.hand_in()
                tell_retaliation(actor=reporter_of(receipt), disclosure=disclosure_of(receipt))

        same_queries(rows, LIST, browser)
        page = html_of(browser.get(LIST))
        assert "SF16-J-" in page
        assert TEXT not in page

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.DISCIPLINE])
    def test_is_closed_to_every_other_role(self, scene: Scene, desk: Desk, role: Role) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.province.actor("other", role, scene.group))
        for address in (LIST, f"{LIST}{pk}/", f"{LIST}key/", f"{LIST}recipients/"):
            assert browser.get(address).status_code == 403, address

    def test_one_level_up_does_not_see_it(self, scene: Scene, desk: Desk) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.higher)
        assert "SF16-J-" not in html_of(browser.get(LIST))
        assert browser.get(f"{LIST}{pk}/").status_code == 404


class TestOpening:
    def test_needs_the_passphrase_and_is_recorded(self, scene: Scene, desk: Desk) -> None:
        pk = disclosure_of(scene.hand_in(organ=scene.province.bureau)).pk
        browser = desk(scene.first)
        page = html_of(browser.get(f"{LIST}{pk}/"))
        assert TEXT not in page
        wrong, status = act(browser, page, "open", passphrase="not this one")
        assert status == 422
        assert TEXT not in wrong
        assert not JournalEvent.objects.filter(kind="disclosures.opened").exists()
        page = opened(browser, scene, scene.first, pk)
        assert TEXT in page
        assert scene.province.bureau.name in page
        assert JournalEvent.objects.filter(kind="disclosures.opened").count() == 1
        assert TEXT not in html_of(browser.get(f"{LIST}{pk}/")), "in the answer to a press only"

    def test_an_unlocked_key_opens_for_ten_minutes_and_this_session_only(
        self, scene: Scene, desk: Desk, still: object
    ) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.first)
        opened(browser, scene, scene.first, pk)
        cookie = browser.cookies[COOKIE]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["path"] == LIST
        page = html_of(browser.get(f"{LIST}{pk}/"))
        assert 'name="passphrase"' not in page
        assert TEXT in act(browser, page, "open")[0]
        stolen = desk(scene.first)
        stolen.cookies[COOKIE] = cookie.value
        assert 'name="passphrase"' in html_of(stolen.get(f"{LIST}{pk}/"))
        with clock.at(clock.now() + LIFETIME * 2):
            assert 'name="passphrase"' in html_of(browser.get(f"{LIST}{pk}/"))

    def test_the_lock_button_forgets_it(self, scene: Scene, desk: Desk) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.first)
        opened(browser, scene, scene.first, pk)
        act(browser, html_of(browser.get(LIST)), f"{LIST}lock/")
        assert 'name="passphrase"' in html_of(browser.get(f"{LIST}{pk}/"))


class TestTheWayThrough:
    def test_from_acceptance_to_the_result(self, scene: Scene, desk: Desk, still: object) -> None:
        receipt = scene.hand_in(name="李某", contact="13900000000")
        pk = disclosure_of(receipt).pk
        browser = desk(scene.first)
        steps: list[tuple[str, dict[str, str]]] = [
            # The first unlocks the key with it; nothing that was typed is lost to a locked one.
            ("accept", {"accept-text": "已受理", "accept-passphrase": passphrase(scene.first)}),
            ("question", {"question-text": "请补充时间地点"}),
            ("dispose", {"dispose-way": "verify", "dispose-on": "2026-11-23"}),
            ("conclude", {"conclude-on": "2026-11-23"}),
            ("tell", {"tell-text": "经核实，未发现所反映的问题"}),
            ("clear", {"clear-how": "meeting", "clear-on": "2026-11-23"}),
        ]
        for name, given in steps:
            page = html_of(browser.get(f"{LIST}{pk}/"))
            page, status = act(browser, page, f"{LIST}{pk}/move/{name}/", **given)
            assert status == 200, name
        disclosure = disclosure_of(receipt)
        assert disclosure.state == "told"
        assert str(disclosure.result_due_on) == "2026-12-14", "15 working days after conclusion"
        assert "会议" in page

    def test_a_locked_key_does_nothing(self, scene: Scene, desk: Desk) -> None:
        receipt = scene.hand_in()
        pk = disclosure_of(receipt).pk
        browser = desk(scene.first)
        page = html_of(browser.get(f"{LIST}{pk}/"))
        given = {"accept-text": "已受理", "accept-passphrase": "not this one at all"}
        page, status = act(browser, page, f"{LIST}{pk}/move/accept/", **given)
        assert status == 422
        assert "已受理</textarea>" in page
        assert disclosure_of(receipt).state == "received"

    def test_conclusion_needs_a_way_of_disposal(
        self, scene: Scene, desk: Desk, still: object
    ) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.first)
        opened(browser, scene, scene.first, pk)
        for name, given, expected in (
            ("accept", {"accept-text": "已受理"}, 200),
            ("conclude", {"conclude-on": "2026-11-23"}, 422),
        ):
            page = html_of(browser.get(f"{LIST}{pk}/"))
            assert act(browser, page, f"{LIST}{pk}/move/{name}/", **given)[1] == expected

    def test_retaliation_is_taken_up(self, scene: Scene, desk: Desk) -> None:
        receipt = scene.hand_in()
        disclosure = disclosure_of(receipt)
        entry = tell_retaliation(actor=reporter_of(receipt), disclosure=disclosure, text="被调岗")
        browser = desk(scene.second)
        page = opened(browser, scene, scene.second, disclosure.pk)
        address = f"{LIST}{disclosure.pk}/taken-up/{entry.pk}/"
        page, status = act(browser, page, address)
        assert status == 200
        assert address not in page
        entry.refresh_from_db()
        assert entry.taken_up_on is not None


class TestIdentities:
    def test_take_two_persons_a_reason_and_are_seen_by_the_audit(
        self, scene: Scene, desk: Desk
    ) -> None:
        receipt = scene.hand_in(name="李某某", contact="13900000000")
        pk = disclosure_of(receipt).pk
        asks, agrees = desk(scene.first), desk(scene.second)
        page = opened(asks, scene, scene.first, pk)
        page, _ = act(asks, page, "ask", reason="ask")
        opening = disclosure_of(receipt).openings.get()
        address = f"{LIST}{pk}/identity/{opening.pk}/"
        assert f"{address}release/" not in html_of(asks.get(f"{LIST}{pk}/")), "not by oneself"
        page = opened(agrees, scene, scene.second, pk)
        page, status = act(agrees, page, f"{address}release/")
        assert status == 200
        assert "李某某" not in page
        page = html_of(asks.get(f"{LIST}{pk}/"))
        page, _ = act(asks, page, f"{address}reveal/")
        assert "李某某" in page
        assert f"{address}reveal/" not in html_of(asks.get(f"{LIST}{pk}/")), "once"
        audit = desk(scene.province.actor("audit", Role.AUDIT_ADMIN, scene.province.office))
        seen = html_of(audit.get(f"{LIST}openings/"))
        assert receipt.number in seen
        assert "李某某" not in seen
        kinds = set(JournalEvent.objects.values_list("kind", flat=True))
        assert {
            "disclosures.identity_asked",
            "disclosures.identity_released",
            "disclosures.identity_opened",
        } <= kinds

    def test_of_an_anonymous_reporter_do_not_exist(self, scene: Scene, desk: Desk) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        browser = desk(scene.first)
        assert 'id="ask"' not in opened(browser, scene, scene.first, pk)
        answer = browser.send(f"{LIST}{pk}/identity/", {"reason": "ask"})
        assert answer.status_code == 422
        assert not Opening.objects.exists()


class TestKeys:
    def test_are_made_admitted_and_removed_on_the_pages(self, scene: Scene, desk: Desk) -> None:
        pk = disclosure_of(scene.hand_in()).pk
        actor = scene.province.actor("third", Role.DISCIPLINE, scene.group)
        new, old = desk(actor), desk(scene.first)
        given = {"passphrase": passphrase(actor), "again": passphrase(actor)}
        page, _ = act(new, html_of(new.get(f"{LIST}key/")), "make", **given)
        key = scene.key(actor)
        assert key.short in page
        assert new.get(f"{LIST}{pk}/").status_code == 404
        page, _ = act(
            old,
            html_of(old.get(f"{LIST}recipients/")),
            "unlock",
            passphrase=passphrase(scene.first),
        )
        page, _ = act(old, page, f"{LIST}recipients/{key.pk}/admit/")
        assert new.get(f"{LIST}{pk}/").status_code == 200
        act(old, page, f"{LIST}recipients/{key.pk}/remove/")
        assert new.get(f"{LIST}{pk}/").status_code == 404

    def test_unlocking_leads_to_no_other_site(self, scene: Scene, desk: Desk) -> None:
        browser = desk(scene.first)
        answer = browser.send(
            f"{LIST}unlock/",
            {"passphrase": passphrase(scene.first), "next": "https://elsewhere.example/"},
        )
        assert answer.headers["Location"] == LIST


class TestCounts:
    def test_small_numbers_are_hidden_from_the_office(self, scene: Scene, desk: Desk) -> None:
        from datetime import datetime

        with clock.at(datetime(2026, 5, 11, 10, 0, tzinfo=clock.ZONE)):
            for _ in range(3):
                scene.hand_in()
        with clock.at(datetime(2026, 8, 11, 10, 0, tzinfo=clock.ZONE)):
            for _ in range(12):
                scene.hand_in()
        office = desk(scene.province.actor("office", Role.OFFICE, scene.province.office))
        with clock.at(datetime(2026, 11, 11, 10, 0, tzinfo=clock.ZONE)):
            page = html_of(office.get(f"{LIST}counts/"))
        assert ">3<" not in page
        assert not (">12<" in page and ">15<" in page), "together they would give it away"


def test_pages_below_the_list_lead_back(scene: Scene, desk: Desk) -> None:
    disclosure = disclosure_of(scene.hand_in())
    client, root = desk(scene.first), "/desk/disclosures/"
    for below in ("key/", "recipients/", "recovery/", "originals/", f"{disclosure.pk}/"):
        assert f'<a class="back" href="{root}">' in html_of(client.get(f"{root}{below}"))
