"""Several cases as one matter: put together by a person, answered with one text, kept apart."""

from collections.abc import Callable

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel.actor import Actor, Role, citizen
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.access import Recused
from youwei.listening.complaints.models import Case, Message
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.matters.access import can_lead, visible_to
from youwei.listening.matters.jobs import sketch_new
from youwei.listening.matters.models import Matter, Membership
from youwei.listening.matters.operations import answering, grouping
from youwei.listening.matters.queries.matters import matter_page, sums_of
from youwei.listening.matters.rules.refusals import (
    InAnotherMatter,
    NobodyToWriteTo,
    NotInMatter,
    NotOneMatter,
    PerhapsOfOneWriter,
)
from youwei.listening.matters.rules.states import State

pytestmark = pytest.mark.usefixtures("still")

Comes = Callable[..., Case]
TEXT = "各位反映的搅拌站已经责令停工整改。"


@pytest.fixture
def conduct(cast: Cast, comes: Comes) -> Comes:
    def run() -> Case:
        return comes(kind="conduct", about_organ=cast.province.bureau)

    return run


def together(cast: Cast, *cases: Case) -> Matter:
    first, *others = cases
    for other in others:
        matter = grouping.put_together(actor=cast.office, case=first, other=other)
    return matter


def members(matter: Matter) -> set[int]:
    return set(Membership.objects.filter(matter=matter).values_list("case", flat=True))


class TestPuttingTogether:
    def test_two_cases_begin_a_matter_and_a_third_joins_it(self, cast: Cast, comes: Comes) -> None:
        cases = [comes() for _ in range(3)]
        matter = together(cast, *cases)
        assert Matter.objects.count() == 1
        assert members(matter) == {case.pk for case in cases}
        assert matter.state == State.OPEN

    def test_cases_about_different_organs_stay_with_their_organs(
        self, cast: Cast, comes: Comes
    ) -> None:
        first = comes(about_organ=cast.province.bureau)
        second = comes(about_organ=cast.province.commission)
        together(cast, first, second)
        assert {first.state, second.state} == {"received"}
        assert first.about_organ != second.about_organ

    def test_a_case_belongs_to_one_matter_at_a_time(self, cast: Cast, comes: Comes) -> None:
        first, second = together(cast, comes(), comes()), together(cast, comes(), comes())
        case = Case.objects.get(pk=min(members(first)))
        with pytest.raises(InAnotherMatter):
            grouping.join(actor=cast.office, case=case, matter=second)
        other = Case.objects.get(pk=min(members(second)))
        with pytest.raises(InAnotherMatter):
            grouping.put_together(actor=cast.office, case=case, other=other)

    def test_conduct_stands_with_conduct_of_the_same_organ_only(
        self, cast: Cast, comes: Comes, conduct: Comes
    ) -> None:
        plain, kept = comes(about_organ=cast.province.bureau), conduct()
        other = comes(kind="conduct", about_organ=cast.province.commission)
        for second in (plain, other):
            with pytest.raises(NotOneMatter):
                grouping.put_together(actor=cast.office, case=kept, other=second)
        matter = together(cast, kept, conduct())
        assert matter.kept
        assert matter.about_organ == cast.province.bureau

    def test_who_does_not_sort_the_cases_cannot(self, cast: Cast, comes: Comes) -> None:
        bound = cast.province.actor("insider", Role.OFFICE, cast.province.bureau)
        with pytest.raises(NotFound):
            grouping.put_together(actor=bound, case=comes(), other=comes())
        ours = comes(about_organ=cast.province.office)
        with pytest.raises(Recused):
            grouping.put_together(actor=cast.office, case=ours, other=comes())

    def test_a_merged_case_stands_with_its_lead(self, cast: Cast, comes: Comes) -> None:
        lead, case, other = comes(), comes(), comes()
        case = triage.merge(actor=cast.office, case=case, lead=lead)
        matter = grouping.put_together(actor=cast.office, case=case, other=other)
        assert members(matter) == {lead.pk, other.pk}


