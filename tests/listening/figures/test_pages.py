"""The pages, their files, and what programs get."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.exports import exported
from tests.harness.fixtures import signed_in

from youwei.kernel import clock
from youwei.kernel.workbook import read_sheets
from youwei.listening.figures.rules.quarters import Quarter

if TYPE_CHECKING:
    from tests.harness.clients import StrictClient
    from tests.listening.figures.course import Course

    from youwei.kernel.actor import Actor

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def quarter_over(course: "Course") -> "Course":
    """Twelve answers and two from elsewhere, released."""
    from youwei.listening.figures.jobs import release_quarters

    for _ in range(12):
        course.answered(course.sent()[1])
    course.hand_in(channel="phone")
    ends = Quarter.of(clock.today()).ends
    with clock.at(datetime(ends.year, ends.month, ends.day, tzinfo=clock.ZONE) + timedelta(60)):
        assert release_quarters() == 1
    return course


class TestReleased:
    def test_everybody_reads_it_with_its_n_and_how_it_is_counted(
        self, quarter_over: "Course", client: "StrictClient"
    ) -> None:
        page = client.get("/figures/?table=channel").content.decode()
        assert "12 / 12" in page
        assert "已隐去" not in page
        for word in ("统计口径", "10", "hebei-2016"):
            assert word in page

    def test_before_the_first_release_the_page_says_so(self, client: "StrictClient") -> None:
        assert "尚未公布" in client.get("/figures/").content.decode()
        assert client.get("/figures/table.xlsx").status_code == 404

    @pytest.mark.parametrize("query", ["?quarter=99&table=nothing&show=x", "?table=organ.organ"])
    def test_a_filter_that_does_not_fit_is_left_out(
        self, quarter_over: "Course", client: "StrictClient", query: str
    ) -> None:
        assert client.get("/figures/" + query).status_code == 200

    def test_the_file_says_what_is_hidden_and_why(
        self, quarter_over: "Course", client: "StrictClient"
    ) -> None:
        content = _saved(client.get("/figures/table.json?table=organ"))
        told = json.loads(content)
        assert told["threshold"] == 10
        assert "10" in told["small_cells"]
        assert {one["code"] for one in told["definitions"]} >= {"answered_in_time", "satisfied"}
        assert told["total"]["answered"] == 12

    def test_at_the_desk_an_organ_reads_the_same_and_no_more(self, quarter_over: "Course") -> None:
        bureau = signed_in(quarter_over.cast.bureau)
        answer = bureau.get("/desk/figures/")
        assert answer.status_code == 302
        assert answer["Location"] == "/desk/figures/released/"
        asked = bureau.get("/desk/exports/new/figures/exact/")
        assert asked.context["count"] == 0
        assert "12 / 12" in bureau.get("/desk/figures/released/?table=channel").content.decode()


class TestExact:
    def test_the_office_sees_small_numbers(self, course: "Course") -> None:
        course.answered(course.sent()[1])
        page = signed_in(course.cast.office).get("/desk/figures/?by=organ&compare=on")
        assert "0 / 1" in page.content.decode(), "sent back: none of one"

    @pytest.mark.parametrize(
        ("show", "said"), [("answered_in_time", "2 / 2"), ("median_days", "9天")]
    )
    def test_bars_say_their_unit_and_what_they_rest_on(
        self, course: "Course", show: str, said: str
    ) -> None:
        receipt, duty = course.sent()
        with clock.at(clock.now() + timedelta(days=9)):
            course.answered(duty)
            course.answered(course.reopened(receipt))
        period = {"first": "2026-01-01", "last": "2027-12-31"}
        with clock.at(clock.now() + timedelta(days=400)):
            page = signed_in(course.cast.office).get("/desk/figures/", {"show": show, **period})
        (bar,) = page.context["sheet"].bars
        assert bar.said == said
        assert bar.n == (1 if show == "median_days" else 2), "days run to first answers"
        assert f'bars__value">{said}<' in page.content.decode()
        names = [str(name) for name, _number in page.context["said"]]
        assert names == [
            *("非常满意", "满意", "基本满意", "不满意", "非常不满意"),
            *("不了解", "未评价"),
        ], "what is no vote stands last"

    def test_sums_of_a_crossed_table_stand_beside_those_of_the_period_before(
        self, course: "Course"
    ) -> None:
        course.sent()
        asked = {"by": "kind", "across": "channel", "show": "received", "compare": "on"}
        with clock.at(clock.now() + timedelta(days=1)):
            course.sent()
            day = clock.today().isoformat()
            page = signed_in(course.cast.office).get(
                "/desk/figures/", {**asked, "first": day, "last": day}
            )
        total = page.context["sheet"].total.values
        assert all(one.former is not None for one in total)

    def test_crossed(self, course: "Course") -> None:
        course.sent()
        course.conduct()
        office = signed_in(course.cast.office)
        page = office.get("/desk/figures/?by=kind&across=month&show=received")
        assert "2026年11月" in page.content.decode()

    def test_the_workbook_holds_the_numbers_and_their_definitions(self, course: "Course") -> None:
        course.answered(course.sent()[1])
        sheets = _sheets(exported(course.cast.office, "figures.exact", "by=channel"))
        assert list(sheets) == ["统计数据", "统计口径", "本表说明"]
        assert sheets["统计数据"][-1][0] == "全部"
        assert sheets["统计数据"][-1][1] == 1

    def test_conduct_about_an_organ_is_in_no_figure_of_an_office_worker_who_serves_it(
        self, course: "Course"
    ) -> None:
        from youwei.foundation.people.models import Account
        from youwei.foundation.people.operations import declare_recusal
        from youwei.foundation.people.queries import actor_for
        from youwei.foundation.people.rules.roles import Interest
        from youwei.kernel import clock

        course.conduct(times=3)
        course.hand_in()
        office = course.cast.office
        before = _total(office)
        assert before["received"] == 4
        declare_recusal(
            actor=office,
            account=Account.objects.get(pk=office.account_id or 0),
            organ=course.cast.province.bureau,
            reason_code=Interest.FORMER,
        )
        again = actor_for(Account.objects.get(pk=office.account_id or 0), clock.today())
        assert _total(again)["received"] == 1

    def test_as_many_queries_for_three_rows_as_for_one(
        self, course: "Course", same_queries: Callable[..., int]
    ) -> None:
        def rows(count: int) -> None:
            for _ in range(count):
                course.answered(course.sent()[1])

        same_queries(rows, "/desk/figures/?by=organ", signed_in(course.cast.office))


class TestPrograms:
    def test_with_the_token_of_somebody_who_triages(self, course: "Course") -> None:
        from tests.config.api.programs import person

        course.sent()
        period = {"first": "2026-01-01", "last": "2026-12-31"}
        told = person(course.cast.office).get("/desk/figures", by="channel", **period).json()
        assert told["total"]["received"] == 1
        assert told["threshold"] is None
        refused = person(course.cast.bureau).get("/desk/figures", **period)
        assert refused.status_code == 403, refused.json()

    def test_released_quarters_for_everybody(self, quarter_over: "Course") -> None:
        from tests.config.api.programs import Program

        nobody = Program()
        (one,) = nobody.get("/figures/releases").json()
        told = nobody.get(f"/figures/releases/{one['id']}", by="channel").json()
        assert told["total"]["received"] == 12, "nobody has settled the call"
        crossed = nobody.get(f"/figures/releases/{one['id']}", by="organ", across="channel")
        assert crossed.status_code == 404, "this table is not in the family"


def _saved(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def _total(actor: "Actor") -> dict[str, Any]:
    content = exported(actor, "figures.exact", "by=kind", "json")
    total: dict[str, Any] = json.loads(content)["total"]
    return total


def _sheets(content: bytes) -> dict[str, list[list[Any]]]:
    found = read_sheets(content)
    return {name: [list(row.cells) for row in rows] for name, rows in found.items()}
