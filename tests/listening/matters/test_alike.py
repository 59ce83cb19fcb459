"""Look-alikes on the page of a case: over the whole store, behind the walls of C-08."""

from collections.abc import Callable
from unittest.mock import DEFAULT, Mock, patch

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast

from youwei.kernel.actor import SYSTEM, Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.matters.jobs import sketch_new
from youwei.listening.matters.models import Sketch
from youwei.listening.matters.operations.sketching import drop_sketch, sketch
from youwei.listening.matters.queries import store
from youwei.listening.matters.queries.alike import alike, sketch_of
from youwei.listening.matters.queries.store import STORE, Store
from youwei.listening.matters.rules.likeness import Likeness

pytestmark = pytest.mark.usefixtures("still")

Comes = Callable[..., Case]
NOISE = "丽水新城小区旁边的搅拌站整夜施工，噪音很大，住户无法休息。"
AGAIN = "我住丽水新城小区，旁边搅拌站夜里也在施工，噪音让人睡不着。"
OTHER = "想问一下老年证怎么补办，需要带哪些材料。"


def numbers(cast: Cast, case: Case) -> list[int]:
    return [one.case.pk for one in alike(cast.office, case)]


def test_another_writer_of_the_matter_is_found_and_others_are_not(cast: Cast, comes: Comes) -> None:
    first, _other = comes(text=AGAIN), comes(text=OTHER)
    sketch_new()
    assert numbers(cast, comes(text=NOISE)) == [first.pk]  # itself not prepared yet


def test_a_copy_is_called_a_copy_and_its_passages_are_marked(cast: Cast, comes: Comes) -> None:
    comes(text=f"{NOISE}请尽快处理。")
    sketch_new()
    (found,) = alike(cast.office, comes(text=NOISE))
    assert found.likeness is Likeness.COPY
    assert any(piece.shared and piece.text.startswith("丽水新城") for piece in found.pieces)


