"""`youwei import messages` on tables as other systems write them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from youwei.config.cli import program
from youwei.kernel.workbook import Sheet, write_sheets

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROWS = [
    [
        "1001",
        "A0001",
        "暖气不热",
        "2019/4/25 9:32:09",
        "\n\t\t供暖三天仍不热。\n",
        "已协调检修。",
        "2019/5/1 10:00:00",
    ],
    ["1002", "A0002", "路灯不亮", "2019/4/26", "=1+1 路灯坏了", "", ""],
    ["1003", "A0003", "没有日期", "很久以前", "内容", "", ""],
    ["", "A0004", "没有编号", "2019/4/26", "内容", "", ""],
    ["", "", "", "", "", "", ""],
    ["1004", "A0005", "没有内容", "2019/4/27", "  ", "", ""],
]

Run = Callable[..., Result]


@pytest.fixture
def run(db: None, tmp_path: Path) -> Run:
    from tests.harness.province import build

    build()

    def call(rows: list[list[str]], *options: str, head: list[str] = HEAD) -> Result:
        file = tmp_path / "messages.xlsx"
        file.write_bytes(write_sheets([Sheet(title="Sheet1", headings=head, rows=rows)]))
        return CliRunner().invoke(program, ["import", "messages", str(file), "--json", *options])

    return call


def test_good_rows_land_and_bad_ones_are_named(run: Run) -> None:
    from youwei.listening.complaints.models import Case

    result = run(ROWS)
    facts = json.loads(result.stdout)
    assert (result.exit_code, facts["read"], facts["imported"], facts["rejected"]) == (1, 5, 2, 3)
    report = Path(facts["report"]).read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in report[1:]] == ["4", "5", "7"]
    heating = Case.objects.get(external="1001")
    assert (heating.summary, heating.text) == ("暖气不热", "供暖三天仍不热。")
    assert heating.received_at.isoformat() == "2019-04-25T01:32:09+00:00"


def test_replies_and_their_dates_become_part_of_the_history(run: Run) -> None:
    from youwei.listening.complaints.models import Case

    run(ROWS[:2])
    case = Case.objects.get(external="1001")
    message = case.messages.get()
    assert (message.text, message.at.date().isoformat()) == ("已协调检修。", "2019-05-01")
    assert case.state == "received", "a reply given elsewhere was not checked by anybody"


def test_the_headings_may_stand_below_a_title(run: Run) -> None:
    facts = json.loads(run([HEAD, *ROWS[:2]], head=["2019年留言清单"]).stdout)
    assert (facts["read"], facts["imported"]) == (2, 2)


def test_a_comma_separated_table_is_taken_alike(run: Run, tmp_path: Path) -> None:
    from youwei.listening.complaints.models import Case

    file = tmp_path / "messages.csv"
    file.write_bytes("\n".join(["清单", "编号,时间,内容", "7,20190425,路灯不亮"]).encode("gbk"))
    usual = ["import", "messages", str(file), "--json"]
    result = CliRunner().invoke(program, [*usual, "--sheet", "other"])
    assert "messages" in result.stderr, "its one sheet is called like the file"
    result = CliRunner().invoke(program, usual)
    assert json.loads(result.stdout)["imported"] == 1
    assert Case.objects.get().text == "路灯不亮"


def test_a_second_run_adds_nothing(run: Run) -> None:
    from youwei.foundation.journal.models import JournalEvent
    from youwei.listening.complaints.models import Case

    run(ROWS[:2])
    before = (Case.objects.count(), JournalEvent.objects.count())
    facts = json.loads(run(ROWS[:2]).stdout)
    assert (facts["imported"], facts["skipped"], facts["report"]) == (0, 2, None)
    assert (Case.objects.count(), JournalEvent.objects.count()) == before


def test_writers_names_are_sealed(run: Run) -> None:
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.queries.writers import contact_of

    run(ROWS[:1])
    case = Case.objects.get()
    assert b"A0001" not in bytes(case.writer.sealed_name)
    assert contact_of(case).name == "A0001"


def test_other_headings_can_be_named(run: Run) -> None:
    head = ["id", "u", "s", "when", "what", "a", "b"]
    result = run(ROWS[:2], "--column", "received=when", "--column", "text=what", head=head)
    assert json.loads(result.stdout)["imported"] == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--channel", "pigeon"], "pigeon"),
        (["--column", "colour=x"], "fields are"),
        (["--column", "text=正文"], "正文"),
        (["--sheet", "other"], "Sheet1"),
        (["--campaign", "XX"], "XX"),
        (["--kind", "allegation"], "kind"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(
    run: Run, options: list[str], words: str
) -> None:
    from youwei.listening.complaints.models import Case

    result = run(ROWS[:2], *options)
    assert result.exit_code != 0
    assert words in result.stderr + result.stdout
    assert not Case.objects.exists()


def test_what_is_no_workbook_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "messages.xlsx"
    file.write_bytes(b"not a workbook")
    result = CliRunner().invoke(program, ["import", "messages", str(file)])
    assert result.exit_code == 3
