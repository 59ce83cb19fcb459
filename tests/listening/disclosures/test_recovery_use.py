"""Use of the recovery key takes two people, and neither half is stored or logged."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.disclosures.paper import Paper, in_use, recovered
from tests.listening.disclosures.scene import TEXT, Scene, disclosure_of, passphrase
from tests.listening.disclosures.test_originals import with_interest
from tests.listening.disclosures.test_traces import everything

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.age import NotForThisKey, new_pair, peel
from youwei.kernel.events import Event, type_names
from youwei.listening.disclosures.jobs import end_recoveries_in_time
from youwei.listening.disclosures.models import (
    Recovery,
    RecoveryKey,
    RecoveryPiece,
    ReportKey,
)
from youwei.listening.disclosures.operations import recovering
from youwei.listening.disclosures.operations.opening import open_disclosure
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.refusals import (
    RecipientsOnly,
    RecoveryOver,
    RecoveryUnderWay,
    SecondPerson,
    WrongHalf,
)

Desk = Callable[[Any], StrictClient]


@pytest.fixture
def paper() -> Paper:
    return Paper(new_pair(), new_pair())


def newest() -> type[Event]:
    found = JournalEvent.objects.filter(kind__startswith="disclosures.").latest("id")
    return type_names[found.kind]


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
        assert newest().erases, "what lay between the halves leaves the disk, too"
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
        assert newest().erases
        with pytest.raises(RecoveryOver):
            recovering.complete(
                actor=scene.second, recovery=begun, half=paper.inner.secret, why=Why.LOST
            )

    def test_ends_by_itself_after_three_days(self, scene: Scene, paper: Paper, desk: Desk) -> None:
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
            page = html_of(desk(scene.second).get("/desk/disclosures/recovery/"))
            assert f"/recoveries/{begun.pk}/refuse/" in page, "it stands in the way until it ended"
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
