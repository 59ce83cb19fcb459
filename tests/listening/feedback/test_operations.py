"""From the draft to the settled letter: what is refused on the way, and by whom it is done."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.kernel import clock
from youwei.kernel.actor import Role, citizen
from youwei.kernel.refusal import NotFound, Refusal, WrongState

if TYPE_CHECKING:
    from tests.listening.feedback.scene import Feedback

    from youwei.listening.feedback.models import Batch


def _failed(batch: "Batch") -> set[str]:
    from youwei.listening.feedback.queries.judging import judged

    return {check.value for one in judged(batch) for check in one.judgement.failed}


def test_a_letter_goes_out_and_comes_back_settled(scene: "Feedback") -> None:
    batch = scene.released()
    duty = batch.items.get().duty
    assert duty is not None
    assert (duty.owner, duty.verifier) == (scene.province.bureau, scene.province.office)
    assert duty.kind == "rectification"
    assert duty.due_on == batch.due_on
    assert duty.shielded_from is None
    duty = assigning.accept(actor=scene.owner, duty=duty)
    batch.refresh_from_db()
    assert batch.state == "followed"
    duty = handling.report(actor=scene.owner, duty=duty, result="已公布一次性告知清单。")
    checking.verify(actor=scene.second, duty=duty, finding="已核查。")
    batch.refresh_from_db()
    assert batch.state == "settled"
    checking.reopen(actor=scene.second, duty=duty, reason="问题反弹。")
    batch.refresh_from_db()
    assert batch.state == "followed"


def test_an_objection_that_is_right_takes_the_demand_back(scene: "Feedback") -> None:
    batch = scene.released()
    duty = batch.items.get().duty
    assert duty is not None
    assigning.object_to(actor=scene.owner, duty=duty, reason="该事项不由我单位办理。")
    assigning.recall(actor=scene.office, duty=duty, reason="经核实，理由成立。")
    batch.refresh_from_db()
    assert batch.state == "settled"


def test_the_duty_never_leaves_the_organ_to_which_it_was_written(scene: "Feedback") -> None:
    duty = scene.released().items.get().duty
    assert duty is not None
    with pytest.raises(Refusal) as refused:
        assigning.reassign(actor=scene.office, duty=duty, owner=scene.province.commission)
    assert refused.value.code == "stays_with_owner"


def test_what_somebody_removed_is_not_written_again_by_another(scene: "Feedback") -> None:
    """Two had the page open: the second one's press neither falls over nor brings it back."""
    from youwei.listening.feedback.operations import drafting

    batch = scene.draft()
    item = scene.write(batch)
    seen_by_another = batch.items.get()
    drafting.remove_item(actor=scene.office, batch=batch, item=item)
    with pytest.raises(WrongState):
        scene.write(batch, item=seen_by_another)
    with pytest.raises(WrongState):
        drafting.remove_item(actor=scene.second, batch=batch, item=seen_by_another)
    assert not batch.items.exists()


def test_whoever_wrote_does_not_approve(scene: "Feedback") -> None:
    from youwei.listening.feedback.operations import releasing

    batch = scene.submitted()
    with pytest.raises(Refusal) as refused:
        releasing.approve(actor=scene.office, batch=batch)
    assert refused.value.code == "feedback_second_person"


def test_whoever_wrote_an_earlier_wording_does_not_approve_either(scene: "Feedback") -> None:
    from tests.listening.feedback.scene import DEMAND, PROBLEM, SHIFTING

    from youwei.listening.feedback.operations import drafting, releasing

    batch = scene.draft()
    item = scene.write(batch)
    drafting.write_item(
        actor=scene.second,
        batch=batch,
        item=item,
        wording=drafting.Wording(PROBLEM, DEMAND, (SHIFTING,), scene.cases[:2]),
    )
    batch = releasing.submit(actor=scene.second, batch=batch)
    for wrote in (scene.office, scene.second):
        with pytest.raises(Refusal) as refused:
            releasing.approve(actor=wrote, batch=batch)
        assert refused.value.code == "feedback_second_person"


