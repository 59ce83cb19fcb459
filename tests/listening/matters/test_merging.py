"""Two matters become one."""

from collections.abc import Callable

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast

from youwei.foundation.journal.queries import history
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.models import Case
from youwei.listening.matters.jobs import sketch_new
from youwei.listening.matters.models import HotSpot, Matter, Membership
from youwei.listening.matters.operations import grouping, heating, merging
from youwei.listening.matters.queries.matters import matter_page
from youwei.listening.matters.rules.refusals import NotFollowed, NotOneMatter, NotSeenWhole
from youwei.listening.matters.rules.states import Heat, State

pytestmark = pytest.mark.usefixtures("still")

Comes = Callable[..., Case]
SITE = "丽水新城旁搅拌站整夜施工，{}噪音很大，住户无法休息。"


@pytest.fixture
def pair(cast: Cast, comes: Comes) -> Callable[..., Matter]:
    """A matter of two new cases."""

    def run(**given: object) -> Matter:
        first, second = comes(**given), comes(**given)
        return grouping.put_together(actor=cast.office, case=first, other=second)

    return run


def members(matter: Matter) -> set[int]:
    return set(Membership.objects.filter(matter=matter).values_list("case", flat=True))


def heat(matter: Matter, voices: int) -> HotSpot:
    return heating.raise_hot_spot(actor=SYSTEM, matter=matter, voices=voices, days=7, rulebook="x")


class TestWhatComesOver:
    def test_all_cases_and_the_other_one_ends(
        self, cast: Cast, pair: Callable[..., Matter]
    ) -> None:
        matter, other = pair(), pair()
        every = members(matter) | members(other)
        merging.take_in(actor=cast.office, matter=matter, other=other)
        other.refresh_from_db()
        assert members(matter) == every
        assert (other.state, members(other)) == (State.CLOSED, set())
        assert other.ended_at is not None
        assert "matters.taken_in" in [entry.kind for entry in history(matter.subject)]

    def test_also_those_of_a_proposal(
        self, cast: Cast, pair: Callable[..., Matter], comes: Comes
    ) -> None:
        matter = pair()
        proposal = grouping.propose(actor=SYSTEM, cases=[comes(), comes()])
        merging.take_in(actor=cast.office, matter=matter, other=proposal)
        proposal.refresh_from_db()
        assert proposal.state == State.DISMISSED
        assert matter_page(cast.office, matter).voices == 4

    def test_what_was_decided_about_the_heat_stays_in_sight(
        self, cast: Cast, pair: Callable[..., Matter]
    ) -> None:
        matter, other = pair(), pair()
        heat(other, 6)
        heating.acknowledge(actor=cast.office, matter=other, decision="两日内到场核查。")
        merging.take_in(actor=cast.office, matter=matter, other=other)
        (spot,) = matter_page(cast.office, matter).hot_spots
        assert (spot.state, spot.decision) == (Heat.ACKNOWLEDGED, "两日内到场核查。")

    def test_one_is_hot_once_at_a_time(self, cast: Cast, pair: Callable[..., Matter]) -> None:
        matter, other = pair(), pair()
        mine, theirs = heat(matter, 5), heat(other, 6)
        merging.take_in(actor=cast.office, matter=matter, other=other)
        for spot, state in ((mine, Heat.RAISED), (theirs, Heat.SETTLED)):
            spot.refresh_from_db()
            assert (spot.matter, spot.state) == (matter, state)


class TestWhatDoesNot:
    def test_itself_or_one_that_ended(self, cast: Cast, pair: Callable[..., Matter]) -> None:
        matter, other = pair(), pair()
        with pytest.raises(NotOneMatter):
            merging.take_in(actor=cast.office, matter=matter, other=matter)
        grouping.close(actor=cast.office, matter=other)
        with pytest.raises(NotOneMatter):
            merging.take_in(actor=cast.office, matter=matter, other=other)

    def test_nothing_into_what_nobody_confirmed(
        self, cast: Cast, pair: Callable[..., Matter], comes: Comes
    ) -> None:
        proposal = grouping.propose(actor=SYSTEM, cases=[comes(), comes()])
        with pytest.raises(NotFollowed):
            merging.take_in(actor=cast.office, matter=proposal, other=pair())

    def test_conduct_and_other_cases(self, cast: Cast, pair: Callable[..., Matter]) -> None:
        province = cast.province
        kept = pair(kind="conduct", about_organ=province.bureau)
        for other in (pair(), pair(kind="conduct", about_organ=province.commission)):
            for one, two in ((kept, other), (other, kept)):
                with pytest.raises(NotOneMatter):
                    merging.take_in(actor=cast.office, matter=one, other=two)
        same = pair(kind="conduct", about_organ=province.bureau)
        merging.take_in(actor=cast.office, matter=kept, other=same)
        assert len(members(kept)) == 4

    def test_what_is_hidden_is_not_moved_unseen(
        self, cast: Cast, pair: Callable[..., Matter], comes: Comes
    ) -> None:
        """One of the cases is about the office itself: the leading group sorts it."""
        matter, own = pair(), comes(about_organ=cast.province.office)
        other = grouping.put_together(actor=cast.leading, case=own, other=comes())
        with pytest.raises(NotSeenWhole):
            merging.take_in(actor=cast.office, matter=matter, other=other)
        assert own.pk in members(other)
        merging.take_in(actor=cast.leading, matter=matter, other=other)
        assert own.pk in members(matter)

    def test_who_does_not_sort_the_cases_cannot(
        self, cast: Cast, pair: Callable[..., Matter]
    ) -> None:
        matter, other = pair(), pair()
        for actor in (cast.bureau, cast.commission):
            with pytest.raises(Refusal):
                merging.take_in(actor=actor, matter=matter, other=other)
        kept = pair(kind="conduct", about_organ=cast.province.bureau)
        insider = cast.province.actor("insider", Role.LEADING_GROUP, cast.province.bureau)
        with pytest.raises(NotFound):
            merging.take_in(actor=insider, matter=kept, other=matter)


class TestThePages:
    def test_by_its_number(
        self, cast: Cast, pair: Callable[..., Matter], desk: Callable[..., StrictClient]
    ) -> None:
        matter, other = pair(), pair()
        browser, address = desk(cast.office), f"/desk/matters/{matter.pk}/"
        for wrong in ("M99999", "清风苑", matter.number):
            answer = browser.send(f"{address}move/merge/", {"merge-number": wrong})
            assert answer.status_code == 422
        browser.send(f"{address}move/merge/", {"merge-number": f" {other.number.lower()}"})
        assert len(members(matter)) == 4
        assert "其他事项已并入本事项" in html_of(browser.get(address))

    def test_one_that_looks_alike_is_offered_and_one_press_does_it(
        self,
        cast: Cast,
        pair: Callable[..., Matter],
        comes: Comes,
        desk: Callable[..., StrictClient],
    ) -> None:
        matter = pair(text=SITE.format("甲"))
        other, far = pair(text=SITE.format("乙")), pair(text="老年证怎么补办，需要带哪些材料。")
        sketch_new()
        browser, address = desk(cast.office), f"/desk/matters/{matter.pk}/"
        page = html_of(browser.get(address))
        assert f'name="merge-number" value="{other.number}"' in page
        assert page.count(other.number) == 2
        assert far.number not in page
        case = Case.objects.filter(membership__matter=matter).first()
        assert case is not None
        beside = html_of(browser.get(f"/desk/cases/{case.number}/"))
        assert f"/desk/matters/{other.pk}/" in beside
        browser.send(f"{address}move/merge/", {"merge-number": other.number})
        assert len(members(matter)) == 4
