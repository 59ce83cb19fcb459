"""Organs that do not answer: warned, heard, published by two, and gone when they answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast
from tests.listening.followup.ways import HandIn, later, lead_of, sent

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, handling
from youwei.foundation.duties.operations.assigning import keep_from
from youwei.foundation.journal.queries import history
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.followup.jobs import follow_silence
from youwei.listening.followup.models import Listing
from youwei.listening.followup.operations import listings
from youwei.listening.followup.queries.silence import waiting
from youwei.listening.followup.rules.listing import State
from youwei.listening.followup.rules.refusals import ObjectionOver, SecondPerson, StillWarned

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def owed(cast: Cast, hand_in: HandIn) -> list[Duty]:
    duties = [sent(cast, hand_in)[1] for _ in range(3)]
    for duty in duties:
        assigning.accept(actor=cast.bureau, duty=duty)
    make_late(20)
    return duties


def make_late(days: int) -> None:
    Duty.objects.update(
        starts_on=clock.today() - timedelta(days=days + 60),
        due_on=clock.today() - timedelta(days=days),
        near_from=clock.today() - timedelta(days=days + 5),
    )


@pytest.fixture
def warned(owed: list[Duty]) -> Listing:
    assert follow_silence() == 1
    return Listing.objects.get()


@pytest.fixture
def listed(cast: Cast, warned: Listing) -> Listing:
    with later(15):
        listings.propose(actor=cast.office, listing=warned)
        return listings.approve(actor=cast.leading, listing=warned)


def public(client: StrictClient) -> str:
    return html_of(client.get("/unanswered/"))


class TestTheWarning:
    def test_three_matters_more_than_ten_working_days_late(
        self, cast: Cast, warned: Listing
    ) -> None:
        assert (warned.organ, warned.overdue, warned.total) == (cast.province.bureau, 3, 3)
        assert (warned.object_until - clock.today()).days == 7  # 5 working days
        assert follow_silence() == 0

    def test_not_before(self, owed: list[Duty]) -> None:
        make_late(13)
        assert follow_silence() == 0

    def test_what_is_reported_as_done_is_not_the_organs_delay(
        self, cast: Cast, owed: list[Duty]
    ) -> None:
        handling.report(actor=cast.bureau, duty=owed[0], result="已办")
        assert follow_silence() == 0

    def test_nothing_about_conduct_is_counted(self, cast: Cast, owed: list[Duty]) -> None:
        keep_from(actor=SYSTEM, duty=owed[0], organ=cast.province.commission)
        assert follow_silence() == 0

    def test_it_is_nothing_to_the_public(self, warned: Listing, client: StrictClient) -> None:
        page = public(client)
        assert warned.organ.name not in page
        assert "各单位都已答复" not in page  # it has not

    def test_the_lead_reads_it_and_objects(self, cast: Cast, warned: Listing, desk: Any) -> None:
        browser: StrictClient = desk(lead_of(cast))
        page = f"/desk/unanswered/{warned.pk}/"
        assert page in html_of(browser.get("/desk/unanswered/"))
        browser.submit(page, {"object-text": "材料已于上周补齐"}, form=f"{page}move/object/")
        warned.refresh_from_db()
        assert (warned.state, warned.objection) == (State.OBJECTED, "材料已于上周补齐")

    def test_the_rail_counts_for_whoever_has_a_step_to_take(
        self, cast: Cast, warned: Listing
    ) -> None:
        lead = lead_of(cast)

        def counts() -> tuple[int, ...]:
            return tuple(waiting(actor) for actor in (lead, cast.office, cast.leading))

        assert counts() == (1, 0, 0)
        with later(8):
            assert counts() == (0, 1, 1)
            listings.propose(actor=cast.office, listing=warned)
            assert counts() == (0, 0, 1)

    def test_after_its_days_the_organ_can_no_longer_hold_it_up(
        self, cast: Cast, warned: Listing, desk: Any
    ) -> None:
        page, lead = f"/desk/unanswered/{warned.pk}/", lead_of(cast)
        with later(8):
            assert f"{page}move/object/" not in html_of(desk(lead).get(page))
            assert "期限已过" in html_of(desk(cast.office).get(page))
            with pytest.raises(ObjectionOver):
                listings.object_to(actor=lead, listing=warned, text="不属实")
            listings.propose(actor=cast.office, listing=warned)

    def test_what_the_office_dropped_is_not_warned_of_again_the_next_morning(
        self, cast: Cast, hand_in: HandIn, warned: Listing
    ) -> None:
        listings.drop(actor=cast.office, listing=warned, text="正在协调，暂不公布。")
        with later(1):
            assert follow_silence() == 0
        for _ in range(3):
            _, duty = sent(cast, hand_in)
            assigning.accept(actor=cast.bureau, duty=duty)
        with later(120):  # matters that were not late when it was decided
            assert follow_silence() == 1
            assert Listing.objects.latest("id").state == State.WARNED

    def test_another_organ_reads_nothing(self, cast: Cast, warned: Listing, desk: Any) -> None:
        browser: StrictClient = desk(cast.commission)
        assert warned.organ.name not in html_of(browser.get("/desk/unanswered/"))
        assert browser.get(f"/desk/unanswered/{warned.pk}/").status_code == 404


class TestPublication:
    def test_only_after_the_organs_days(self, cast: Cast, warned: Listing) -> None:
        with pytest.raises(StillWarned):
            listings.propose(actor=cast.office, listing=warned)

    def test_only_by_a_second_person(self, cast: Cast, warned: Listing) -> None:
        with later(15):
            listings.propose(actor=cast.office, listing=warned)
            with pytest.raises(SecondPerson):
                listings.approve(actor=cast.office, listing=warned)
            other = cast.province.actor("office-two", Role.OFFICE, cast.province.office)
            assert listings.approve(actor=other, listing=warned).state == State.LISTED

    def test_not_while_an_objection_is_open(self, cast: Cast, warned: Listing) -> None:
        listings.object_to(actor=lead_of(cast), listing=warned, text="不属实")
        with later(15), pytest.raises(Refusal):
            listings.propose(actor=cast.office, listing=warned)

    def test_nobody_of_the_organ_decides(self, cast: Cast, warned: Listing) -> None:
        own = cast.province.actor("bureau-office", Role.OFFICE, cast.province.bureau)
        with later(15), pytest.raises(NotFound):
            listings.propose(actor=own, listing=warned)

    def test_everybody_reads_the_organ_and_no_small_number(
        self, cast: Cast, listed: Listing, client: StrictClient
    ) -> None:
        answer = client.get("/unanswered/")
        page = html_of(answer)
        assert listed.organ.name in page
        assert "少量" in page
        assert cast.bureau.label not in page
        assert "noindex" in answer.headers["X-Robots-Tag"]

    def test_the_journal_keeps_what_was_published(self, listed: Listing) -> None:
        event = next(e for e in history(listed.subject) if e.kind == "followup.listing_published")
        assert (event.data["overdue"], event.data["total"]) == (3, 3)


class TestTheEnd:
    def test_it_disappears_by_itself_when_settled(
        self, cast: Cast, owed: list[Duty], listed: Listing, client: StrictClient
    ) -> None:
        handling.report(actor=cast.bureau, duty=owed[0], result="已办")
        assert follow_silence() == 1
        assert listed.organ.name not in public(client)
        assert follow_silence() == 0

    def test_it_ends_with_its_time_and_is_warned_of_anew(
        self, listed: Listing, client: StrictClient
    ) -> None:
        assert listed.expires_on is not None
        with later((listed.expires_on - clock.today()).days + 1):
            assert listed.organ.name not in public(client)
            follow_silence()
            states = list(Listing.objects.order_by("id").values_list("state", flat=True))
        assert states[0] == State.ENDED

    def test_a_wrong_listing_is_taken_down_and_put_right_in_the_same_place(
        self, cast: Cast, listed: Listing, client: StrictClient, desk: Any
    ) -> None:
        page = f"/desk/unanswered/{listed.pk}/"
        desk(cast.office).submit(
            page, {"correct-text": "统计口径有误，该单位已按期答复。"}, form=f"{page}move/correct/"
        )
        shown = public(client)
        assert "统计口径有误" in shown
        assert "少量" not in shown
        with later(45):
            assert follow_silence() == 0
            assert "统计口径有误" not in public(client)

    def test_numbers_follow_what_is_late(
        self, cast: Cast, hand_in: HandIn, warned: Listing
    ) -> None:
        sent(cast, hand_in)
        make_late(20)
        assert follow_silence() == 1
        warned.refresh_from_db()
        assert (warned.overdue, warned.total) == (4, 4)


def test_the_list_asks_the_same_number_of_queries(
    cast: Cast, desk: Any, same_queries: Callable[..., int]
) -> None:
    def rows(n: int) -> None:
        for _ in range(n):
            Listing.objects.create(
                campaign=cast.province.campaign,
                organ=cast.province.bureau,
                state=State.ENDED,
                overdue=3,
                total=9,
                as_of=clock.today(),
                object_until=clock.today(),
            )

    same_queries(rows, "/desk/unanswered/", desk(cast.office))