@pytest.mark.parametrize("of", ["batch", "item"])
def test_the_database_holds_it_too(scene: "Feedback", of: str) -> None:
    batch = scene.submitted()
    row = batch if of == "batch" else batch.items.get()
    row.approved_by_id = scene.office.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nothing_is_skipped(scene: "Feedback") -> None:
    from youwei.listening.feedback.operations import releasing

    batch = scene.draft()
    scene.write(batch)
    for step in (releasing.approve, releasing.release):
        with pytest.raises(WrongState):
            step(actor=scene.second, batch=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(batch).objects.filter(pk=batch.pk).update(state="approved")


def test_what_comes_back_is_approved_anew(scene: "Feedback") -> None:
    from youwei.listening.feedback.operations import releasing

    batch = releasing.send_back(actor=scene.second, batch=scene.approved(), reason="请再概括。")
    assert batch.approved_by is None
    assert batch.items.get().approved_by is None
    scene.write(batch, item=batch.items.get())
    batch = releasing.submit(actor=scene.office, batch=batch)
    with pytest.raises(WrongState):
        releasing.release(actor=scene.office, batch=batch)


class TestObstacles:
    def test_particulars(self, scene: "Feedback") -> None:
        from youwei.listening.feedback.operations import releasing

        batch = scene.draft()
        scene.write(batch, text="３月５日上午，张三同志把办事群众打发走。")
        assert _failed(batch) == {"no_particulars"}
        with pytest.raises(Refusal) as refused:
            releasing.submit(actor=scene.office, batch=batch)
        assert refused.value.code == "feedback_not_ready"

    def test_particulars_in_the_demand(self, scene: "Feedback") -> None:
        batch = scene.draft()
        scene.write(batch, demand="请致电13800138000说明情况。")
        assert _failed(batch) == {"no_particulars"}

    def test_a_long_passage_of_a_source(self, scene: "Feedback") -> None:
        from tests.listening.feedback.scene import TEXTS

        from youwei.listening.feedback.queries.judging import judged

        batch = scene.draft()
        scene.write(batch, text=f"窗口人员{TEXTS[0][:8]}，{TEXTS[0][8:]}，态度生硬。")
        assert _failed(batch) == {"nothing_taken_over"}
        taken = judged(batch)[0].judgement.taken
        assert [one.numbers for one in taken] == [(scene.cases[0].number,)]

    def test_a_passage_of_a_message_counts(self, scene: "Feedback") -> None:
        from youwei.listening.complaints.operations import thread

        said = "今早又把我支到三楼去找别的科室"
        thread.write(actor=citizen(scene.cases[0].number), case=scene.cases[0], text=said)
        batch = scene.draft()
        scene.write(batch, text=f"有办事群众说：{said}。")
        assert "nothing_taken_over" in _failed(batch)

    def test_a_single_source(self, scene: "Feedback") -> None:
        batch = scene.draft()
        item = scene.write(batch, sources=scene.cases[:1])
        assert _failed(batch) == {"enough_sources"}
        scene.write(
            batch,
            item=item,
            sources=scene.cases[:1],
            generalised=True,
            generalised_reason="只写服务态度，不涉及具体事项。",
        )
        assert _failed(batch) == set()

    def test_generalised_needs_its_reason(self, scene: "Feedback") -> None:
        with pytest.raises(Refusal) as refused:
            scene.write(scene.draft(), generalised=True, generalised_reason=" ")
        assert refused.value.code == "feedback_no_reason"

    def test_a_theme_of_one_case_only(self, scene: "Feedback") -> None:
        from tests.listening.feedback.scene import complain

        from youwei.listening.complaints.operations import triage

        rare = complain(scene.province, "只会照老办法办", themes=("unwilling.unfocused",))
        rare = triage.accept(actor=scene.office, case=rare)
        batch = scene.draft()
        sources = (*scene.cases[:1], rare)
        item = scene.write(batch, sources=sources, themes=("unwilling.unfocused",))
        assert _failed(batch) == {"nothing_rare"}
        scene.write(batch, item=item, sources=sources, themes=("unwilling",))
        assert _failed(batch) == set()

    def test_no_source_at_all(self, scene: "Feedback") -> None:
        batch = scene.draft()
        scene.write(batch, sources=())
        assert _failed(batch) == {"fit_sources", "enough_sources"}

    def test_nothing_written_yet(self, scene: "Feedback") -> None:
        batch = scene.draft()
        scene.write(batch, text="", demand=" ", themes=())
        assert _failed(batch) == {"written", "themed"}


class TestSources:
    def _offered(self, scene: "Feedback", batch: "Batch") -> set[str]:
        from youwei.listening.feedback.queries.sources import candidates

        return {case.number for case in candidates(scene.office, batch)}

    def test_a_case_whose_kind_nobody_settled_is_none(self, scene: "Feedback") -> None:
        from tests.listening.feedback.scene import complain

        raw = complain(scene.province, "刚刚收到，还没有人看过")
        batch = scene.draft()
        assert raw.number not in self._offered(scene, batch)
        with pytest.raises(Refusal) as refused:
            scene.write(batch, sources=(raw, scene.cases[0]))
        assert refused.value.code == "feedback_not_a_source"

    def test_a_case_about_another_organ_or_of_another_time_is_none(self, scene: "Feedback") -> None:
        from tests.listening.feedback.scene import complain

        from youwei.listening.complaints.operations import triage

        other = complain(scene.province, "这件事不是他们的", about=scene.province.commission)
        triage.accept(actor=scene.office, case=other)
        with clock.at(clock.now() - timedelta(days=80)):
            early = complain(scene.province, "上个季度的旧事")
            triage.accept(actor=scene.office, case=early)
        offered = self._offered(scene, scene.draft())
        assert offered == {case.number for case in scene.cases}

    def test_a_case_withdrawn_after_the_approval_stops_the_release(self, scene: "Feedback") -> None:
        from youwei.listening.complaints.operations import sending
        from youwei.listening.feedback.operations import releasing

        batch = scene.approved()
        sending.withdraw(actor=citizen(scene.cases[0].number), case=scene.cases[0])
        with pytest.raises(Refusal) as refused:
            releasing.release(actor=scene.office, batch=batch)
        assert refused.value.code == "feedback_not_ready"

    def test_a_writer_who_would_rather_not_is_left_out(self, scene: "Feedback") -> None:
        from youwei.listening.feedback.operations import releasing
        from youwei.listening.feedback.operations.keeping_out import keep_out

        batch = scene.approved()
        case = scene.cases[0]
        keep_out(actor=citizen(case.number), case=case)
        with pytest.raises(Refusal):
            releasing.release(actor=scene.office, batch=batch)
        assert case.number not in self._offered(scene, batch)
        with pytest.raises(NotFound):
            keep_out(actor=citizen("SF16-OTHER"), case=case)

    def test_what_was_sent_cannot_be_kept_out_any_more(self, scene: "Feedback") -> None:
        from youwei.listening.feedback.operations.keeping_out import keep_out

        scene.released()
        with pytest.raises(Refusal) as refused:
            keep_out(actor=citizen(scene.cases[0].number), case=scene.cases[0])
        assert refused.value.code == "feedback_already_sent"

    def test_a_case_stands_behind_one_batch_only(self, scene: "Feedback") -> None:
        from youwei.listening.feedback.operations import releasing

        batch = scene.draft()
        scene.write(batch)
        other = scene.draft()
        assert self._offered(scene, other) == {scene.cases[2].number}
        releasing.drop(actor=scene.office, batch=batch, reason="另行处理。")
        assert self._offered(scene, other) == {case.number for case in scene.cases}


class TestWhoIsBoundUp:
    def test_the_organ_and_who_declared_an_interest_prepare_nothing(
        self, scene: "Feedback"
    ) -> None:
        from youwei.foundation.people.models import Account
        from youwei.foundation.people.operations import declare_recusal
        from youwei.foundation.people.queries import actor_for
        from youwei.foundation.people.rules.roles import Interest
        from youwei.listening.feedback import access
        from youwei.listening.feedback.operations import releasing

        batch = scene.submitted()
        account = Account.objects.get(username="second")
        declare_recusal(
            actor=scene.second,
            account=account,
            organ=scene.province.bureau,
            reason_code=Interest.KIN,
        )
        recused = actor_for(account, clock.today())
        with pytest.raises(Refusal) as refused:
            releasing.approve(actor=recused, batch=batch)
        assert refused.value.code == "feedback_bound_up"
        assert not access.visible_to(recused).exists()
        office_of_bureau = scene.province.actor("own", Role.OFFICE, scene.province.bureau)
        for actor in (office_of_bureau, scene.owner, scene.lead):
            assert not access.visible_to(actor).exists()
            assert not access.readable_letters(actor).exists()

    def test_feedback_about_the_office_is_for_the_leading_group(self, scene: "Feedback") -> None:
        from youwei.listening.feedback.operations import drafting

        with pytest.raises(Refusal) as refused:
            scene.draft(scene.province.office)
        assert refused.value.code == "feedback_bound_up"
        from tests.listening.feedback.scene import FOURTH_QUARTER

        batch = drafting.draft(
            actor=scene.province.actor("leading", Role.LEADING_GROUP, scene.province.leading),
            campaign=scene.province.campaign,
            organ=scene.province.office,
            period=FOURTH_QUARTER,
        )
        assert batch.verifier == scene.province.leading

    @pytest.mark.parametrize("below", ["bureau", "agency"])
    def test_neither_the_organ_nor_one_below_it_checks(self, scene: "Feedback", below: str) -> None:
        from youwei.listening.feedback.operations import releasing

        batch = scene.approved()
        with pytest.raises(Refusal) as refused:
            releasing.release(
                actor=scene.office, batch=batch, verifier=getattr(scene.province, below)
            )
        assert refused.value.code == "feedback_unfit_checker"
