"""The journal as the audit administrator reads it."""

from datetime import timedelta
from typing import Any

import pytest
from tests.foundation.people.made import person
from tests.harness.clients import html_of

from youwei.foundation.journal.jobs import verify_journal
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.queries.reading import PER_PAGE
from youwei.foundation.people import operations as do
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
PAGE = "/desk/journal/"


@pytest.fixture
def auditor() -> Account:
    return person(None, Role.AUDIT_ADMIN, name="审计员")


def shown(browser: Any, **query: Any) -> list[int]:
    return [line["event"].pk for line in browser.get(PAGE, query).context["lines"]]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_ADMIN])
def test_nobody_else_reads_it(role: Role, desk: Any) -> None:
    assert desk(person(None, role)).get(PAGE).status_code == 403


def test_it_is_searched_by_what_who_about_and_when(desk: Any) -> None:
    with clock.at(clock.now() - timedelta(days=9)):
        old = person(name="王芳")
    browser = desk(person(old.organ, Role.AUDIT_ADMIN))
    do.change_name(actor=SYSTEM, account=old, name="王方")
    changed = JournalEvent.objects.get(kind="people.name_changed").pk
    assert shown(browser, kind="people.name_changed") == [changed]
    assert changed in shown(browser, who="system")
    assert shown(browser, who="王") == []
    assert changed in shown(browser, about=old.subject)
    today = clock.today()
    before = shown(browser, until=str(today - timedelta(days=1)))
    assert before
    assert changed not in before
    assert changed in shown(browser, first=str(today))
    assert set(before) & set(shown(browser, first=str(today))) == set()
    for query in ({"kind": "x", "first": "x", "before": "x"}, {"before": "9" * 18}):
        assert browser.get(PAGE, query).status_code == 200


def test_it_is_paged_without_counting(auditor: Account, desk: Any, same_queries: Any) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            do.change_name(actor=SYSTEM, account=auditor, name="审计员")

    assert same_queries(more, PAGE, desk(auditor)) < 20
    more(PER_PAGE)
    browser, seen, before = desk(auditor), list[int](), None
    while True:
        found = browser.get(PAGE, {"before": before} if before else {})
        seen += [line["event"].pk for line in found.context["lines"]]
        before = found.context["older"]
        if before is None:
            break
    everything = JournalEvent.objects.order_by("-id").values_list("id", flat=True)
    assert seen == list(everything)


def test_a_row_that_was_changed_stands_out(auditor: Account, desk: Any) -> None:
    browser = desk(auditor)
    assert browser.get(PAGE).context["broken"] == []
    row = JournalEvent.objects.order_by("id").last()
    assert row is not None
    # Past the model, as somebody with the database would.
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_journalevent SET actor_label = 'x' WHERE id = %s", [row.pk])
    page = browser.get(PAGE)
    assert page.context["broken"] == [row.pk]
    verify_journal()
    assert f"{row.pk}" in browser.get(PAGE).context["fault"]


def test_the_nightly_check_is_told(auditor: Account, desk: Any) -> None:
    browser = desk(auditor)
    assert browser.get(PAGE).context["checked"] is None
    assert verify_journal() == JournalEvent.objects.count()
    page = browser.get(PAGE)
    assert page.context["fault"] == ""
    assert f"{JournalEvent.objects.count()} " in html_of(page).replace("\xa0", " ")


def test_looking_writes_nothing(auditor: Account, desk: Any) -> None:
    browser = desk(auditor)
    browser.get(PAGE)
    before = JournalEvent.objects.count()
    browser.get(PAGE, {"kind": "people.role_granted"})
    assert browser.send(PAGE).status_code == 405
    assert JournalEvent.objects.count() == before


def test_no_number_of_a_case_stands_there() -> None:
    from youwei.foundation.journal.web.desk import NUMBER

    for number in ("SF16-MDWY-A5QS", "SF16-DVD37YW7", "HB26-1234-5678"):
        assert NUMBER.fullmatch(number)
    for label in ("hebei-2016 1.0", "2026-11-23", "owner_lead", "M00001"):
        assert not NUMBER.search(label)