class TestLeaving:
    def test_the_last_one_to_leave_ends_the_matter(self, cast: Cast, comes: Comes) -> None:
        first, second = comes(), comes()
        matter = together(cast, first, second)
        grouping.part(actor=cast.office, case=first, matter=matter)
        matter.refresh_from_db()
        assert matter.state == State.OPEN
        grouping.part(actor=cast.office, case=second, matter=matter)
        matter.refresh_from_db()
        assert matter.state == State.CLOSED

    def test_a_case_that_turns_out_to_be_about_conduct_leaves_by_itself(
        self, cast: Cast, comes: Comes
    ) -> None:
        organ = cast.province.bureau
        stays, leaves = comes(about_organ=organ), comes(about_organ=organ)
        matter = together(cast, stays, leaves)
        triage.sort(actor=cast.office, case=leaves, kind="conduct", about_organ=organ, themes=())
        assert members(matter) == {stays.pk}

    def test_a_complaint_about_conduct_sorted_to_another_organ_leaves_by_itself(
        self, cast: Cast, conduct: Comes
    ) -> None:
        stays, leaves = conduct(), conduct()
        matter = together(cast, stays, leaves)
        organ = cast.province.commission
        triage.sort(actor=cast.office, case=leaves, kind="conduct", about_organ=organ, themes=())
        assert members(matter) == {stays.pk}

    def test_sorting_that_changes_nothing_of_it_leaves_it_there(
        self, cast: Cast, comes: Comes, conduct: Comes
    ) -> None:
        plain = together(cast, comes(), comes())
        kept = together(cast, conduct(), conduct())
        for matter, kind in ((plain, "suggestion"), (kept, "conduct")):
            case = Case.objects.get(pk=min(members(matter)))
            triage.sort(
                actor=cast.office,
                case=case,
                kind=kind,
                about_organ=case.about_organ,
                themes=(),
            )
            assert len(members(matter)) == 2

    def test_merging_puts_the_lead_in_its_place(self, cast: Cast, comes: Comes) -> None:
        case, other, lead = comes(), comes(), comes()
        matter = together(cast, case, other)
        triage.merge(actor=cast.office, case=case, lead=lead)
        assert members(matter) == {other.pk, lead.pk}


