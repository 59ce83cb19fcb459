"""热点: raised by a job, assessed by a named person, settled by a job."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.listening.complaints.models import Case
from youwei.listening.matters.jobs import watch_heat
from youwei.listening.matters.models import HotSpot, Matter, Membership
from youwei.listening.matters.operations import grouping, heating
from youwei.listening.matters.queries.matters import MatterCounts, matter_counts
from youwei.listening.matters.queries.waiting import waiting
from youwei.listening.matters.rules.refusals import NotHot
from youwei.listening.matters.rules.states import Heat, State

pytestmark = pytest.mark.usefixtures("still")

Comes = Callable[..., Case]
NOISE = "丽水新城小区旁边的搅拌站整夜施工，噪音很大，{}住户无法休息。"


def many(comes: Comes, n: int, **given: object) -> list[Case]:
    return [comes(text=NOISE.format("甲乙丙丁戊己庚辛壬癸"[k] * 2), **given) for k in range(n)]


class TestWhatWaits:
    """Beside “Matters” in the rail stands how many somebody has to decide about."""

    def test_is_a_proposal_and_a_hot_spot_that_nobody_assessed(
        self, cast: Cast, comes: Comes
    ) -> None:
        many(comes, 6)
        assert waiting(cast.office) == 0
        watch_heat()
        matter = Matter.objects.get()
        assert waiting(cast.office) == 1
        grouping.adopt(actor=cast.office, matter=matter, title="搅拌站噪音")
        assert waiting(cast.office) == 1
        heating.acknowledge(actor=cast.office, matter=matter, decision="责令停工。")
        assert waiting(cast.office) == 0

    def test_and_only_what_may_be_seen(self, cast: Cast, comes: Comes) -> None:
        many(comes, 6, kind="conduct", about_organ=cast.province.office)
        watch_heat()
        assert waiting(cast.office) == 0
        assert waiting(cast.leading) == 1

    def test_stands_in_the_rail(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        many(comes, 6)
        watch_heat()
        page = html_of(desk(cast.office).get("/desk/figures/"))
        entry = page[page.index('href="/desk/matters/"') :]
        assert '<span class="count">1' in entry[: entry.index("</a>")]


class TestRaising:
    def test_look_alikes_that_nobody_grouped_are_proposed(self, comes: Comes) -> None:
        cases = many(comes, 6)
        other = comes(text="想问一下老年证怎么补办，需要带哪些材料。")
        assert watch_heat() == 1
        (spot,) = HotSpot.objects.all()
        assert spot.matter.state == State.PROPOSED
        assert spot.voices == 6
        held = Membership.objects.filter(matter=spot.matter).values_list("case", flat=True)
        assert set(held) == {case.pk for case in cases}
        assert not Membership.objects.filter(case=other).exists()

    def test_too_few_raise_nothing(self, comes: Comes) -> None:
        many(comes, 4)
        assert watch_heat() == 0

    def test_the_job_may_run_twice(self, comes: Comes) -> None:
        many(comes, 6)
        assert (watch_heat(), watch_heat()) == (1, 0)

    def test_a_declined_proposal_is_not_made_again(self, cast: Cast, comes: Comes) -> None:
        many(comes, 6)
        watch_heat()
        grouping.dismiss(actor=cast.office, matter=Matter.objects.get())
        assert watch_heat() == 0
        assert HotSpot.objects.get().state == Heat.SETTLED

    def test_a_matter_that_always_came_up_so_often_is_not_hot(
        self, cast: Cast, comes: Comes, still: datetime
    ) -> None:
        old: list[Case] = []
        for week in range(1, 9):
            with clock.at(still - timedelta(days=7 * week)):
                old += many(comes, 6)
        cases = old + many(comes, 6)
        for case in cases[1:]:
            grouping.put_together(actor=cast.office, case=cases[0], other=case)
        assert watch_heat() == 0

    def test_conduct_is_proposed_apart(self, cast: Cast, comes: Comes) -> None:
        many(comes, 6, kind="conduct", about_organ=cast.province.bureau)
        many(comes, 5, about_organ=cast.province.bureau)
        assert watch_heat() == 1
        (matter,) = Matter.objects.all()
        assert matter.kept
        assert matter.about_organ == cast.province.bureau

    def test_conduct_of_no_named_organ_is_left_to_people(self, comes: Comes) -> None:
        many(comes, 6, kind="conduct")
        assert watch_heat() == 0


class TestAssessing:
    @pytest.fixture
    def matter(self, comes: Comes) -> Matter:
        many(comes, 6)
        watch_heat()
        return Matter.objects.get()

    def test_by_name_with_what_was_decided(
        self, cast: Cast, matter: Matter, desk: Callable[..., StrictClient]
    ) -> None:
        browser, address = desk(cast.office), f"/desk/matters/{matter.pk}/"
        assert browser.send(f"{address}move/acknowledge/", {}).status_code == 422
        decision = {"acknowledge-decision": "已请生态环境部门现场核查。"}
        browser.send(f"{address}move/acknowledge/", decision)
        spot = HotSpot.objects.get()
        assert spot.state == Heat.ACKNOWLEDGED
        assert spot.acknowledged_by_id == cast.office.account_id
        page = html_of(browser.get(address))
        assert "已请生态环境部门现场核查。" in page
        assert spot.acknowledged_by is not None
        assert spot.acknowledged_by.name in page

    def test_no_program_assesses(self, matter: Matter) -> None:
        from youwei.kernel.refusal import NotAllowed

        with pytest.raises(NotAllowed):
            heating.acknowledge(actor=SYSTEM, matter=matter, decision="无")

    def test_without_heat_there_is_nothing_to_assess(self, cast: Cast, comes: Comes) -> None:
        matter = grouping.put_together(actor=cast.office, case=comes(), other=comes())
        with pytest.raises(NotHot):
            heating.acknowledge(actor=cast.office, matter=matter, decision="已了解。")

    def test_confirming_the_proposal_keeps_the_heat(
        self, cast: Cast, matter: Matter, desk: Callable[..., StrictClient]
    ) -> None:
        browser = desk(cast.office)
        browser.send(f"/desk/matters/{matter.pk}/move/adopt/", {"adopt-title": "搅拌站噪音"})
        matter.refresh_from_db()
        assert matter.state == State.OPEN
        assert "搅拌站噪音" in html_of(browser.get("/desk/matters/?state=hot"))
        assert matter_counts(cast.office) == MatterCounts(living=1, proposed=0, hot=1, closed=0)


def test_it_settles_when_nobody_new_writes(comes: Comes, still: datetime) -> None:
    many(comes, 6)
    watch_heat()
    with clock.at(still + timedelta(days=3)):
        watch_heat()
        assert HotSpot.objects.get().state == Heat.RAISED
    with clock.at(still + timedelta(days=8)):
        watch_heat()
        assert HotSpot.objects.get().state == Heat.SETTLED


def test_the_heat_of_conduct_is_hidden_from_the_organ_concerned(
    cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
) -> None:
    many(comes, 6, kind="conduct", about_organ=cast.province.bureau)
    watch_heat()
    matter = Matter.objects.get()
    insider = desk(cast.province.actor("bo", Role.OFFICE, cast.province.bureau))
    assert insider.get(f"/desk/matters/{matter.pk}/").status_code == 404
    page = html_of(insider.get("/desk/matters/?state=hot"))
    assert matter.number not in page
    assert "搅拌站" not in page
    assert matter.number in html_of(desk(cast.office).get("/desk/matters/?state=hot"))
