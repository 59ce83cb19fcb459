"""What is proposed, what is not, and to whom."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from tests.harness.clients import StrictClient, html_of
from tests.harness.province import FOUNDED
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.sorting.teacher import teaches

from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.sorting.models import Weighed
from youwei.listening.sorting.operations.learning import switch
from youwei.listening.sorting.queries.suggestions import advice_for
from youwei.listening.sorting.rules.targets import Target
from youwei.listening.sorting.web.case import suggestions

if TYPE_CHECKING:
    from youwei.listening.complaints.queries.receipts import Receipt

HandIn = Callable[..., "Receipt"]
Desk = Callable[[Actor], StrictClient]
COLD = "我家供暖一直不热，供暖费照交。"
WAGES = "老板拖欠工资三个月。"

pytestmark = pytest.mark.usefixtures("still")


def proposed(case: Case, target: Target) -> list[str]:
    return [one.code for one in advice_for(case).of(target)]


def page_of(case: Case) -> str:
    return reverse("cases:case", args=[case.number])


@pytest.fixture
def models(cast: Cast) -> int:
    organs = (str(cast.province.bureau.pk), str(cast.province.commission.pk))
    return teaches(
        cast,
        {
            Target.ORGAN: organs,
            Target.CATEGORY: ("construction", "education"),
            Target.THEME: ("unwilling.stalling", ""),
        },
    )


@pytest.fixture
def labour(cast: Cast) -> Organ:
    """The organ that the rulebook's rule on unpaid wages names."""
    province = cast.province
    return add_organ(
        actor=SYSTEM,
        jurisdiction=province.place,
        name="示范省人力资源和社会保障厅",
        valid_from=FOUNDED,
        group="government",
        superior=province.government,
    )


