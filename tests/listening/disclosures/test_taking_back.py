"""An identity that was handed over and that nobody opened in its days is taken back (C-06)."""

from datetime import timedelta

import pytest
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.disclosures.jobs import take_back_identities
from youwei.listening.disclosures.models import Opening
from youwei.listening.disclosures.operations import identities
from youwei.listening.disclosures.rules.refusals import NotReleased
from youwei.listening.disclosures.rules.states import Reason


def handed_over(scene: Scene) -> Opening:
    found = Opening.objects.first()
    disclosure = (
        found.disclosure
        if found
        else disclosure_of(scene.hand_in(name="李某某", contact="13900000000"))
    )
    opening = identities.ask(
        actor=scene.first,
        disclosure=disclosure,
        secret=scene.secret(scene.first),
        reason=Reason.TELL,
    )
    secret = scene.secret(scene.second)
    return identities.release(actor=scene.second, opening=opening, secret=secret)


def test_the_day_after_its_last_nothing_is_left_to_open(scene: Scene) -> None:
    opening = handed_over(scene)
    assert opening.until is not None
    last = clock.now() + (opening.until - clock.today())
    with clock.at(last):
        assert take_back_identities() == 0
    with clock.at(last + timedelta(days=1)):
        assert take_back_identities() == 1
        assert take_back_identities() == 0, "once"
        event = JournalEvent.objects.latest("id")
        assert (event.kind, event.actor_kind) == ("disclosures.identity_taken_back", "system")
        assert event.data == {"opening": opening.pk}
        opening.refresh_from_db()
        assert opening.handed is None
        assert opening.opened_on is None
        mine = scene.secret(scene.first)
        with pytest.raises(NotReleased):
            identities.reveal(actor=scene.first, opening=opening, secret=mine)
        told = identities.reveal(actor=scene.first, opening=handed_over(scene), secret=mine)
    assert told.name == "李某某", "who still needs it asks anew"


def test_nothing_else_is_touched(scene: Scene) -> None:
    """What was opened, refused or not decided on has nothing to take back."""
    mine, other = scene.secret(scene.first), scene.secret(scene.second)
    opened = handed_over(scene)
    identities.reveal(actor=scene.first, opening=opened, secret=mine)
    asked = [
        identities.ask(
            actor=scene.first, disclosure=opened.disclosure, secret=mine, reason=Reason.LAW
        )
        for _ in range(2)
    ]
    identities.refuse(actor=scene.second, opening=asked[0], secret=other)
    before = list(Opening.objects.values())
    with clock.at(clock.now() + timedelta(days=60)):
        assert take_back_identities() == 0
        for one in (opened, *asked):
            with pytest.raises(WrongState):
                identities.take_back(actor=SYSTEM, opening=one)
    assert list(Opening.objects.values()) == before


def test_it_is_the_systems_and_not_before_its_days_are_over(scene: Scene) -> None:
    opening = handed_over(scene)
    with pytest.raises(WrongState):
        identities.take_back(actor=SYSTEM, opening=opening)
    with clock.at(clock.now() + timedelta(days=60)), pytest.raises(NotAllowed):
        identities.take_back(actor=scene.first, opening=opening)
    opening.refresh_from_db()
    assert opening.handed is not None
