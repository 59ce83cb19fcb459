"""The small province, as it stands in the database after its nine months."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.models import F, Q

from tests.harness.fixtures import signed_in
from tests.simulation.test_planning import REAL
from youwei.foundation.duties import access as duty_access
from youwei.foundation.duties.models import Duty, Escalation, Extension, Recheck
from youwei.foundation.duties.queries import inbox, lit
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.queries.verifying import verify
from youwei.foundation.organs.models import Mark, Organ, OrganSuccession, Post
from youwei.foundation.organs.queries import circle
from youwei.foundation.people.models import Account, Recusal
from youwei.foundation.people.queries import actor_for, demo_logins
from youwei.foundation.people.rules.demo import DEMO_PASSWORD
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Role
from youwei.listening.complaints import access as case_access
from youwei.listening.complaints.models import Case, Message, Rating, Statement
from youwei.listening.complaints.queries.receipts import case_by_code
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.states import State
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.rules.states import OUT
from youwei.simulation.establishing import FOUNDED
from youwei.simulation.truth import read
from youwei.simulation.year import Built
from youwei.text.identifying import find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def states(rows: Any, field: str = "state") -> set[Any]:
    return set(rows.order_by().values_list(field, flat=True))


def about_conduct() -> Any:
    return Case.objects.filter(kind=CONDUCT, about_organ__isnull=False)


def test_every_state_of_a_case_and_of_a_duty_is_there() -> None:
    assert states(Case.objects) == {state.value for state in State}
    assert states(Duty.objects) == {state.value for state in DutyState}


def test_every_light_is_there() -> None:
    assert states(lit(Duty.objects.all(), clock.today()), "shown_light") == set(Light)


def test_what_happens_to_duties_happens() -> None:
    assert states(Extension.objects, "granted") == {None, True, False}
    assert states(Recheck.objects, "holds") == {None, True, False}
    assert Recheck.objects.filter(done_at=None, due_on__lte=clock.today()).exists()
    assert Duty.objects.exclude(offered_to=None).exists()
    assert Duty.objects.filter(times_sent_back__gt=0).exists()
    assert Duty.objects.filter(times_reopened__gt=0).exists()
    assert Duty.objects.exclude(assignee=None).exists()
    told = {"owner", "owner_lead", "office", "leading_group"}
    assert states(Escalation.objects, "to") == told


def test_what_happens_to_cases_happens() -> None:
    assert Case.objects.filter(times_reopened__gt=0).exists()
    assert Case.objects.filter(state=State.MERGED).exists()
    assert Case.objects.filter(state=State.RECEIVED, triage_due_on__lt=clock.today()).exists()
    assert Case.objects.filter(state=State.CLOSED, ratings=None).exists()  # silence is no rating
    assert {"not-clear", "satisfied", "dissatisfied"} <= states(Rating.objects, "level")
    assert {True, False} == states(Message.objects, "from_writer")
    assert EvidenceFile.objects.exists()


def test_statements_wait_are_passed_on_and_are_taken_back() -> None:
    passed = Q(passed_on_at__isnull=False)
    taken = Q(taken_back_at__isnull=False)
    assert Statement.objects.filter(passed).exists()
    assert Statement.objects.filter(taken).exists()
    assert Statement.objects.exclude(passed | taken).exists()


def test_central_feedback_is_written_sent_and_settled() -> None:
    assert {"draft", "released", "settled"} <= states(Batch.objects)
    letters = Batch.objects.filter(state__in=OUT)
    for item in Item.objects.filter(batch__in=letters):
        assert find(f"{item.text}\n{item.demand}") == ()
        assert item.sources.count() > 1
        assert item.approved_by_id != item.written_by_id


def test_a_complaint_about_the_office_waits_for_the_leading_group() -> None:
    office = Organ.objects.get(office_of__isnull=False)
    case = about_conduct().filter(about_organ=office, state=State.RECEIVED).get()
    sees = {
        account.username
        for account in Account.objects.filter(is_active=True)
        if case_access.visible_to(actor_for(account, clock.today())).filter(pk=case.pk).exists()
    }
    assert sees == {"leading"}


def test_the_journal_verifies_and_tells_only_of_the_past(built: Built) -> None:
    found = verify()
    assert found.first_bad is None
    assert found.checked > built.cases * 5
    assert not JournalEvent.objects.filter(at__gt=clock.now()).exists()


def test_bad_organs_are_later_than_good_ones_and_more_complained_about() -> None:
    truth = read(settings.YOUWEI_DATA)

    def late(organs: Any) -> float:
        owed = Duty.objects.filter(owner__in=[one.organ_id for one in organs], kind="complaint")
        overdue = Q(state__in=["assigned", "handling"], due_on__lt=clock.today())
        return owed.filter(overdue | Q(reported_on__gt=F("due_on"))).count() / owed.count()

    def blamed(organs: Any) -> int:
        names = [one.organ_id for one in organs]
        count: int = about_conduct().filter(about_organ__in=names).count()
        return count

    assert late(truth.bad) > late(truth.good) + 0.2
    assert blamed(truth.bad) > blamed(truth.good)


def test_the_truth_stands_in_no_page_and_no_row(built: Built) -> None:
    names = {field.name for model in (Organ, Account, Case, Duty) for field in model._meta.fields}
    assert not names & {"planted", "truth", "bad", "good"}
    assert read(settings.YOUWEI_DATA) == built.truth


def serving(organ: Organ) -> Iterator[Account]:
    around = circle([organ.pk])
    for account in Account.objects.filter(is_active=True):
        if actor_for(account, clock.today()).organ_ids & around:
            yield account


def test_no_complaint_about_conduct_is_visible_to_anybody_of_its_organ() -> None:
    organs = Organ.objects.filter(pk__in=about_conduct().values("about_organ"))
    assert len(organs) >= 3
    for organ in organs:
        about = about_conduct().filter(about_organ__in=circle([organ.pk]))
        for account in serving(organ):
            actor = actor_for(account, clock.today())
            assert not case_access.visible_to(actor).filter(pk__in=about.values("pk")).exists()
            assert not duty_access.visible_to(actor).filter(shielded_from=organ).exists()


def test_nor_does_a_page_of_theirs_name_it() -> None:
    bad = Organ.objects.get(pk=read(settings.YOUWEI_DATA).bad[0].organ_id)
    about = list(about_conduct().filter(about_organ=bad))
    hidden = {case.number for case in about}
    hidden |= set(Duty.objects.filter(shielded_from=bad).values_list("number", flat=True))
    hidden |= {case.text[:30] for case in about}
    accounts = list(serving(bad))
    assert about
    assert accounts
    for account in accounts:
        browser = signed_in(account)
        for page in ("/desk/", "/desk/ledger/", "/desk/cases/"):
            shown = browser.get(page).content.decode()
            assert not [word for word in hidden if word in shown], (account.username, page)
        for case in about[:3]:
            assert browser.get(f"/desk/cases/{case.number}/").status_code == 404


def test_no_allegation_is_stored() -> None:
    assert not Case.objects.filter(kind=ALLEGATION).exists()


def test_no_real_name_stands_in_the_database() -> None:
    words = "".join(
        str(value)
        for rows in (
            Case.objects.values_list("summary", "text"),
            Duty.objects.values_list("title", "statement", "result"),
            Message.objects.values_list("text", "sender"),
            Account.objects.values_list("name", "email"),
            Organ.objects.values_list("name", "short_name"),
            Post.objects.values_list("title", "mark"),
        )
        for row in rows
        for value in row
    )
    assert [name for name in REAL if name in words] == []


def test_organs_change_and_keep_their_history() -> None:
    assert states(OrganSuccession.objects, "how") == {"renamed", "merged"}
    assert set(Mark.values) == states(Post.objects, "mark")


def test_an_interest_is_declared_and_a_leaver_hands_over() -> None:
    assert Recusal.objects.get().account.username == "office2"
    leaver = Account.objects.get(is_active=False)
    event = JournalEvent.objects.filter(subject=leaver.subject, kind="people.account_left").get()
    assert event.data["successor"]
    assert not Duty.objects.filter(assignee=leaver, state="handling").exists()


def test_the_logins_of_the_demo_open_their_pages(settings: Any) -> None:
    settings.DEMO = True
    logins = {login.username: login for login in demo_logins()}
    assert {"office", "handler", "lead", "checker", "leading", "clerk"} <= set(logins)
    for username in logins:
        browser = signed_in(Account.objects.get(username=username))
        assert browser.get("/desk/", follow=True).status_code == 200
    assert Account.objects.get(username="office").check_password(DEMO_PASSWORD)


def test_administrators_are_three_and_hold_nothing_else() -> None:
    held = {
        name: {grant.role for grant in actor_for(account, clock.today()).grants}
        for name in ("system", "security", "audit")
        for account in [Account.objects.get(username=name)]
    }
    assert set().union(*held.values()) == ADMINISTRATORS
    assert all(len(roles) == 1 for roles in held.values())


def test_the_handler_meets_work_of_every_sort() -> None:
    box = inbox(actor_for(Account.objects.get(username="handler"), clock.today()))
    assert box.to_accept
    assert box.to_do
    assert box.offered
    assert box.escalated


def test_office_and_checker_have_something_to_decide() -> None:
    office = inbox(actor_for(Account.objects.get(username="office"), clock.today()))
    assert office.to_check
    assert office.objections
    assert office.extensions
    assert office.rechecks
    checker = inbox(actor_for(Account.objects.get(username="checker"), clock.today()))
    assert checker.to_check


def test_everybody_who_holds_a_role_held_it_from_the_founding() -> None:
    """A discipline body has recipients instead of leads."""
    leads = Account.objects.filter(grants__role=Role.LEAD, grants__starts=FOUNDED)
    received = Account.objects.filter(grants__role=Role.DISCIPLINE, grants__starts=FOUNDED)
    bodies = received.values("grants__organ")
    led = Organ.objects.filter(valid_from=FOUNDED).exclude(pk__in=bodies)
    assert leads.count() == led.count()
    assert received.exists()


def test_the_receipts_that_are_told_open_their_cases(built: Built) -> None:
    found = [case_by_code(one.number, one.code).state for one in built.receipts]
    assert found == [State.HANDLING, State.ANSWERED]


def test_figures_are_those_that_one_counts_by_hand_among_the_cases_one_may_read() -> None:
    """Also for whoever declared an interest: exactly the cases of `triage_scope`."""
    from collections import Counter
    from datetime import date

    from youwei.listening.figures.access import counted_by
    from youwei.listening.figures.models import Answer
    from youwei.listening.figures.queries.tables import exact
    from youwei.listening.figures.rules.dimensions import Dimension
    from youwei.listening.figures.rules.periods import Period
    from youwei.listening.figures.rules.tables import Layout

    period = Period(date(2000, 1, 1), date(2099, 1, 1))
    counting = 0
    for account in Account.objects.order_by("pk"):
        actor = actor_for(account, clock.today())
        campaign = counted_by(actor).first()
        if campaign is None:
            continue
        counting += 1
        lines = exact(actor, campaign, Layout(Dimension.CHANNEL), period)
        scope = case_access.triage_scope(actor).filter(campaign=campaign)
        by_hand = Counter(scope.values_list("channel", flat=True))
        assert {row: lines.cells[row, ""]["received"] for row in lines.rows} == by_hand
        given = Counter(Answer.objects.values_list("case", flat=True))
        assert lines.total["answered"] == sum(
            given[case.merged_into_id or case.pk] for case in scope
        )
    assert counting > 2