class TestWhatIsProposed:
    @pytest.mark.usefixtures("models")
    def test_answers_with_confidence_and_the_words_that_led_there(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        (found,) = advice_for(case_of(hand_in(text=COLD))).of(Target.CATEGORY)
        assert (found.code, found.version) == ("construction", 1)
        assert "供暖" in found.because
        assert found.confidence is not None
        assert found.confidence >= 55

    @pytest.mark.usefixtures("models")
    def test_says_nothing_of_what_it_does_not_know(self, hand_in: HandIn) -> None:
        assert advice_for(case_of(hand_in(text="蓝天白云，一切都好。"))).suggestions == ()

    @pytest.mark.usefixtures("models")
    def test_that_there_is_no_theme_is_no_suggestion(self, hand_in: HandIn) -> None:
        assert proposed(case_of(hand_in(text="学校补课收费")), Target.THEME) == []

    @pytest.mark.usefixtures("models")
    def test_a_rule_speaks_before_the_model(self, hand_in: HandIn) -> None:
        case = case_of(hand_in(text=f"{COLD}他们还说我行贿。"))
        (found,) = advice_for(case).of(Target.CATEGORY)
        assert found.route is not None
        assert (found.code, found.route.code) == ("discipline", "bribery")
        assert [fit.route.propose.transfer for fit in advice_for(case).transfers] == ["discipline"]

    @pytest.mark.usefixtures("models")
    def test_switched_off_only_the_rules_speak(self, cast: Cast, hand_in: HandIn) -> None:
        switch(actor=cast.office, campaign=cast.province.campaign, on=False)
        assert advice_for(case_of(hand_in(text=COLD))).suggestions == ()
        switch(actor=cast.office, campaign=cast.province.campaign, on=True)
        assert proposed(case_of(hand_in(text=COLD)), Target.CATEGORY) == ["construction"]


@pytest.mark.usefixtures("models")
class TestConduct:
    """The model says "the bureau" of everything about heating; a rule of the rulebook says the
    organ of labour of unpaid wages.
    """

    def test_an_ordinary_case_may_go_to_the_organ_that_it_is_about(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        case = case_of(hand_in(text=COLD, about_organ=cast.province.bureau))
        assert proposed(case, Target.ORGAN) == [str(cast.province.bureau.pk)]

    def test_the_model_knows_no_organ_for_it(self, cast: Cast, hand_in: HandIn) -> None:
        """What it learned from other cases would send it to somebody who has no part in it."""
        about = cast.province.commission
        case = case_of(hand_in(text=COLD, kind="conduct", about_organ=about))
        advice = advice_for(case)
        assert advice.of(Target.CATEGORY)
        assert advice.of(Target.ORGAN) == ()
        assert Target.ORGAN not in advice.asked

    def test_nor_for_one_that_was_about_conduct_before(self, cast: Cast, hand_in: HandIn) -> None:
        about = cast.province.bureau
        case = case_of(hand_in(text=COLD, kind="conduct", about_organ=about))
        case = triage.sort(
            actor=cast.office,
            case=case,
            kind="request",
            about_organ=cast.province.commission,
            themes=[],
        )
        assert proposed(case, Target.ORGAN) == []

    def test_a_rule_may_propose_another_organ(
        self, cast: Cast, hand_in: HandIn, labour: Organ
    ) -> None:
        about = cast.province.commission
        case = case_of(hand_in(text=WAGES, kind="conduct", about_organ=about))
        assert proposed(case, Target.ORGAN) == [str(labour.pk)]

    def test_but_never_the_organ_concerned(
        self, cast: Cast, hand_in: HandIn, labour: Organ
    ) -> None:
        case = case_of(hand_in(text=WAGES, kind="conduct", about_organ=labour))
        assert proposed(case, Target.ORGAN) == []

    def test_nor_the_organ_that_depends_on_it(
        self, cast: Cast, hand_in: HandIn, labour: Organ
    ) -> None:
        """The government leads it: what depends on the organ concerned is closed."""
        about = cast.province.government
        case = case_of(hand_in(text=WAGES, kind="conduct", about_organ=about))
        assert proposed(case, Target.ORGAN) == []

    def test_nor_any_while_none_is_named(self, hand_in: HandIn, labour: Organ) -> None:
        assert proposed(case_of(hand_in(text=WAGES, kind="conduct")), Target.ORGAN) == []

    def test_a_case_that_could_be_about_conduct_is_treated_as_such(
        self, cast: Cast, hand_in: HandIn, labour: Organ
    ) -> None:
        teaches(
            cast,
            {
                Target.ORGAN: (str(cast.province.bureau.pk), str(cast.province.commission.pk)),
                Target.KIND: ("conduct", "consultation"),
            },
        )
        case = case_of(hand_in(text=COLD, about_organ=cast.province.commission))
        assert proposed(case, Target.KIND) == ["conduct"]
        assert proposed(case, Target.ORGAN) == []
        case = case_of(hand_in(text=f"{COLD}{WAGES}", about_organ=labour))
        assert proposed(case, Target.KIND) == ["conduct"]
        assert proposed(case, Target.ORGAN) == []


@pytest.mark.usefixtures("models")
class TestWhoSees:
    def test_those_who_sort_it_and_nothing_is_applied_by_looking(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        case = case_of(hand_in(text=COLD))
        browser = desk(cast.office)
        shown = html_of(browser.get(page_of(case)))
        assert "城乡建设" in shown
        assert "“供暖”" in shown
        filled = html_of(browser.get(f"{page_of(case)}?category-category=construction"))
        assert '<option value="construction" selected>' in filled
        assert not Case.objects.exclude(category="").exists()
        assert not Weighed.objects.exists()

    def test_an_address_chooses_and_writes_no_words(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        case = case_of(hand_in(text=COLD))
        address = f"{page_of(case)}?write-text=别人的话&sort-kind=nonsense"
        shown = html_of(desk(cast.office).get(address))
        assert "别人的话</textarea>" not in shown
        assert 'value="nonsense"' not in shown

    def test_the_handling_organ_does_not(self, cast: Cast, hand_in: HandIn) -> None:
        case = triage.accept(actor=cast.office, case=case_of(hand_in(text=COLD)))
        sending.dispatch(
            actor=cast.office,
            case=case,
            owner=cast.province.bureau,
            verifier=cast.province.commission,
        )
        case.refresh_from_db()
        assert suggestions(cast.bureau, case) is None

    def test_whoever_declared_an_interest_does_not(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        case = case_of(hand_in(text=COLD, about_organ=cast.province.bureau))
        assert cast.office.account_id is not None
        account = Account.objects.get(pk=cast.office.account_id)
        assert suggestions(cast.office, case) is not None
        declare_recusal(
            actor=cast.office,
            account=account,
            organ=cast.province.bureau,
            reason_code=Interest.KIN,
        )
        recused = actor_for(account, clock.today())
        assert suggestions(recused, case) is None
        assert desk(recused).get(page_of(case)).status_code == 404

    def test_nor_the_office_that_serves_the_organ_concerned(
        self, cast: Cast, hand_in: HandIn
    ) -> None:
        case = case_of(hand_in(text=COLD, kind="conduct", about_organ=cast.province.office))
        assert suggestions(cast.office, case) is None
        assert suggestions(cast.leading, case) is not None


class TestUrgent:
    def test_a_mark_in_the_queue_and_a_notice_on_the_case(
        self, cast: Cast, hand_in: HandIn, desk: Desk
    ) -> None:
        urgent = case_of(hand_in(text="我不想活了。", summary="没有人管"))
        case_of(hand_in(text="我 不 想\n活 了。", summary="没有人管"))
        calm = case_of(hand_in(text=COLD, summary="供暖"))
        browser = desk(cast.office)
        assert html_of(browser.get("/desk/cases/")).count("紧急</span>") == 2
        assert "立即拨打110" in html_of(browser.get(page_of(urgent)))
        assert "立即拨打110" not in html_of(browser.get(page_of(calm)))

    def test_it_stands_first_until_it_is_sent(self, cast: Cast, hand_in: HandIn) -> None:
        from youwei.listening.complaints.operations.triage import refuse
        from youwei.listening.complaints.queries.cases import QueueFilter, queue

        calm = case_of(hand_in(text=COLD))
        urgent = case_of(hand_in(text="我不想活了。"))
        assert list(queue(cast.office, QueueFilter())) == [urgent, calm]
        refuse(actor=cast.office, case=urgent, ground="court-or-arbitration", explanation="")
        assert list(queue(cast.office, QueueFilter())) == [calm, urgent]

    def test_a_job_judges_anew_what_waits(self, cast: Cast, hand_in: HandIn) -> None:
        from youwei.listening.complaints.jobs import judge_urgency

        urgent = case_of(hand_in(text="我不想活了。"))
        hand_in(text=COLD)
        Case.objects.filter(pk=urgent.pk).update(urgent=False)
        assert (judge_urgency(), judge_urgency()) == (1, 0)
        urgent.refresh_from_db()
        assert urgent.urgent

    def test_the_queue_asks_no_more_for_more_cases(
        self,
        cast: Cast,
        hand_in: HandIn,
        desk: Desk,
        same_queries: Callable[..., int],
    ) -> None:
        def rows(n: int) -> None:
            for _ in range(n):
                hand_in(text="我不想活了。")

        same_queries(rows, "/desk/cases/", desk(cast.office))

    def test_the_one_who_handles_is_not_told_by_it(self, cast: Cast, hand_in: HandIn) -> None:
        from youwei.listening.sorting.web.case import urgency

        case = case_of(hand_in(text="我不想活了。", about_organ=cast.province.bureau))
        assert urgency(cast.bureau, case) is None
        clerk = cast.province.actor("clerk", Role.CLERK, cast.province.office)
        assert urgency(clerk, case) is None
