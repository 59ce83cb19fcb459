"""Shown to the organs, objected to, decided by others, published, corrected in the same place."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.harness.clients import html_of
from tests.listening.results.scene import Scene

from youwei.foundation.journal.queries import trail
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.appraisal.rules.states import State as RoundState
from youwei.listening.results.models import Estimate, Objection, Publication, Use
from youwei.listening.results.operations import objecting, publishing, uses
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.rules.refusals import (
    DecidedLater,
    MadeAnewFirst,
    NothingUpheld,
    NotPublished,
    ObjectedAlready,
    ObjectionsOpen,
    ObjectionTooLate,
    StillObjecting,
    StruckAlready,
    TellsWho,
)
from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.rules.uses import Purpose


def objected(scene: Scene, estimate: Estimate) -> Objection:
    return objecting.file_objection(
        actor=scene.lead, estimate=estimate, organ=scene.cast.organs[0], text="样本框有误。"
    )


def test_an_objection_leads_back_to_its_result(scene: Scene, desk: Any) -> None:
    """The leading group to the round, the organ to its own page."""
    filed = objected(scene, scene.shown())
    own = f"/desk/results/{filed.estimate_id}/organs/{filed.organ_id}/"
    round_ = f"/desk/results/rounds/{scene.round.pk}/"
    for actor, back in ((scene.leading, round_), (scene.lead, own)):
        browser = desk(actor)
        assert f'href="{back}"' in html_of(browser.get(f"/desk/results/objections/{filed.pk}/"))
        assert browser.get(back).status_code == 200


class TestTimeToObject:
    def test_five_working_days_at_the_least(self, scene: Scene) -> None:
        shown = scene.shown()
        assert shown.object_until is not None
        days = [clock.today() + timedelta(days=n) for n in range(1, 8)]
        assert sum(day.weekday() < 5 for day in days if day <= shown.object_until) >= 5

    def test_nothing_is_published_before(self, scene: Scene) -> None:
        shown = scene.shown()
        with pytest.raises(StillObjecting):
            publishing.publish(actor=scene.leading, estimate=shown)

    def test_nor_while_an_objection_waits(self, scene: Scene) -> None:
        shown = scene.shown()
        objected(scene, shown)
        with scene.over(shown), pytest.raises(ObjectionsOpen):
            publishing.publish(actor=scene.leading, estimate=shown)

    def test_an_organ_objects_once_and_in_time(self, scene: Scene) -> None:
        shown = scene.shown()
        first = objected(scene, shown)
        with pytest.raises(ObjectedAlready):
            objected(scene, shown)
        objecting.withdraw(actor=scene.lead, objection=first)
        objected(scene, shown)
        with scene.over(shown), pytest.raises(ObjectionTooLate):
            objected(scene, shown)

    def test_nobody_objects_for_another_organ_or_before_it_is_shown(self, scene: Scene) -> None:
        estimate = scene.estimated()
        with pytest.raises(NotFound):
            objected(scene, estimate)
        shown = publishing.show(actor=scene.office, estimate=estimate)
        with pytest.raises(NotAllowed):
            objecting.file_objection(
                actor=scene.lead, estimate=shown, organ=scene.cast.organs[1], text="不对。"
            )


class TestTheDecision:
    def test_is_not_made_by_the_office_that_estimated(self, scene: Scene) -> None:
        filed = objected(scene, scene.shown())
        for actor in (scene.office, scene.lead):
            with pytest.raises(Refusal):
                objecting.reject(actor=actor, objection=filed, text="理由")

    def test_rejected_with_reasons_then_published(self, scene: Scene) -> None:
        shown = scene.shown()
        decided = objecting.reject(
            actor=scene.leading, objection=objected(scene, shown), text="样本框按名录抽取，无误。"
        )
        assert (decided.state, decided.decided_on) == (State.REJECTED, clock.today())
        with scene.over(shown):
            publishing.publish(actor=scene.leading, estimate=shown)
        scene.round.refresh_from_db()
        assert scene.round.state == RoundState.PUBLISHED

    def test_upheld_nothing_is_published_before_it_is_made_anew(self, scene: Scene) -> None:
        shown = scene.shown()
        filed = objected(scene, shown)
        objecting.uphold(
            actor=scene.leading, objection=filed, text="属实。", remedy=Remedy.WITHHELD
        )
        with scene.over(shown), pytest.raises(MadeAnewFirst):
            publishing.publish(actor=scene.leading, estimate=shown)
        again = scene.shown()
        sheet = sheet_of(again)
        (group,) = sheet.groups
        assert scene.cast.organs[0].name not in [line.name for line in group.lines]
        assert scene.cast.organs[0].name in [one.name for one in scene.cast.organs]
        assert not Estimate.objects.get(pk=shown.pk).stands
        with scene.over(again):
            assert publishing.publish(actor=scene.leading, estimate=again).estimate == again

    def test_the_office_makes_no_result_anew_over_an_objection(self, scene: Scene) -> None:
        shown = scene.shown()
        with pytest.raises(NothingUpheld):
            scene.estimated()
        filed = objected(scene, shown)
        with pytest.raises(ObjectionsOpen):
            scene.estimated()
        objecting.reject(actor=scene.leading, objection=filed, text="名录无误。")
        with pytest.raises(NothingUpheld):
            scene.estimated()
        assert Estimate.objects.get() == shown

    def test_before_publication_no_other_organ_reads_of_it(self, scene: Scene, desk: Any) -> None:
        filed = objected(scene, scene.shown())
        objecting.uphold(
            actor=scene.leading, objection=filed, text="属实。", remedy=Remedy.WITHHELD
        )
        again, second = scene.shown(), scene.cast.organs[1]
        other = scene.cast.province.actor("other", Role.LEAD, second)
        place = f"/desk/results/{again.pk}/organs/{second.pk}/"
        assert scene.cast.organs[0].name not in html_of(desk(other).get(place))
        with scene.over(again):
            publishing.publish(actor=scene.leading, estimate=again)
        assert scene.cast.organs[0].name in html_of(desk(other).get(place))

    def test_the_database_keeps_a_decision_without_reasons_out(self, scene: Scene) -> None:
        filed = objected(scene, scene.shown())
        with pytest.raises(IntegrityError), transaction.atomic():
            Objection.objects.filter(pk=filed.pk).update(state=State.REJECTED)


class TestThePublication:
    def test_what_is_public_is_what_the_journal_holds(self, scene: Scene) -> None:
        made = scene.published()
        told = [one for one in trail(scene.round.subject) if one.kind == "results.published"]
        assert [one.data["sha256"] for one in told] == [made.estimate.sha256]

    def test_taken_down_and_corrected_in_the_same_place(self, scene: Scene, client: Any) -> None:
        made = scene.published()
        round_ = scene.round
        place = f"/results/{round_.campaign.number_prefix}/{round_.number}/"
        assert scene.cast.organs[0].name in html_of(client.get(place))
        publishing.correct(actor=scene.leading, publication=made, text="权重录入有误。")
        answer = client.get(place)
        assert answer.status_code == 410
        page = html_of(answer)
        assert "权重录入有误。" in page
        assert scene.cast.organs[0].name not in page
        assert client.get(f"{place}export.json").status_code == 404
        assert client.get(f"{place}0/").status_code == 404

    def test_only_the_leading_group_publishes_or_corrects(self, scene: Scene) -> None:
        shown = scene.shown()
        with scene.over(shown), pytest.raises(NotAllowed):
            publishing.publish(actor=scene.office, estimate=shown)


class TestUses:
    def use(self, scene: Scene, made: Publication, **more: Any) -> Use:
        given: dict[str, Any] = {
            "organ": scene.cast.organs[0],
            "purpose": Purpose.PERFORMANCE,
            "decision": "示绩考〔2026〕3号",
            "decided_by": "示范省绩效办",
            "decided_on": clock.today(),
        }
        return uses.record_use(actor=scene.office, publication=made, **{**given, **more})

    def test_names_the_decision_and_no_person(self, scene: Scene) -> None:
        made = scene.published()
        with pytest.raises(TellsWho):
            self.use(scene, made, decided_by="张建国处长")
        recorded_by = self.use(scene, made).recorded_by
        assert recorded_by
        assert recorded_by.username == "office"

    def test_nothing_rests_on_a_corrected_result(self, scene: Scene) -> None:
        made = scene.published()
        self.use(scene, made)
        publishing.correct(actor=scene.leading, publication=made, text="权重录入有误。")
        with pytest.raises(NotPublished):
            self.use(scene, made, decision="示绩考〔2026〕4号")

    def test_nothing_is_entered_before_it_is_decided(self, scene: Scene) -> None:
        made = scene.published()
        with pytest.raises(DecidedLater):
            self.use(scene, made, decided_on=clock.today() + timedelta(days=1))

    def test_an_organ_that_was_not_rated_has_no_result_to_use(self, scene: Scene) -> None:
        with pytest.raises(NotPublished):
            self.use(scene, scene.published(), organ=scene.cast.province.office)

    def test_struck_out_it_stays_with_its_reason(self, scene: Scene, desk: Any) -> None:
        use = self.use(scene, scene.published())
        uses.strike(actor=scene.office, use=use, text="文号有误。")
        with pytest.raises(StruckAlready):
            uses.strike(actor=scene.office, use=use, text="另一个理由。")
        assert "文号有误。" in html_of(desk(scene.office).get("/desk/results/uses/"))
        assert "文号有误。" in html_of(desk(scene.lead).get("/desk/results/uses/"))
        other = scene.cast.province.actor("other", Role.LEAD, scene.cast.organs[1])
        assert "文号有误。" not in html_of(desk(other).get("/desk/results/uses/"))


class TestTheOrgansOwnPage:
    def test_shows_the_own_line_and_no_other_organ(self, scene: Scene, desk: Any) -> None:
        first, second, third = scene.cast.organs[:3]
        own = f"/desk/results/{scene.shown().pk}/organs/"
        page = html_of(desk(scene.lead).get(f"{own}{first.pk}/"))
        assert first.name in page
        assert third.name not in page
        assert desk(scene.lead).get(f"{own}{second.pk}/").status_code == 404
        for more in ("", "voices/"):
            place = f"/desk/results/rounds/{scene.round.pk}/{more}"
            assert desk(scene.lead).get(place).status_code == 403

    def test_objects_there(self, scene: Scene, desk: Any) -> None:
        place = f"/desk/results/{scene.shown().pk}/organs/{scene.cast.organs[0].pk}/"
        desk(scene.lead).submit(place, {"text": "样本框有误。"})
        filed = Objection.objects.get()
        its = f"/desk/results/objections/{filed.pk}/"
        desk(scene.leading).submit(its, {"reject-text": "名录无误。"}, form=f"{its}move/reject/")
        filed.refresh_from_db()
        assert filed.state == State.REJECTED
        assert "名录无误。" in html_of(desk(scene.lead).get(its))
