"""What was damaged on the disk is refused by name, and nothing is changed."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from django.test import RequestFactory
from tests.harness.clients import StrictClient, html_of
from tests.listening.disclosures.pages import (
    NEW,
    act,
    come_back,
    fill_in,
    form_of,
    receipt_on,
)
from tests.listening.disclosures.paper import Paper, in_use
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.config.refusals import refusal_page
from youwei.kernel.actor import CITIZEN
from youwei.kernel.age import DamagedKey, NotForThisKey, new_pair
from youwei.kernel.refusal import Refusal
from youwei.kernel.sealing import SealBroken
from youwei.listening.disclosures.models import (
    Disclosure,
    Entry,
    RecipientKey,
    Recovery,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
    ReportKey,
)
from youwei.listening.disclosures.operations import recovering
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.operations.recipients import admit, remove
from youwei.listening.disclosures.operations.thread import write
from youwei.listening.disclosures.queries.receiving import openers
from youwei.listening.disclosures.queries.recovery import not_wrapped
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.refusals import DamagedWrap
from youwei.ui.gate import ActorRequest

Desk = Callable[[Any], StrictClient]


@pytest.fixture
def paper() -> Paper:
    return Paper(new_pair(), new_pair())


class TestRecovery:
    def test_says_which_when_the_first_half_meets_it(self, scene: Scene, paper: Paper) -> None:
        damaged = disclosure_of(scene.hand_in())
        key, to = in_use(scene, paper), scene.key(scene.recipient("third"))
        RecoveryWrap.objects.update(wrapped=b"damaged")
        with pytest.raises(DamagedWrap) as refused:
            _begun(scene, paper, key, to)
        assert damaged.number in str(refused.value)
        assert not Recovery.objects.filter(key=key).exists()

    def test_says_which_when_the_second_half_meets_it(
        self, scene: Scene, paper: Paper, desk: Desk
    ) -> None:
        damaged = disclosure_of(scene.hand_in())
        key = in_use(scene, paper)
        to = scene.key(scene.recipient("third"))
        begun = _begun(scene, paper, key, to)
        RecoveryPiece.objects.update(peeled=b"damaged")
        answer = desk(scene.second).submit(
            f"/desk/disclosures/recoveries/{begun.pk}/",
            {"why": "left", "half": paper.inner.secret},
            form="half",
        )
        assert answer.status_code == 409
        assert damaged.number in answer.content.decode()
        begun.refresh_from_db()
        to.refresh_from_db()
        assert (begun.ended_on, to.admitted_on) == (None, None)


class TestDisclosure:
    def test_does_not_open_with_a_damaged_key(self, scene: Scene) -> None:
        disclosure, secret = disclosure_of(scene.hand_in()), scene.secret(scene.first)
        ReportKey.objects.update(wrapped=b"damaged")
        with pytest.raises(NotForThisKey):
            open_disclosure(actor=scene.first, disclosure=disclosure, secret=secret)
        newcomer = scene.recipient("third")
        with pytest.raises(NotForThisKey):
            admit(actor=scene.first, key=scene.key(newcomer), secret=secret)
        assert scene.key(newcomer).admitted_on is None

    def test_does_not_open_with_damaged_words(self, scene: Scene) -> None:
        disclosure, secret = disclosure_of(scene.hand_in()), scene.secret(scene.first)
        Entry.objects.update(sealed=b"damaged")
        with pytest.raises(NotForThisKey):
            open_disclosure(actor=scene.first, disclosure=disclosure, secret=secret)


class TestTheKeyOfARecipient:
    """What comes in goes to those who remain, and where nobody does, the door is named."""

    def test_is_left_out(self, scene: Scene, client: StrictClient) -> None:
        RecipientKey.objects.filter(pk=scene.key(scene.first).pk).update(public="age1damaged")
        page, status = fill_in(client)
        assert status == 200
        disclosure = disclosure_of(receipt_on(page))
        assert [one.recipient for one in disclosure.report_keys.all()] == [scene.key(scene.second)]
        secret = scene.secret(scene.second)
        open_disclosure(actor=scene.second, disclosure=disclosure, secret=secret)
        assert openers(scene.province.campaign, None) == (scene.key(scene.second).public,)

    def test_takes_no_names_that_two_could_not_open(
        self, scene: Scene, client: StrictClient
    ) -> None:
        RecipientKey.objects.filter(pk=scene.key(scene.first).pk).update(public="age1damaged")
        assert 'name="name"' not in html_of(client.get(NEW))

    def test_of_nobody_else_leads_to_the_door(self, scene: Scene, client: StrictClient) -> None:
        given = {**form_of(client), "text": "某人收了钱，有转账记录。"}
        for who in (scene.first, scene.second):
            key = scene.key(who)
            RecipientKey.objects.filter(pk=key.pk).update(public=f"age1damaged{key.pk}")
        answer = client.post(NEW, given)
        assert "12388" in html_of(answer)
        assert not Disclosure.objects.exists()

    def test_is_shown_to_the_others_and_removed_by_them(self, scene: Scene, desk: Desk) -> None:
        disclosure, key = disclosure_of(scene.hand_in()), scene.key(scene.first)
        RecipientKey.objects.filter(pk=key.pk).update(public="age1damaged")
        assert "已损坏" in html_of(desk(scene.second).get("/desk/disclosures/recipients/"))
        remove(actor=scene.second, key=key, secret=scene.secret(scene.second))
        secret = scene.secret(scene.second)
        open_disclosure(actor=scene.second, disclosure=disclosure, secret=secret)

    def test_that_waits_is_not_admitted(self, scene: Scene) -> None:
        scene.hand_in()
        newcomer = scene.recipient("third")
        RecipientKey.objects.filter(pk=scene.key(newcomer).pk).update(public="age1damaged")
        with pytest.raises(DamagedKey):
            admit(actor=scene.first, key=scene.key(newcomer), secret=scene.secret(scene.first))
        assert scene.key(newcomer).admitted_on is None


def test_a_damaged_recovery_key_keeps_nothing_out(scene: Scene, paper: Paper) -> None:
    key = in_use(scene, paper)
    RecoveryKey.objects.filter(pk=key.pk).update(inner="age1damaged")
    disclosure = disclosure_of(scene.hand_in())
    assert not disclosure.recovery_wraps.exists()
    assert list(not_wrapped(key, scene.key(scene.second))) == [disclosure]


class TestTheReporter:
    def test_still_reads_the_rest_where_an_answer_was_damaged(
        self, scene: Scene, client: StrictClient
    ) -> None:
        receipt = scene.hand_in()
        disclosure, secret = disclosure_of(receipt), scene.secret(scene.first)
        for text in ("请补充转账的日期", "请补充在场的人"):
            write(actor=scene.first, disclosure=disclosure, secret=secret, text=text)
        damaged = disclosure.entries.exclude(said="report").order_by("pk")[0]
        Entry.objects.filter(pk=damaged.pk).update(sealed=b"damaged")
        page = come_back(client, receipt)
        assert "请补充在场的人" in page
        assert "已损坏" in page
        assert "None" not in page

    def test_is_told_what_they_can_do_where_nothing_can_be_added(
        self, scene: Scene, client: StrictClient
    ) -> None:
        receipt = scene.hand_in()
        page = come_back(client, receipt)
        Disclosure.objects.update(public="age1damaged")
        answer, status = act(client, page, "suffer-form")
        assert status == 409
        assert "12388" in answer
        assert "系统管理员" not in answer


@pytest.mark.parametrize("refusal", [SealBroken(), NotForThisKey(), DamagedKey()])
def test_only_staff_are_sent_to_the_system_administrator(
    scene: Scene, rf: RequestFactory, refusal: Refusal
) -> None:
    for actor in (scene.first, CITIZEN):
        request = rf.get("/")
        cast("ActorRequest", request).actor = actor
        page = html_of(refusal_page(request, refusal))
        assert ("系统管理员" in page, "12388" in page) == (actor.is_staff, not actor.is_staff)
        assert "没有丢失" not in page


def test_a_lock_with_damaged_costs_does_not_open() -> None:
    cost = locks.Cost(kib=1024, iterations=1, lanes=1)
    locked = bytearray(locks.lock("secret", "phrase", cost=cost, context="row"))
    locked[5] = 0  # iterations
    with pytest.raises(locks.WrongPassphrase):
        locks.unlock(bytes(locked), "phrase", context="row")


def _begun(scene: Scene, paper: Paper, key: RecoveryKey, to: RecipientKey) -> Recovery:
    return recovering.begin(
        actor=scene.first, key=key, to=to, half=paper.outer.secret, why=Why.LOST
    )
