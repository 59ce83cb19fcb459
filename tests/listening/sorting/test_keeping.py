"""What is kept of a suggestion, of a decision and of what was learned."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.sorting.teacher import ENDS, HEAT, SCHOOL, decided, teaches

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import Refusal
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.sorting.jobs import learn_anew
from youwei.listening.sorting.models import Learned, Weighed
from youwei.listening.sorting.operations.categorising import set_category
from youwei.listening.sorting.operations.learning import keep_models, switch
from youwei.listening.sorting.queries.lessons import decided_cases, lesson_for
from youwei.listening.sorting.queries.models import ModelChanged, classifier_of, present_models
from youwei.listening.sorting.queries.teaching import teach
from youwei.listening.sorting.rules.refusals import NotOfTheOffice, TooFewCases, UnknownCategory
from youwei.listening.sorting.rules.targets import Target

if TYPE_CHECKING:
    from youwei.listening.complaints.queries.receipts import Receipt

HandIn = Callable[..., "Receipt"]
Desk = Callable[[Actor], StrictClient]
COLD = "我家供暖一直不热，供暖费照交。"

pytestmark = pytest.mark.usefixtures("still")


def rows(case: Case) -> list[tuple[str, str, str, int | None]]:
    fields = ("target", "suggested", "decided", "version")
    return list(Weighed.objects.filter(case=case).values_list(*fields))


class TestSuggestionAndDecision:
    def test_stand_side_by_side_for_each_that_was_decided(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        province = cast.province
        bureau, commission = str(province.bureau.pk), str(province.commission.pk)
        teaches(
            cast,
            {
                Target.KIND: ("consultation", "suggestion"),
                Target.ORGAN: (bureau, commission),
                Target.CATEGORY: ("construction", "education"),
            },
        )
        case = triage.accept(actor=cast.office, case=case_of(hand_in(text=COLD)))
        set_category(actor=cast.office, case=case, code="construction.housing")
        sending.dispatch(
            actor=cast.office, case=case, owner=province.commission, verifier=province.bureau
        )
        assert rows(case) == [
            ("kind", "consultation", "request", 1),
            ("category", "construction", "construction.housing", 1),
            ("organ", bureau, commission, 1),
        ]

    def test_silence_is_kept_too(self, cast: Cast, hand_in: HandIn) -> None:
        teaches(cast, {Target.KIND: ("consultation", "suggestion")})
        case = triage.accept(actor=cast.office, case=case_of(hand_in(text="蓝天白云。")))
        assert rows(case) == [("kind", "", "request", 1)]

    def test_without_rules_and_models_nothing_is_kept(self, cast: Cast, hand_in: HandIn) -> None:
        case = triage.accept(actor=cast.office, case=case_of(hand_in(text="蓝天白云。")))
        assert rows(case) == []

    def test_nobody_is_named_beside_it(self, cast: Cast, hand_in: HandIn) -> None:
        teaches(cast, {Target.KIND: ("consultation", "suggestion")})
        triage.accept(actor=cast.office, case=case_of(hand_in(text=COLD)))
        (event,) = JournalEvent.objects.filter(kind="sorting.weighed")
        assert (event.actor_kind, event.actor_id) == ("system", None)
        assert event.data == {"kept": 1}
        assert not [f for f in Weighed._meta.get_fields() if "account" in f.name]


class TestCategory:
    def test_is_set_by_whoever_sorts_the_case(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        case = case_of(hand_in(text=COLD))
        page = reverse("cases:case", args=[case.number])
        browser = desk(cast.office)
        browser.submit(
            page, {"category-category": "construction.housing"}, form=f"{page}move/category/"
        )
        assert Case.objects.get(pk=case.pk).category == "construction.housing"
        assert "住房保障与房地产" in html_of(browser.get(page))

    @pytest.mark.parametrize("who", ["bureau", "agency", "commission"])
    def test_by_nobody_else(self, cast: Cast, hand_in: HandIn, who: str) -> None:
        case = case_of(hand_in(text=COLD))
        with pytest.raises(Refusal):
            set_category(actor=getattr(cast, who), case=case, code="construction")
        assert not Case.objects.exclude(category="").exists()

    def test_only_to_one_of_the_rulebook(self, cast: Cast, hand_in: HandIn) -> None:
        with pytest.raises(UnknownCategory):
            set_category(actor=cast.office, case=case_of(hand_in(text=COLD)), code="weather")


class TestLearning:
    def decide(self, cast: Cast) -> list[Case]:
        texts = [text + end for text in HEAT for end in (*ENDS, "阀门")]
        others = [text + end for text in SCHOOL for end in (*ENDS, "课桌")]
        cases = decided(cast, texts) + decided(cast, others, kind="consultation")
        for case in cases:
            case.category = "education" if case.kind != "request" else "construction"
        Case.objects.bulk_update(cases, ["category"])
        return cases

    def test_from_what_was_decided_and_into_a_row(self, cast: Cast) -> None:
        self.decide(cast)
        campaign = cast.province.campaign
        assert keep_models(actor=cast.office, campaign=campaign, taught=teach(campaign)) == 1
        found = present_models(campaign)
        assert set(found) == {Target.KIND, Target.CATEGORY}
        report = found[Target.CATEGORY].report
        assert report["accuracy"] > 0.9
        assert {one["label"]: one["texts"] for one in report["labels"]} == {
            "construction": 16,
            "education": 16,
        }

    def test_a_word_of_few_people_is_not_in_the_model(self, cast: Cast) -> None:
        """Nor one that a person repeats in the same words."""
        self.decide(cast)
        decided(cast, ["张三丰的胡同口供暖不热"] * 6 + ["供暖不热，胡同口"] * 2)
        campaign = cast.province.campaign
        keep_models(actor=cast.office, campaign=campaign, taught=teach(campaign))
        for row in present_models(campaign).values():
            words = classifier_of(row).weighing.terms
            assert "供暖" in words
            assert not any("胡同" in word or "三丰" in word for word in words)

    def test_complaints_about_conduct_teach_nothing_about_organs(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        province = cast.province
        about = province.bureau
        case = case_of(hand_in(text=COLD, kind="conduct", about_organ=about))
        case = triage.accept(actor=cast.office, case=case)
        sending.dispatch(
            actor=cast.office, case=case, owner=province.commission, verifier=province.government
        )
        from youwei.foundation.campaigns.queries import rules_of
        from youwei.listening.sorting.queries.lessons import _by_organ

        settings = rules_of(province.campaign).sorting
        assert settings is not None
        told = decided_cases(province.campaign, settings)
        assert [one.pk for one in told] == [case.pk]
        assert list(_by_organ(told)) == []

    def test_too_few_cases_teach_nothing(self, cast: Cast) -> None:
        decided(cast, [HEAT[0]])
        campaign = cast.province.campaign
        assert teach(campaign) == ()
        with pytest.raises(TooFewCases):
            keep_models(actor=cast.office, campaign=campaign, taught=())
        assert lesson_for(Target.ORGAN, campaign, ()) is None

    def test_the_job_learns_only_after_a_decision(self, cast: Cast, hand_in: HandIn) -> None:
        self.decide(cast)
        assert learn_anew() == 0
        triage.accept(actor=cast.office, case=case_of(hand_in(text=COLD)))
        assert learn_anew() == 1
        assert learn_anew() == 0

    def test_an_earlier_version_keeps_its_report_only(self, cast: Cast) -> None:
        for _ in range(2):
            teaches(cast, {Target.KIND: ("consultation", "suggestion")})
        rows = Learned.objects.order_by("version")
        assert [(row.version, bool(row.parameters), bool(row.report)) for row in rows] == [
            (1, False, True),
            (2, True, True),
        ]

    def test_a_model_that_was_changed_does_not_speak(self, cast: Cast) -> None:
        teaches(cast, {Target.KIND: ("consultation", "suggestion")})
        Learned.objects.update(digest="0" * 64)
        with pytest.raises(ModelChanged):
            classifier_of(Learned.objects.get())


class TestThePage:
    URL = "/desk/suggestions/"

    def test_says_how_well_it_does_and_never_an_exact_count(self, cast: Cast, desk: Desk) -> None:
        teaches(cast, {Target.KIND: ("consultation", "suggestion")})
        shown = html_of(desk(cast.office).get(self.URL))
        assert "不少于20件" in shown
        assert '<td data-label="件数（不少于）">10</td>' in shown
        assert "咨询" in shown

    def test_says_how_often_it_was_taken_in_practice(self, cast: Cast, desk: Desk) -> None:
        """A rule's proposals, and what it did not say, are not its merit; a category under the one
        that it named is.
        """
        teaches(cast, {Target.CATEGORY: ("construction", "education")})
        cases = decided(cast, ["供暖"] * 14)
        kept = {"target": Target.CATEGORY, "source": "model"}
        answers = [
            *[("construction", "construction.housing")] * 8,
            *[("construction", "education")] * 1,
            *[("", "education")] * 4,
        ]
        rows = [
            Weighed(case=case, suggested=suggested, decided=code, **kept)
            for case, (suggested, code) in zip(cases, answers, strict=False)
        ]
        ruled = kept | {"source": "rule:x", "suggested": "education", "decided": "education"}
        Weighed.objects.bulk_create([*rows, *(Weighed(case=case, **ruled) for case in cases)])
        browser = desk(cast.office)
        assert "给出建议的不足10件，暂不统计" in html_of(browser.get(self.URL))
        Weighed.objects.create(
            case=cases[13], suggested="construction", decided="construction", **kept
        )
        assert "近期给出建议的不少于10件中，90%与最后决定一致" in html_of(browser.get(self.URL))

    def test_the_office_learns_anew_and_switches(self, cast: Cast, desk: Desk) -> None:
        TestLearning().decide(cast)
        browser, pk = desk(cast.office), cast.province.campaign.pk
        browser.submit(self.URL, {}, form=f"{self.URL}{pk}/learn/")
        assert Learned.objects.filter(version=1).exists()
        browser.submit(self.URL, {}, form=f"{self.URL}{pk}/switch/")
        assert "已停用" in html_of(browser.get(self.URL))

    def test_too_few_cases_are_told(self, cast: Cast, desk: Desk) -> None:
        address = f"{self.URL}{cast.province.campaign.pk}/learn/"
        answer = desk(cast.office).send(address)
        assert answer.status_code == 409
        assert "已办理的件数不足" in html_of(answer)

    def test_an_organ_has_no_part_in_it(self, cast: Cast, desk: Desk) -> None:
        campaign = cast.province.campaign
        assert desk(cast.bureau).get(self.URL).status_code == 403
        assert desk(cast.bureau).send(f"{self.URL}{campaign.pk}/learn/").status_code == 403
        with pytest.raises(NotOfTheOffice):
            switch(actor=cast.leading, campaign=campaign, on=False)
        system = cast.province.actor("system", Role.SYSTEM_ADMIN, cast.province.government)
        switch(actor=system, campaign=campaign, on=False)