class TestWhoSeesWhat:
    def test_conduct_and_other_cases_never_stand_beside_each_other(
        self, cast: Cast, comes: Comes
    ) -> None:
        organ = cast.province.bureau
        about = {"kind": "conduct", "about_organ": organ}
        conduct, plain = comes(text=AGAIN, **about), comes(text=AGAIN, about_organ=organ)
        sketch_new()
        assert numbers(cast, comes(text=NOISE, **about)) == [conduct.pk]
        assert numbers(cast, comes(text=NOISE)) == [plain.pk]

    def test_conduct_of_one_organ_is_not_shown_beside_that_of_another(
        self, cast: Cast, comes: Comes
    ) -> None:
        comes(text=AGAIN, kind="conduct", about_organ=cast.province.commission)
        sketch_new()
        case = comes(text=NOISE, kind="conduct", about_organ=cast.province.bureau)
        assert numbers(cast, case) == []

    def test_who_serves_the_organ_concerned_finds_nothing(self, cast: Cast, comes: Comes) -> None:
        """The scan goes over everything; what comes out of it does not."""
        comes(text=AGAIN, kind="request", about_organ=cast.province.office)
        sketch_new()
        case = comes(text=NOISE)
        assert numbers(cast, case) == []
        assert len(alike(cast.leading, case)) == 1

    def test_a_handler_is_offered_none(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        comes(text=AGAIN)
        case = comes(text=NOISE)
        sketch_new()
        case = triage.accept(actor=cast.office, case=case)
        owner, verifier = cast.province.commission, cast.province.office
        sending.dispatch(actor=cast.office, case=case, owner=owner, verifier=verifier)
        page = html_of(desk(cast.commission).get(f"/desk/cases/{case.number}/"))
        assert "alike" not in page
        assert 'id="alike"' in html_of(desk(cast.office).get(f"/desk/cases/{case.number}/"))


class TestOnThePage:
    def test_one_press_merges(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        lead, case = comes(text=AGAIN), comes(text=NOISE)
        sketch_new()
        browser = desk(cast.office)
        page = html_of(browser.get(f"/desk/cases/{case.number}/"))
        assert f'name="merge-lead" value="{lead.number}"' in page
        browser.send(f"/desk/cases/{case.number}/move/merge/", {"merge-lead": lead.number})
        case.refresh_from_db()
        assert case.merged_into == lead

    def test_one_press_makes_one_matter(
        self, cast: Cast, comes: Comes, desk: Callable[..., StrictClient]
    ) -> None:
        other, case = comes(text=AGAIN), comes(text=NOISE)
        sketch_new()
        browser = desk(cast.office)
        browser.send(f"/desk/cases/{case.number}/together/{other.number}/")
        assert case.membership.matter == other.membership.matter
        page = html_of(browser.get(f"/desk/cases/{case.number}/"))
        assert f"/together/{other.number}/" not in page

    def test_the_same_queries_at_one_and_at_three(
        self,
        cast: Cast,
        comes: Comes,
        same_queries: Callable[..., int],
        desk: Callable[..., object],
    ) -> None:
        case = comes(text=NOISE)
        sketch_new()
        STORE.read_all()

        def rows(n: int) -> None:
            made = [comes(text=f"{AGAIN}{word}") for word in "甲乙丙"[:n]]
            sketch(actor=SYSTEM, cases=made)
            STORE.read_all()

        same_queries(rows, f"/desk/cases/{case.number}/", desk(cast.office))


class TestTheStore:
    def test_is_caught_up_row_by_row(self, cast: Cast, comes: Comes) -> None:
        case = comes(text=NOISE)
        sketch_new()
        assert STORE.read_all()[0] == 1
        with patch.object(Sketch.objects, "all", side_effect=AssertionError):
            comes(text=AGAIN)
            assert sketch_new() == 1
            assert STORE.read_all()[0] == 2
        assert len(numbers(cast, case)) == 1

    def test_takes_a_row_whose_transaction_ended_late(self, comes: Comes) -> None:
        first, second = comes(text=NOISE), comes(text=AGAIN)
        sketch(actor=SYSTEM, cases=[first, second])
        late = Sketch.objects.get(case=first)
        pk, late_row = late.pk, Sketch(case=first, recipe=late.recipe, pairs=late.pairs)
        late.delete()
        assert STORE.read_all()[0] == 1
        late_row.pk = pk
        late_row.save(force_insert=True)
        assert STORE.read_all()[0] == 2
        assert STORE.read_all()[0] == 2

    def test_another_process_lets_go_of_what_is_not_kept(self, comes: Comes) -> None:
        """Before its next answer, and out of its memory, not only out of what it shows."""
        kept, gone = comes(text=NOISE), comes(text=AGAIN)
        sketch_new()
        elsewhere = Store()
        assert elsewhere.read_all()[0] == 2
        drop_sketch(actor=SYSTEM, case=gone)
        found = elsewhere.like(sketch_of(gone), at_least=0.0, most=5)
        assert [one.key for one in found] == [kept.pk]
        assert elsewhere.read_all()[0] == 1

    def test_the_words_of_an_emptied_case_are_not_sketched_again(self, comes: Comes) -> None:
        """Not even by a job that read them just before."""
        case = comes(text=NOISE)
        read = Case.objects.get(pk=case.pk)
        Case.objects.filter(pk=case.pk).update(text="")
        assert sketch(actor=SYSTEM, cases=[read]) == 0
        assert not Sketch.objects.exists()

    def test_the_job_may_run_twice(self, comes: Comes) -> None:
        comes(text=NOISE)
        assert sketch_new() == 1
        assert sketch_new() == 0
        assert Sketch.objects.count() == 1


class TestShortlyAfterAStart:
    """More is stored than a page may wait for."""

    @pytest.fixture
    def started(self, comes: Comes, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        for text in (AGAIN, OTHER, f"{OTHER}急。"):
            comes(text=text)
        sketch_new()
        threads: list[object] = []
        monkeypatch.setattr(store, "close_old_connections", lambda: None)  # the test's own
        monkeypatch.setattr(store, "_BLOCK", 2)
        monkeypatch.setattr(
            store, "Thread", lambda **given: Mock(start=lambda: threads.append(given))
        )
        monkeypatch.setattr(STORE, "_reading", False)
        return threads

    def test_the_page_says_so_and_another_thread_reads(
        self,
        cast: Cast,
        comes: Comes,
        desk: Callable[..., StrictClient],
        started: list[object],
    ) -> None:
        case, browser = comes(text=NOISE), desk(cast.office)
        for _ in range(2):
            page = html_of(browser.get(f"/desk/cases/{case.number}/"))
            assert "正在读取" in page
            assert AGAIN not in page
        assert len(started) == 1
        STORE.read_all()
        STORE._reading = False
        page = html_of(browser.get(f"/desk/cases/{case.number}/"))
        assert "正在读取" not in page
        assert AGAIN[:8] in page

    def test_a_server_reads_everything_by_itself(
        self, cast: Cast, comes: Comes, started: list[object]
    ) -> None:
        once = Mock(is_set=Mock(side_effect=[False, True]))
        STORE.keep_up(once)
        once.wait.assert_called_once_with(store.BEAT)
        assert len(numbers(cast, comes(text=NOISE))) == 1
        assert not started

    def test_and_goes_on_after_a_fault(
        self,
        cast: Cast,
        comes: Comes,
        started: list[object],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        rows, once_faulty = STORE._rows, Mock(side_effect=[ValueError, DEFAULT])

        def faulty() -> object:
            once_faulty()
            monkeypatch.setattr(STORE, "_rows", rows)
            return rows()

        monkeypatch.setattr(STORE, "_rows", faulty)
        STORE.keep_up(Mock(is_set=Mock(side_effect=[False, False, True])))
        assert len(numbers(cast, comes(text=NOISE))) == 1
        assert not started


def test_a_merged_case_is_not_offered_to_its_lead(cast: Cast, comes: Comes) -> None:
    lead, case = comes(text=NOISE), comes(text=AGAIN)
    sketch_new()
    triage.merge(actor=cast.office, case=case, lead=lead)
    assert numbers(cast, lead) == []


def test_who_declared_an_interest_is_refused(cast: Cast, comes: Comes) -> None:
    """The office's own account that serves the organ, too."""
    case = comes(text=NOISE, about_organ=cast.province.bureau)
    insider = cast.province.actor("insider", Role.OFFICE, cast.province.bureau)
    comes(text=AGAIN, about_organ=cast.province.bureau)
    sketch_new()
    assert alike(insider, case) == ()
