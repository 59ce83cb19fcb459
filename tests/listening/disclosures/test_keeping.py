"""C-46: identities go first, then words and files; number, days and state stay."""

from datetime import datetime

import pytest
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.foundation.retention.operations import lift_hold, place_hold
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import WrongState
from youwei.listening.disclosures.jobs import erase_what_is_over
from youwei.listening.disclosures.models import Entry, Identity, ReportKey
from youwei.listening.disclosures.operations.erasing import erase
from youwei.listening.disclosures.operations.handling import decline
from youwei.listening.disclosures.queries.receipts import opened_by
from youwei.listening.disclosures.rules.keeping import CONTENT, IDENTITY
from youwei.listening.disclosures.rules.refusals import WrongPhrase

pytestmark = pytest.mark.django_db


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=clock.ZONE)


def test_each_is_erased_after_its_time(scene: Scene) -> None:
    with clock.at(on("2026-03-02")):
        receipt = scene.hand_in(name="李某", contact="13900000000")
        kept = scene.hand_in()
        decline(
            actor=scene.first,
            disclosure=disclosure_of(receipt),
            secret=scene.secret(scene.first),
            text="请向信访部门反映",
        )
    with clock.at(on("2027-03-02")):
        assert erase_what_is_over() == 0
    with clock.at(on("2027-03-10")):
        assert erase_what_is_over() == 1
        assert not Identity.objects.exists()
        assert disclosure_of(receipt).entries.count() == 2
    with clock.at(on("2029-03-10")):
        assert erase_what_is_over() == 1
        assert erase_what_is_over() == 0, "what is done is not done again"
    disclosure = disclosure_of(receipt)
    assert disclosure.erased_on is not None
    assert disclosure.state == "declined"
    assert Entry.objects.count() == 1, "what is not over stays"
    assert set(ReportKey.objects.values_list("disclosure__number", flat=True)) == {kept.number}
    with pytest.raises(WrongPhrase):
        opened_by(receipt.number, receipt.phrase)


def test_a_legal_hold_stops_it_until_it_is_lifted(scene: Scene) -> None:
    province = scene.province
    office = province.actor("office", Role.OFFICE, province.office)
    with clock.at(on("2026-03-02")):
        receipt = scene.hand_in(name="李某", contact="13900000000")
        decline(
            actor=scene.first,
            disclosure=disclosure_of(receipt),
            secret=scene.secret(scene.first),
            text="请向信访部门反映",
        )
    holds = [
        place_hold(actor=office, number=code, reason="案件未结", basis="监委来函")
        for code in (CONTENT, IDENTITY)
    ]
    with clock.at(on("2029-03-10")):
        assert erase_what_is_over() == 0
        with pytest.raises(WrongState):
            erase(actor=SYSTEM, disclosure=disclosure_of(receipt))
        lift_hold(actor=office, hold=holds[0], reason="案件已结")
        assert erase_what_is_over() == 1, "the words; the identity is held yet"
        assert Identity.objects.exists()
        lift_hold(actor=office, hold=holds[1], reason="案件已结")
        assert erase_what_is_over() == 1
    assert not Identity.objects.exists()
