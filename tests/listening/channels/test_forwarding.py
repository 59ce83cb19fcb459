"""Tables of the petition office and the hotline: looked at first, taken over once."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.harness.clients import StrictClient, html_of

from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.workbook import Sheet, write_sheets

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene

Desk = Callable[[Any], StrictClient]
HEAD = ["信访编号", "来信时间", "内容", "转送时间"]
ROWS = [
    ["X-1", "2026-01-04", "窗口推诿，跑了三趟。", "2026-01-08"],
    ["X-2", "2026-01-05", "答复迟迟不来。", "2026-01-08"],
    ["X-3", "没有日期", "内容", "2026-01-08"],
]
PLACE = "/desk/register/forwarded/"


def workbook(rows: list[list[str]] = ROWS, head: list[str] = HEAD) -> SimpleUploadedFile:
    content = write_sheets([Sheet(title="转送", headings=head, rows=rows)])
    return SimpleUploadedFile("转送.xlsx", content)


def separated(
    rows: list[list[str]], encoding: str = "utf-8", between: str = ","
) -> SimpleUploadedFile:
    out = StringIO()
    csv.writer(out, delimiter=between).writerows(rows)
    return SimpleUploadedFile("转送.csv", out.getvalue().encode(encoding))


def bring(browser: StrictClient, **given: Any) -> Any:
    data = {"source": "省信访局", "channel": "petition-office", "kind": "request"}
    sent = data | {"file": workbook()} | given
    return browser.submit(PLACE, sent, form="bring", follow=True)


@pytest.fixture
def office(scene: "Scene", desk: Desk) -> StrictClient:
    return desk(scene.cast.office)


def newest() -> Any:
    from youwei.listening.channels.models import ForwardedFile

    return ForwardedFile.objects.latest("id")


def name_number(browser: StrictClient) -> Any:
    """The heading of their number is not one that everybody uses."""
    return browser.submit(
        f"{PLACE}{newest().pk}/", {"external": "信访编号"}, form="map", follow=True
    )


def take(browser: StrictClient) -> Any:
    return browser.submit(f"{PLACE}{newest().pk}/", form="take", follow=True)


@pytest.mark.parametrize("between", [";", "\t"])
def test_what_parts_the_cells_is_seen_in_the_headings(office: StrictClient, between: str) -> None:
    head = ["编号", "来信时间", "内容"]
    page = html_of(bring(office, file=separated([head, *(r[:3] for r in ROWS)], between=between)))
    assert "X-1" in page
    assert "窗口推诿" in page


def test_the_headings_of_a_hotline_are_known(office: StrictClient) -> None:
    head = ["工单号", "来电人", "诉求标题", "诉求内容", "来电时间"]
    rows = [["R-1", "某先生", "路灯", "路灯坏了，报修两次。", "2026-01-05 09:32"]]
    page = html_of(bring(office, file=workbook(rows, head)))
    assert "未能自动识别" not in page
    assert "报修两次" in page


def test_a_day_without_an_hour_stays_one(office: StrictClient) -> None:
    head = ["编号", "来信时间", "内容", "转送时间"]
    rows = [
        *ROWS,
        ["X-4", "2026-01-05 09:32", "有时间。", "2026-01-08"],
        ["X-5", "", "没有时间。", "2026-01-08"],
    ]
    page = html_of(bring(office, file=workbook(rows, head)))
    assert "2026年1月4日" in page.replace("\u2009", "").replace(" ", "")
    assert "09:32" in page
    assert "缺少来件时间" in page
    assert "00:00" not in page


def test_nothing_is_taken_over_before_it_was_looked_at(office: StrictClient) -> None:
    from youwei.listening.complaints.models import Case

    page = html_of(bring(office))
    assert "未能自动识别" in page
    page = html_of(name_number(office))
    assert "X-1" in page
    assert "第 4 行" in page
    assert "不是日期" in page
    assert not Case.objects.exists()


def test_what_fits_becomes_cases_with_their_source(office: StrictClient) -> None:
    from youwei.listening.complaints.models import Case

    bring(office)
    name_number(office)
    page = html_of(take(office))
    assert set(Case.objects.values_list("external", flat=True)) == {"X-1", "X-2"}
    assert "第 4 行" in page
    case = Case.objects.get(external="X-1")
    assert (case.channel, case.state) == ("petition-office", "received")
    assert (case.reception.source, case.reception.source_on) == ("省信访局", date(2026, 1, 8))
    told = html_of(office.get(f"/desk/cases/{case.number}/"))
    assert "省信访局" in told
    assert "转送日期" in told
    assert case.number not in html_of(office.get("/desk/register/")), "nobody took it down"
    report = office.get(f"{PLACE}{newest().pk}/report/").content.decode()
    assert report.splitlines()[1].startswith("4,")


def test_a_title_above_the_headings_is_passed_over(office: StrictClient) -> None:
    from youwei.listening.complaints.models import Case

    rows = [["（2026年1月）", "", "", ""], ["编号", "来信时间", "内容", "转送时间"], *ROWS]
    bring(office, file=workbook(rows, ["省信访局转送件清单", "", "", ""]))
    take(office)
    assert set(Case.objects.values_list("external", flat=True)) == {"X-1", "X-2"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "gb18030"])
def test_a_comma_separated_table_is_looked_at_and_taken_alike(
    office: StrictClient, encoding: str
) -> None:
    from youwei.listening.channels.models import Source
    from youwei.listening.complaints.models import Case

    bring(office)
    name_number(office)
    title = ["省信访局转送件清单", "", "", ""]
    long = ["X-4", "20260106", "一，二\n三“四”", "20260109"]
    page = html_of(bring(office, file=separated([title, HEAD, *ROWS, long], encoding)))
    assert "X-4" in page, "the columns that were saved of a workbook hold"
    assert "第 5 行" in page
    take(office)
    assert Case.objects.get(external="X-4").text == "一，二\n三“四”"
    assert Case.objects.count() == 3
    assert Source.objects.get().columns["external"] == "信访编号"


@pytest.mark.parametrize("name", ["old.xls", "locked.xlsx", "notes.doc"])
def test_an_old_or_locked_workbook_is_told_how_to_come(office: StrictClient, name: str) -> None:
    compound = SimpleUploadedFile(name, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500))
    page = html_of(bring(office, file=compound))
    assert "另存为不加密的" in page
    assert "JPEG" not in page, "pictures are taken elsewhere"


def test_the_form_says_what_it_takes(office: StrictClient) -> None:
    page = html_of(office.get(PLACE))
    assert 'accept=".xlsx,.csv"' in page
    assert "XLSX 或 CSV" in page


def test_the_columns_are_known_the_next_time(office: StrictClient) -> None:
    from youwei.listening.channels.models import Source
    from youwei.listening.complaints.models import Case

    bring(office)
    name_number(office)
    take(office)
    more = workbook([*ROWS, ["X-9", "2026-01-09", "又一件。", "2026-01-10"]])
    page = html_of(bring(office, file=more))
    assert "X-9" in page, "no question about the columns any more"
    take(office)
    assert Case.objects.count() == 3
    assert Source.objects.get().columns["external"] == "信访编号"
    assert Source.objects.get().saved_by is not None


def test_a_second_run_adds_nothing(office: StrictClient) -> None:
    from youwei.listening.complaints.models import Case

    bring(office)
    name_number(office)
    take(office)
    bring(office)
    office.send(f"{PLACE}{newest().pk}/take/")
    assert Case.objects.count() == 2
    assert newest().known == 2


def test_the_file_goes_once_it_is_taken_or_dropped(office: StrictClient) -> None:
    from youwei.foundation.files.models import EvidenceFile

    bring(office)
    name_number(office)
    take(office)
    bring(office)
    office.submit(f"{PLACE}{newest().pk}/", form="drop")
    assert newest().state == "dropped"
    assert EvidenceFile.objects.count() == 2
    assert not EvidenceFile.objects.filter(withdrawn_at=None).exists()
    assert office.send(f"{PLACE}{newest().pk}/take/", follow=True).status_code == 200
    assert newest().state == "dropped"


def test_what_nobody_came_back_to_is_dropped_in_a_day(office: StrictClient) -> None:
    from youwei.foundation.files.models import EvidenceFile
    from youwei.listening.channels.jobs import drop_forgotten_files

    bring(office)
    assert drop_forgotten_files() == 0
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert drop_forgotten_files() == 1
    assert newest().state == "dropped"
    assert not EvidenceFile.objects.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"file": SimpleUploadedFile("a.xlsx", b"no workbook")}, "file"),
        ({"file": workbook([])}, "file"),
        ({"file": SimpleUploadedFile("a.csv", workbook().read())}, "file"),
        ({"file": SimpleUploadedFile("a.csv", b'"never closed')}, "file"),
        ({"file": SimpleUploadedFile("a.csv", "编号,内容".encode())}, "file"),
        ({"file": SimpleUploadedFile("a.txt", "编号,内容\n1,文".encode())}, "file"),
        ({"source": " "}, "source"),
        ({"channel": "web"}, "channel"),
        ({"kind": "allegation"}, "kind"),
    ],
)
def test_what_does_not_fit_is_said(office: StrictClient, given: Any, words: str) -> None:
    from youwei.listening.channels.models import ForwardedFile

    answer = bring(office, **given)
    assert answer.status_code == 422
    assert f'href="#id_{words}"' in html_of(answer)
    assert not ForwardedFile.objects.exists()


def test_only_the_office_of_the_campaign_brings_files(scene: "Scene", desk: Desk) -> None:
    bring(desk(scene.cast.office))
    place = f"{PLACE}{newest().pk}/"
    stranger = scene.cast.province.actor("foreign", Role.OFFICE, scene.bureau)
    for actor in (scene.phone, scene.clerk, scene.system, scene.cast.leading):
        assert desk(actor).get(place).status_code == 403
    assert desk(stranger).get(place).status_code == 404
    assert desk(stranger).get(PLACE).status_code == 403


def test_the_command_line_uses_the_same_columns(scene: "Scene", tmp_path: Any) -> None:
    import json

    from click.testing import CliRunner

    from youwei.config.cli import program
    from youwei.listening.complaints.models import Case

    file = tmp_path / "rows.xlsx"
    file.write_bytes(workbook(ROWS[:2]).read())
    usual = ["import", "messages", str(file), "--json", "--channel", "petition-office"]
    named = [*usual, "--source", "省信访局"]
    first = CliRunner().invoke(program, [*named, "--column", "external=信访编号"])
    assert json.loads(first.stdout)["imported"] == 2, first.stderr
    again = CliRunner().invoke(program, named)
    assert json.loads(again.stdout) | {"report": None} == {
        "read": 2,
        "imported": 0,
        "skipped": 2,
        "rejected": 0,
        "report": None,
    }
    assert {case.reception.source for case in Case.objects.all()} == {"省信访局"}


def test_the_journal_names_the_source_and_no_word(office: StrictClient) -> None:
    from youwei.foundation.journal.models import JournalEvent

    bring(office)
    name_number(office)
    take(office)
    event = JournalEvent.objects.get(kind="channels.rows_taken")
    assert event.data == {"source": "省信访局", "taken": 2, "known": 0, "rejected": 0}
    assert "窗口推诿" not in " ".join(str(one.data) for one in JournalEvent.objects.all())
