"""C-46: name and contact are erased when the page that collected them said, or a month later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.listening.complaints.cast import Cast, case_of, writer_of

from youwei.foundation.retention.jobs import dispose_by_rule
from youwei.kernel import clock
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints.models import Writer
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.complaints.operations.erasing import erase_writer
from youwei.listening.complaints.queries.receipts import Receipt

pytestmark = pytest.mark.usefixtures("still")
HandIn = Callable[..., Receipt]


def test_two_years_after_the_end_and_not_before(hand_in: HandIn) -> None:
    ended, going_on = hand_in(name="甲"), hand_in(name="乙")
    sending.withdraw(actor=writer_of(ended), case=case_of(ended))
    for days, left in ((0, 2), (700, 2), (745, 2), (790, 1)):
        with clock.at(clock.now() + timedelta(days=days)):
            dispose_by_rule()
            assert Writer.objects.count() == left
    assert Writer.objects.get().case == case_of(going_on)
    assert case_of(ended).text, "the case itself stays"


def test_a_merged_case_ends_with_the_one_it_follows(cast: Cast, hand_in: HandIn) -> None:
    lead, other = hand_in(name="甲"), hand_in(name="乙")
    triage.merge(actor=cast.office, case=case_of(other), lead=case_of(lead))
    with clock.at(clock.now() + timedelta(days=790)):
        assert dispose_by_rule() == 0
    triage.refuse(
        actor=cast.office, case=case_of(lead), ground="emergency", explanation="请拨打110"
    )
    with clock.at(clock.now() + timedelta(days=790)):
        assert dispose_by_rule() == 2
        assert dispose_by_rule() == 0


def test_nobody_erases_by_hand(cast: Cast, hand_in: HandIn) -> None:
    receipt = hand_in(name="甲")
    with pytest.raises(NotAllowed):
        erase_writer(actor=cast.office, case=case_of(receipt))
    assert Writer.objects.exists()
