"""The offline recovery key: two register it, two use it, and neither half is stored or logged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.harness.clients import StrictClient, html_of
from tests.listening.disclosures.scene import TEXT, Scene, disclosure_of, passphrase
from tests.listening.disclosures.test_originals import with_interest
from tests.listening.disclosures.test_traces import everything

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.age import NotForThisKey, Pair, new_pair, peel, unwrap, wrap_twice
from youwei.listening.disclosures.jobs import end_recoveries_in_time
from youwei.listening.disclosures.models import (
    Recovery,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
    ReportKey,
)
from youwei.listening.disclosures.operations import recovering, recovery_keys
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.operations.recipients import remove
from youwei.listening.disclosures.queries.thread import report_secret
from youwei.listening.disclosures.rules import recovery as rules
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.refusals import (
    NoKey,
    NotARecoveryKey,
    RecipientsOnly,
    RecoveryKeyGone,
    RecoveryKeyWaits,
    RecoveryOver,
    RecoveryUnderWay,
    SecondPerson,
    WrongHalf,
)

Desk = Callable[[Any], StrictClient]


@dataclass(frozen=True)
class Paper:
    """What two people keep in two safes."""

    outer: Pair
    inner: Pair

    @property
    def public(self) -> str:
        return rules.public_part(self.outer.public, self.inner.public)


@pytest.fixture
def paper() -> Paper:
    return Paper(new_pair(), new_pair())


def in_use(scene: Scene, paper: Paper) -> RecoveryKey:
    key = recovery_keys.register(actor=scene.first, public=paper.public)
    return recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))


def without_key(scene: Scene, name: str) -> Actor:
    """Somebody of the body who has the role and no key, as after a loss."""
    return scene.province.actor(name, Role.DISCIPLINE, scene.group)


def recovered(scene: Scene, paper: Paper, key: RecoveryKey, to: Actor) -> Recovery:
    begun = recovering.begin(
        actor=without_key(scene, "holder-a"),
        key=key,
        to=scene.key(to),
        half=rules.grouped(paper.outer.secret),
        why=Why.LOST,
    )
    return recovering.complete(
        actor=without_key(scene, "holder-b"), recovery=begun, half=paper.inner.secret, why=Why.LEFT
    )


class TestHalves:
    def test_open_only_one_after_the_other(self, paper: Paper) -> None:
        wrapped = wrap_twice("SECRET", outer=paper.outer.public, inner=paper.inner.public)
        with pytest.raises(NotForThisKey):
            peel(wrapped, paper.inner.secret)
        peeled = peel(wrapped, paper.outer.secret)
        with pytest.raises(NotForThisKey):
            unwrap(peeled, paper.outer.secret)
        assert unwrap(peeled, paper.inner.secret) == "SECRET"

    def test_are_typed_as_they_were_printed(self, paper: Paper) -> None:
        printed = rules.grouped(paper.outer.secret)
        assert rules.secret_of(printed.lower()) == paper.outer.secret

    @pytest.mark.parametrize(
        "text", ["", "+", "age1x+age1y", "{0}", "{0}+{0}", "{0}+{1}+{0}", "{secret}+{1}"]
    )
    def test_a_public_part_is_two_different_public_keys(self, paper: Paper, text: str) -> None:
        filled = text.format(paper.outer.public, paper.inner.public, secret=paper.outer.secret)
        assert rules.halves_of(filled) is None

    def test_a_public_part_may_be_broken_over_lines(self, paper: Paper) -> None:
        broken = paper.public[:40] + "\n " + paper.public[40:]
        assert rules.halves_of(broken) == (paper.outer.public, paper.inner.public)


class TestRegistering:
    def test_wraps_nothing_before_a_second_person_confirmed_it(
        self, scene: Scene, paper: Paper
    ) -> None:
        scene.hand_in()
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        scene.hand_in()
        assert not RecoveryWrap.objects.exists()
        with pytest.raises(SecondPerson):
            recovery_keys.confirm(actor=scene.first, key=key, secret=scene.secret(scene.first))
        recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))
        assert RecoveryWrap.objects.count() == 2
        scene.hand_in()
        assert RecoveryWrap.objects.count() == 3
        told = JournalEvent.objects.get(kind="disclosures.recovery_key_confirmed")
        assert told.data == {"key": key.short, "replaced": "", "wrapped": 2}
        with pytest.raises(RecoveryKeyGone):
            recovery_keys.confirm(actor=scene.second, key=key, secret=scene.secret(scene.second))

    def test_takes_two_in_the_database_as_well(self, scene: Scene, paper: Paper) -> None:
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        with pytest.raises(IntegrityError), transaction.atomic():
            RecoveryKey.objects.filter(pk=key.pk).update(
                confirmed_by=scene.first.account_id, confirmed_on=clock.today()
            )

    def test_refuses_what_is_none_and_a_second_that_waits(self, scene: Scene, paper: Paper) -> None:
        with pytest.raises(NotARecoveryKey):
            recovery_keys.register(actor=scene.first, public=paper.outer.secret)
        recovery_keys.register(actor=scene.first, public=paper.public)
        other = Paper(new_pair(), new_pair())
        with pytest.raises(RecoveryKeyWaits):
            recovery_keys.register(actor=scene.second, public=other.public)

    def test_is_for_recipients_with_a_key_in_use(self, scene: Scene, paper: Paper) -> None:
        with pytest.raises(NoKey):
            recovery_keys.register(actor=without_key(scene, "holder-a"), public=paper.public)
        office = scene.province.actor("office", Role.OFFICE, scene.province.office)
        with pytest.raises(RecipientsOnly):
            recovery_keys.register(actor=office, public=paper.public)

    def test_of_another_body_cannot_be_confirmed(self, scene: Scene, paper: Paper) -> None:
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        with pytest.raises(RecoveryKeyGone):
            recovery_keys.confirm(actor=scene.higher, key=key, secret=scene.secret(scene.higher))

    def test_what_only_another_can_open_is_wrapped_by_them(
        self, scene: Scene, paper: Paper
    ) -> None:
        tied = with_interest(scene, scene.second)
        disclosure = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        key = recovery_keys.register(actor=scene.first, public=paper.public)
        recovery_keys.confirm(actor=tied, key=key, secret=scene.secret(tied))
        assert not RecoveryWrap.objects.exists()
        assert (
            recovery_keys.extend(actor=scene.first, key=key, secret=scene.secret(scene.first)) == 1
        )
        assert RecoveryWrap.objects.get().disclosure == disclosure


class TestTakingOut:
    def test_seals_anew_so_that_the_paper_opens_nothing(self, scene: Scene, paper: Paper) -> None:
        disclosure = disclosure_of(scene.hand_in())
        key = in_use(scene, paper)
        former = disclosure.public
        recovery_keys.remove(actor=scene.first, key=key, secret=scene.secret(scene.first))
        disclosure.refresh_from_db()
        assert disclosure.public != former
        assert not RecoveryWrap.objects.exists()
        opened = open_disclosure(
            actor=scene.second, disclosure=disclosure, secret=scene.secret(scene.second)
        )
        assert opened.lines[0].text == TEXT

    def test_by_another_in_its_place(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        former = in_use(scene, paper)
        other = Paper(new_pair(), new_pair())
        key = in_use(scene, other)
        former.refresh_from_db()
        assert former.removed_on == clock.today()
        wrap = RecoveryWrap.objects.get()
        assert wrap.key == key
        told = JournalEvent.objects.filter(kind="disclosures.recovery_key_confirmed").latest("id")
        assert told.data["replaced"] == former.short
        peeled = peel(wrap.wrapped, other.outer.secret)
        assert unwrap(peeled, other.inner.secret).startswith("AGE-SECRET-KEY-1")

    def test_of_a_recipient_keeps_the_recovery_key_at_work(
        self, scene: Scene, paper: Paper
    ) -> None:
        disclosure = disclosure_of(scene.hand_in())
        in_use(scene, paper)
        remove(actor=scene.first, key=scene.key(scene.second), secret=scene.secret(scene.first))
        disclosure.refresh_from_db()
        wrapped = RecoveryWrap.objects.get().wrapped
        opened = unwrap(peel(wrapped, paper.outer.secret), paper.inner.secret)
        first = report_secret(disclosure, scene.key(scene.first), scene.secret(scene.first))
        assert opened == first


class TestUse:
    def test_gives_a_new_recipient_what_nobody_could_hand_over(
        self, scene: Scene, paper: Paper
    ) -> None:
        """Everybody lost their passphrases: no key of theirs is used from here on."""
        disclosure = disclosure_of(scene.hand_in())
        key = in_use(scene, paper)
        third = scene.recipient("third")
        assert scene.key(third).admitted_on is None
        done = recovered(scene, paper, key, third)
        assert done.recovered == 1
        assert not RecoveryPiece.objects.exists()
        third_key = scene.key(third)
        assert third_key.admitted_on == clock.today()
        third = actor_for(third_key.account, clock.today())
        opened = open_disclosure(actor=third, disclosure=disclosure, secret=scene.secret(third))
        assert opened.lines[0].text == TEXT

    def test_is_one_event_for_each_of_the_two(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        key, third = in_use(scene, paper), scene.recipient("third")
        before = JournalEvent.objects.latest("id").pk
        done = recovered(scene, paper, key, third)
        begun, used = JournalEvent.objects.filter(
            pk__gt=before, kind__startswith="disclosures."
        ).order_by("id")
        assert (begun.kind, begun.actor_label) == ("disclosures.recovery_begun", "holder-a")
        assert (used.kind, used.actor_label) == ("disclosures.recovered", "holder-b")
        assert used.data == {
            "key": key.short,
            "to": scene.key(third).short,
            "why": "left",
            "recovered": 1,
            "recovery": done.pk,
        }

    def test_leaves_out_what_is_about_an_organ_of_the_recipient(
        self, scene: Scene, paper: Paper
    ) -> None:
        about = disclosure_of(scene.hand_in(organ=scene.province.bureau))
        other = disclosure_of(scene.hand_in())
        key, third = in_use(scene, paper), scene.recipient("third")
        third = with_interest(scene, third)
        assert recovered(scene, paper, key, third).recovered == 1
        has = ReportKey.objects.filter(recipient=scene.key(third))
        assert [one.disclosure for one in has] == [other] != [about]

    def test_does_not_reach_who_the_reporter_is(self, scene: Scene, paper: Paper) -> None:
        from youwei.listening.disclosures.models import Identity

        scene.hand_in(name="张三", contact="13900000000")
        sealed = bytes(Identity.objects.get().sealed)
        key = in_use(scene, paper)
        recovered(scene, paper, key, scene.recipient("third"))
        assert bytes(Identity.objects.get().sealed) == sealed
        for secret in (paper.outer.secret, paper.inner.secret):
            with pytest.raises(NotForThisKey):
                peel(sealed, secret)

    def test_takes_two_people_and_the_right_half_of_each(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        key, to = in_use(scene, paper), scene.key(scene.recipient("third"))
        given: dict[str, Any] = {"key": key, "to": to, "why": Why.LOST}
        for wrong in (paper.inner.secret, paper.outer.secret[:-1], "AGE-SECRET-KEY-1", ""):
            with pytest.raises(WrongHalf):
                recovering.begin(actor=scene.first, half=wrong, **given)
        begun = recovering.begin(actor=scene.first, half=paper.outer.secret, **given)
        with pytest.raises(RecoveryUnderWay):
            recovering.begin(actor=scene.second, half=paper.outer.secret, **given)
        with pytest.raises(SecondPerson):
            recovering.complete(
                actor=scene.first, recovery=begun, half=paper.inner.secret, why=Why.LOST
            )
        with pytest.raises(WrongHalf):
            recovering.complete(
                actor=scene.second, recovery=begun, half=paper.outer.secret, why=Why.LOST
            )
        office = scene.province.actor("office", Role.OFFICE, scene.province.office)
        for other in (office, scene.higher):
            with pytest.raises(RecipientsOnly):
                recovering.complete(
                    actor=other, recovery=begun, half=paper.inner.secret, why=Why.LOST
                )
        assert not ReportKey.objects.filter(recipient=to).exists()

    def test_ends_at_a_word_of_either(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        key, to = in_use(scene, paper), scene.key(scene.recipient("third"))
        begun = recovering.begin(
            actor=scene.first, key=key, to=to, half=paper.outer.secret, why=Why.LOST
        )
        recovering.refuse(actor=scene.second, recovery=begun)
        assert not RecoveryPiece.objects.exists()
        with pytest.raises(RecoveryOver):
            recovering.complete(
                actor=scene.second, recovery=begun, half=paper.inner.secret, why=Why.LOST
            )

    def test_ends_by_itself_after_three_days(self, scene: Scene, paper: Paper) -> None:
        scene.hand_in()
        key, to = in_use(scene, paper), scene.key(scene.recipient("third"))
        begun = recovering.begin(
            actor=scene.first, key=key, to=to, half=paper.outer.secret, why=Why.LOST
        )
        assert end_recoveries_in_time() == 0
        with clock.at(clock.now() + timedelta(days=4)):
            with pytest.raises(RecoveryOver):
                recovering.complete(
                    actor=scene.second, recovery=begun, half=paper.inner.secret, why=Why.LOST
                )
            assert end_recoveries_in_time() == 1
            assert end_recoveries_in_time() == 0
        assert not RecoveryPiece.objects.exists()
        assert JournalEvent.objects.latest("id").kind == "disclosures.recovery_stopped"


def unlock(client: StrictClient, actor: Actor) -> None:
    client.submit("/desk/disclosures/recovery/", {"passphrase": passphrase(actor)}, form="unlock")


@pytest.mark.django_db(transaction=True)
def test_on_the_pages_and_no_half_is_on_the_disk_or_in_the_log(
    scene: Scene, paper: Paper, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    scene.hand_in()
    first, second, root = desk(scene.first), desk(scene.second), "/desk/disclosures/"
    first.submit(f"{root}recovery/", {"public": paper.public}, form="register")
    unlock(second, scene.second)
    waiting = RecoveryKey.objects.get()
    page = html_of(second.get(f"{root}recovery/"))
    assert waiting.short in page
    second.submit(f"{root}recovery/", {}, form="confirm-key")
    assert waiting.short in html_of(first.get(f"{root}recovery/"))
    assert "No offline recovery key" not in html_of(first.get(f"{root}recipients/"))
    third = scene.recipient("third")
    given = {"to": str(scene.key(third).pk), "why": "lost"}
    use = f"{root}recovery/{waiting.pk}/use/"
    wrong = first.submit(use, given | {"half": paper.inner.secret}, form="half")
    assert wrong.status_code == 422
    assert paper.inner.secret not in html_of(wrong)
    first.submit(use, given | {"half": paper.outer.secret}, form="half")
    recovery = Recovery.objects.get()
    page = html_of(second.get(f"{root}recoveries/{recovery.pk}/"))
    assert "first" in page
    second.submit(
        f"{root}recoveries/{recovery.pk}/", {"why": "left", "half": paper.inner.secret}, form="half"
    )
    recovery.refresh_from_db()
    assert recovery.recovered == 1
    for half in (paper.outer.secret, paper.inner.secret):
        for mark in (half, half.lower(), half[-40:]):
            assert [where for where, content in everything() if mark.encode() in content] == []
            assert mark not in caplog.text
    audit = scene.province.actor("audit", Role.AUDIT_ADMIN, scene.province.office)
    told = html_of(desk(audit).get(f"{root}openings/"))
    assert all(name in told for name in ("first", "second", "third"))


def test_the_page_asks_no_more_for_more_disclosures(
    scene: Scene, paper: Paper, desk: Desk, same_queries: Any
) -> None:
    in_use(scene, paper)
    client = desk(scene.first)
    unlock(client, scene.first)

    def more(count: int) -> None:
        for _ in range(count):
            scene.hand_in()

    same_queries(more, "/desk/disclosures/recovery/", client)


def test_the_audit_page_asks_no_more_for_more_uses(
    scene: Scene, paper: Paper, desk: Desk, same_queries: Any
) -> None:
    key = in_use(scene, paper)
    audit = scene.province.actor("audit", Role.AUDIT_ADMIN, scene.province.office)

    def more(count: int) -> None:
        for _ in range(count):
            begun = recovering.begin(
                actor=scene.first,
                key=key,
                to=scene.key(scene.second),
                half=paper.outer.secret,
                why=Why.LAW,
            )
            recovering.complete(
                actor=scene.second, recovery=begun, half=paper.inner.secret, why=Why.LAW
            )

    same_queries(more, "/desk/disclosures/openings/", desk(audit))
