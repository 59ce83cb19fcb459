"""A category that another system gave is kept, and the queue can be narrowed by it."""

import pytest
from tests.listening.complaints.cast import Cast

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.importing import take_over
from youwei.listening.complaints.queries.cases import queue
from youwei.listening.complaints.rules.messages import ForeignMessage, columns_of
from youwei.listening.complaints.web.desk_forms import QueueForm
from youwei.listening.sorting.models import Weighed
from youwei.listening.sorting.web import in_queue

pytestmark = pytest.mark.usefixtures("still")


def imported(cast: Cast, number: str, category: str) -> Case:
    return take_over(
        actor=cast.office,
        campaign=cast.province.campaign,
        channel="hotline-12345",
        kind="request",
        message=ForeignMessage(number, "", "供暖不热。", clock.now(), category=category),
    )


def test_it_is_kept_by_code_or_name_and_weighs_no_suggestion(cast: Cast) -> None:
    book = rules_of(cast.province.campaign)
    one = book.categories[0]
    by_name, by_code = imported(cast, "1", one.name.zh), imported(cast, "2", one.code)
    unknown, without = imported(cast, "3", "天气"), imported(cast, "4", "")
    too_long = imported(cast, "5", "二" * 300)
    kept = dict(Case.objects.exclude(category="").values_list("pk", "category"))
    assert kept == {by_name.pk: one.code, by_code.pk: one.code}
    assert not Weighed.objects.exists()
    form = QueueForm({"category": one.code}, rulebook=book)
    assert list(queue(cast.office, form.wanted())) == [by_name, by_code]
    every = QueueForm({"category": "weather"}, rulebook=book)
    assert list(queue(cast.office, every.wanted())) == [
        by_name,
        by_code,
        unknown,
        without,
        too_long,
    ]


def test_many_and_few_cases_of_a_category_are_found_alike(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = rules_of(cast.province.campaign)
    top = next(one.code for one in book.categories if "." not in one.code)
    below = next(one.code for one in book.categories if one.code.startswith(f"{top}."))
    other = next(one.code for one in book.categories if not one.code.startswith(top))
    made = [imported(cast, str(n), code) for n, code in enumerate((below, other, top, "", below))]
    Case.objects.filter(pk=made[4].pk).update(urgent=True)
    form = QueueForm({"category": top}, rulebook=book)
    few = list(queue(cast.office, form.wanted()))
    monkeypatch.setattr(in_queue, "FEW", 0)
    assert few == list(queue(cast.office, form.wanted())) == [made[4], made[0], made[2]]


def test_a_name_that_the_rulebook_has_not_stands_nowhere_in_the_journal(cast: Cast) -> None:
    case = imported(cast, "1", "张三的事")
    events = JournalEvent.objects.of(case.subject).values_list("kind", "data")
    assert [kind for kind, _ in events] == ["complaints.imported"]
    assert "张三" not in str(list(events))


def test_an_uppermost_category_finds_those_under_it(cast: Cast) -> None:
    book = rules_of(cast.province.campaign)
    below = next(one for one in book.categories if one.parent)
    case = imported(cast, "1", below.code)
    form = QueueForm({"category": str(below.parent)}, rulebook=book)
    assert list(queue(cast.office, form.wanted())) == [case]


def test_the_headings_of_message_boards_are_known() -> None:
    headings = ["留言编号", "留言详情", "留言时间", "一级标签"]
    assert columns_of(headings, {})["category"] == 3