class TestOneReplyToManyWriters:
    def test_each_writer_reads_it_and_nobody_learns_of_others(
        self, cast: Cast, comes: Comes
    ) -> None:
        lead, follower, other = comes(), comes(), comes()
        triage.merge(actor=cast.office, case=follower, lead=lead)
        matter = together(cast, lead, other)
        before = JournalEvent.objects.count()
        assert answering.write_to_all(actor=cast.office, matter=matter, text=TEXT) == 3
        for case in (lead, follower, other):
            (message,) = Message.objects.filter(case=case)
            assert message.text == TEXT
            assert message.released_at is not None
        kinds = list(JournalEvent.objects.order_by("id").values_list("kind", flat=True)[before:])
        assert sorted(kinds) == ["complaints.message_added"] * 3 + ["matters.answered"]
        assert TEXT not in str(list(JournalEvent.objects.values_list("data", flat=True)))

    @pytest.mark.parametrize("somebodys", ["张女士", "13800138000", "SF26-5A6C-9155"])
    def test_what_could_be_one_writers_passes_only_when_a_person_checked_it(
        self, cast: Cast, comes: Comes, somebodys: str
    ) -> None:
        text = f"{somebodys}：各位反映的搅拌站已于11月28日责令停工整改。"
        matter = together(cast, comes(), comes())
        with pytest.raises(PerhapsOfOneWriter) as refused:
            answering.write_to_all(actor=cast.office, matter=matter, text=text)
        assert refused.value.params["found"] == somebodys
        assert not Message.objects.exists()
        answering.write_to_all(actor=cast.office, matter=matter, text=text, checked=True)
        assert Message.objects.count() == 2

    def test_and_the_form_keeps_the_text_and_asks(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        matter = together(cast, comes(), comes())
        browser, address = desk(cast.office), f"/desk/matters/{matter.pk}/move/reply/"
        given = {"reply-text": "张女士家的管道已修好。"}
        answer = browser.send(address, given)
        assert answer.status_code == 422
        assert "张女士家的管道已修好。</textarea>" in html_of(answer)
        browser.send(address, given | {"reply-checked": "on"})
        assert Message.objects.count() == 2

    def test_who_withdrew_gets_nothing(self, cast: Cast, comes: Comes) -> None:
        stays, gone = comes(), comes()
        matter = together(cast, stays, gone)
        sending.withdraw(actor=citizen(gone.number), case=gone)
        assert answering.write_to_all(actor=cast.office, matter=matter, text=TEXT) == 1
        assert not Message.objects.filter(case=gone).exists()

    def test_without_a_writer_it_says_so(self, cast: Cast, comes: Comes) -> None:
        cases = comes(), comes()
        matter = together(cast, *cases)
        for case in cases:
            sending.withdraw(actor=citizen(case.number), case=case)
        with pytest.raises(NobodyToWriteTo):
            answering.write_to_all(actor=cast.office, matter=matter, text=TEXT)

    def test_a_writer_who_waits_waits_no_more(self, cast: Cast, comes: Comes) -> None:
        from youwei.listening.complaints.operations.thread import write

        case = comes()
        matter = together(cast, case, comes())
        write(actor=citizen(case.number), case=case, text="还没解决。")
        answering.write_to_all(actor=cast.office, matter=matter, text=TEXT)
        case.refresh_from_db()
        assert case.writer_waits_since is None


class TestVoices:
    def test_are_cases_without_those_said_again_refused_or_withdrawn(
        self, cast: Cast, comes: Comes
    ) -> None:
        lead, follower, again, gone = (comes() for _ in range(4))
        triage.merge(actor=cast.office, case=follower, lead=lead)
        matter = together(cast, lead, again, gone)
        grouping.count_voice(actor=cast.office, matter=matter, case=again, counted=False)
        sending.withdraw(actor=citizen(gone.number), case=gone)
        page = matter_page(cast.office, matter)
        assert page.voices == 2
        assert sums_of(cast.office, [matter])[matter.pk].voices == 2
        grouping.count_voice(actor=cast.office, matter=matter, case=follower, counted=False)
        assert matter_page(cast.office, matter).voices == 1
        grouping.count_voice(actor=cast.office, matter=matter, case=again, counted=True)
        assert matter_page(cast.office, matter).voices == 2

    def test_nobody_is_counted_for_whom_a_case_is_hidden(self, cast: Cast, comes: Comes) -> None:
        """One of the cases is about the office itself: the leading group sorts it."""
        own = comes(about_organ=cast.province.office)
        mine = comes()
        matter = grouping.put_together(actor=cast.leading, case=own, other=mine)
        page = matter_page(cast.office, matter)
        assert [member.case.pk for member in page.members] == [mine.pk]
        assert page.hidden
        assert page.voices is None
        assert sums_of(cast.office, [matter])[matter.pk].voices is None
        assert matter_page(cast.leading, matter).voices == 2

    def test_a_stranger_to_the_matter_is_not_counted(self, cast: Cast, comes: Comes) -> None:
        matter = together(cast, comes(), comes())
        with pytest.raises(NotInMatter):
            grouping.count_voice(actor=cast.office, matter=matter, case=comes(), counted=False)


class TestTheWall:
    """C-08: a matter of conduct is seen whole or not at all."""

    @pytest.fixture
    def matter(self, cast: Cast, conduct: Comes) -> Matter:
        return together(cast, conduct(), conduct())

    def readers(self, cast: Cast) -> dict[str, Actor]:
        province = cast.province
        return {
            "office": cast.office,
            "leading": cast.leading,
            "bureau": cast.bureau,
            "bureau-office": province.actor("bo", Role.OFFICE, province.bureau),
            "commission": cast.commission,
        }

    def test_only_those_who_sort_its_cases_see_it(self, cast: Cast, matter: Matter) -> None:
        seen = {
            name
            for name, actor in self.readers(cast).items()
            if visible_to(actor).filter(pk=matter.pk).exists()
        }
        assert seen == {"office", "leading"}
        assert not can_lead(cast.bureau, matter)

    def test_one_hidden_case_hides_it_whole(self, cast: Cast, matter: Matter) -> None:
        """A member was about the conduct of the office before: its people see none of it."""
        from youwei.listening.complaints.models import KeptFrom

        case = Case.objects.get(pk=min(members(matter)))
        KeptFrom.objects.create(case=case, organ=cast.province.office)
        assert not visible_to(cast.office).filter(pk=matter.pk).exists()
        assert visible_to(cast.leading).filter(pk=matter.pk).exists()

    def test_its_pages_are_not_found(
        self, cast: Cast, matter: Matter, desk: Callable[..., StrictClient]
    ) -> None:
        title = "窗口推诿"
        grouping.name(actor=cast.office, matter=matter, title=title)
        insider = desk(cast.province.actor("bo", Role.OFFICE, cast.province.bureau))
        assert insider.get(f"/desk/matters/{matter.pk}/").status_code == 404
        assert title not in html_of(insider.get("/desk/matters/"))
        assert title in html_of(desk(cast.office).get("/desk/matters/"))
        for address in ("move/close", "move/reply"):
            assert insider.send(f"/desk/matters/{matter.pk}/{address}/").status_code == 404


class TestPages:
    def test_a_title_is_asked_for_and_written(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        matter = together(cast, comes(), comes())
        browser = desk(cast.office)
        address = f"/desk/matters/{matter.pk}/"
        assert browser.send(f"{address}move/name/", {"name-title": ""}).status_code == 422
        browser.send(f"{address}move/name/", {"name-title": "搅拌站噪音扰民"})
        assert "搅拌站噪音扰民" in html_of(browser.get(address))
        assert "搅拌站噪音扰民" in html_of(browser.get("/desk/matters/?words=搅拌站"))
        assert "搅拌站噪音扰民" not in html_of(browser.get("/desk/matters/?words=路灯"))

    def test_the_whole_way_on_the_page(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        case, other, third = comes(), comes(), comes()
        matter = together(cast, case, other)
        browser, address = desk(cast.office), f"/desk/matters/{matter.pk}/"
        browser.send(f"{address}move/join/", {"join-number": third.number.lower()})
        assert third.pk in members(matter)
        browser.send(f"{address}move/reply/", {"reply-text": TEXT})
        assert Message.objects.filter(text=TEXT).count() == 3
        browser.send(f"{address}voice/{other.number}/again/")
        assert matter_page(cast.office, matter).voices == 2
        browser.send(f"{address}part/{third.number}/")
        assert third.pk not in members(matter)
        browser.send(f"{address}move/close/")
        browser.send(f"{address}move/resume/")
        matter.refresh_from_db()
        assert matter.state == State.OPEN

    def test_look_alikes_that_stand_in_no_matter_are_offered(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        text = "丽水新城旁搅拌站整夜施工，{}噪音很大，住户无法休息。"
        first, second, outside = (comes(text=text.format(word)) for word in ("甲", "乙", "丙"))
        stranger = comes(text="老年证怎么补办，需要带哪些材料。")
        matter = together(cast, first, second)
        sketch_new()
        page = html_of(desk(cast.office).get(f"/desk/matters/{matter.pk}/"))
        assert f'name="join-number" value="{outside.number}"' in page
        assert stranger.number not in page

    def test_a_number_that_is_not_ours_is_refused_in_the_form(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        matter = together(cast, comes(), comes())
        address = f"/desk/matters/{matter.pk}/move/join/"
        assert desk(cast.office).send(address, {"join-number": "SF16-X"}).status_code == 422

    def test_the_list_asks_the_same_at_one_and_at_three(
        self,
        cast: Cast,
        comes: Comes,
        same_queries: Callable[..., int],
        desk: Callable[..., object],
    ) -> None:
        same_queries(
            lambda n: [together(cast, comes(), comes()) for _ in range(n)],
            "/desk/matters/",
            desk(cast.office),
        )

    def test_one_matter_asks_the_same_with_one_and_with_three(
        self,
        cast: Cast,
        comes: Comes,
        same_queries: Callable[..., int],
        desk: Callable[..., object],
    ) -> None:
        matter = together(cast, comes(), comes())

        def rows(n: int) -> None:
            for _ in range(n):
                grouping.join(actor=cast.office, case=comes(), matter=matter)

        same_queries(rows, f"/desk/matters/{matter.pk}/", desk(cast.office))

    def test_a_handler_has_no_list(self, cast: Cast, desk: Callable[..., StrictClient]) -> None:
        assert desk(cast.commission).get("/desk/matters/").status_code == 403


def test_the_history_of_a_case_names_no_other_case(cast: Cast, comes: Comes) -> None:
    case, other = comes(), comes()
    together(cast, case, other)
    rows = JournalEvent.objects.filter(kind__startswith="matters.")
    assert rows.filter(trail=case.subject).exists()
    assert all(
        number not in str(row.data) for row in rows for number in (case.number, other.number)
    )
