"""The directory on the desk: what everybody reads, what its keepers bring in."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.harness.clients import StrictClient
from youwei.foundation.organs import operations as do
from youwei.foundation.organs.models import Jurisdiction, Mark, Organ
from youwei.foundation.organs.queries.workbook import workbook
from youwei.foundation.organs.rules.sheets import HEADINGS, ORGANS, PLACES, POSTS
from youwei.foundation.people.models import Account, RoleGrant
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.workbook import MEDIA_TYPE, Cell, Sheet, read_sheets, write_sheets

pytestmark = pytest.mark.django_db
DIRECTORY, IMPORT, EXPORT = "/desk/organs/", "/desk/organs/import/", "/desk/organs/export/"
Desk = Callable[[Account], StrictClient]


@pytest.fixture
def bureau() -> Organ:
    return organ(place(), "示范整顿办", short_name="整顿办", group="party")


def account(at: Organ, *roles: Role) -> Account:
    made = Account.objects.create(username=f"zhang{at.pk}", name="示范人员", organ=at)
    for role in roles:
        RoleGrant.objects.create(account=made, role=role, organ=at, starts=LONG_AGO)
    return made


@pytest.fixture
def keeper(bureau: Organ, desk: Desk) -> StrictClient:
    return desk(account(bureau, Role.OFFICE))


def file(content: bytes, name: str = "机关.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, MEDIA_TYPE)


def text(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode()


@pytest.mark.parametrize("url", [DIRECTORY, IMPORT, EXPORT, "/desk/organs/1/"])
def test_the_public_is_asked_to_sign_in(client: StrictClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_on_the_desk_reads_and_its_keepers_import(
    bureau: Organ, desk: Desk, role: Role | None
) -> None:
    browser = desk(account(bureau, *([role] if role else [])))
    assert browser.get(DIRECTORY).status_code == 200
    assert browser.get(f"{DIRECTORY}{bureau.pk}/").status_code == 200
    assert browser.get(EXPORT).status_code == 200
    may = role in {Role.OFFICE, Role.SYSTEM_ADMIN}
    assert browser.get(IMPORT).status_code == (200 if may else 403)
    assert (IMPORT in text(browser.get(DIRECTORY))) is may


@pytest.mark.parametrize("url", [DIRECTORY, DIRECTORY + "?q=示范"])
def test_the_directory_asks_as_often_for_three_organs_as_for_one(
    keeper: StrictClient, bureau: Organ, same_queries: Callable[..., int], url: str
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            of = organ(bureau.jurisdiction, superior=bureau)
            do.add_post(actor=SYSTEM, organ=of, title="长", mark=Mark.KEY, valid_from=LONG_AGO)

    assert same_queries(more, url, keeper) <= 19


def test_the_page_of_an_organ_asks_as_often_for_three_units_as_for_one(
    keeper: StrictClient, bureau: Organ, same_queries: Callable[..., int]
) -> None:
    do.rename_organ(
        actor=SYSTEM, organ=organ(bureau.jurisdiction), name="某厅", on=date(2018, 1, 1)
    )
    numbers = iter(range(9))

    def more(count: int) -> None:
        for _ in range(count):
            unit = do.add_unit(
                actor=SYSTEM, organ=bureau, name=f"处{next(numbers)}", valid_from=LONG_AGO
            )
            do.add_post(
                actor=SYSTEM, organ=bureau, unit=unit, title="处长", mark=Mark.UNIT_HEAD,
                valid_from=LONG_AGO,
            )  # fmt: skip

    same_queries(more, f"{DIRECTORY}{bureau.pk}/", keeper)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"示范整顿办", "示范市局"}),
        ("?q=整顿", {"示范整顿办"}),
        ("?q=市 局", {"示范市局"}),
        ("?group=economy", {"示范市局", "示范整顿办"}),  # a group that no rulebook knows
        ("?state=ended", {"示范旧局"}),
        ("?place=999999", {"示范整顿办", "示范市局"}),
        ("?q=%00&page=99&state=x", {"示范整顿办", "示范市局"}),
        ("?q=没有", set()),
    ],
)
def test_the_directory_narrows(
    keeper: StrictClient, bureau: Organ, query: str, shown: set[str]
) -> None:
    city = place("139901", parent=bureau.jurisdiction)
    organ(city, "示范市局", group="economy")
    organ(city, "示范旧局", valid_to=date(2015, 1, 1))
    page = text(keeper.get(DIRECTORY + query))
    names = {"示范整顿办", "示范市局", "示范旧局"}
    assert {name for name in names if f">{name}</a>" in page} == shown


def test_the_directory_narrows_to_a_place(keeper: StrictClient, bureau: Organ) -> None:
    city = place("139901", parent=bureau.jurisdiction)
    organ(city, "示范市局")
    page = text(keeper.get(f"{DIRECTORY}?place={city.pk}"))
    assert ">示范市局</a>" in page
    assert ">示范整顿办</a>" not in page


def test_an_organ_tells_its_history_and_its_posts(keeper: StrictClient, bureau: Organ) -> None:
    old = organ(bureau.jurisdiction, "示范国土厅")
    above = do.add_unit(actor=SYSTEM, organ=old, name="办公室", valid_from=LONG_AGO)
    below = do.add_unit(actor=SYSTEM, organ=old, name="文秘科", valid_from=LONG_AGO, parent=above)
    for unit, mark in ((None, Mark.PRINCIPAL), (below, Mark.KEY)):
        do.add_post(
            actor=SYSTEM, organ=old, unit=unit, title="岗位", mark=mark, valid_from=LONG_AGO
        )
    new = do.rename_organ(actor=SYSTEM, organ=old, name="示范自然资源厅", on=date(2018, 10, 1))
    page = text(keeper.get(f"{DIRECTORY}{new.pk}/"))
    assert "示范国土厅更名为示范自然资源厅" in page
    assert "一把手" in page
    assert "关键岗位" in page
    assert "办公室 ›" in page
    before = text(keeper.get(f"{DIRECTORY}{old.pk}/"))
    assert "该机关已不再使用此名称" in before
    assert f'href="/desk/organs/{new.pk}/"' in before


def test_an_unknown_organ_is_not_there(keeper: StrictClient) -> None:
    assert keeper.get(f"{DIRECTORY}999999/").status_code == 404


def test_the_directory_comes_as_a_workbook(keeper: StrictClient) -> None:
    answer = keeper.get(EXPORT)
    sheets = read_sheets(b"".join(answer))
    assert list(sheets) == list(HEADINGS)
    assert sheets[ORGANS][1].text(2) == "示范整顿办"
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer["Cache-Control"] == "no-store, private"


def test_an_office_brings_in_its_organs(keeper: StrictClient) -> None:
    rows = [(None, "139900", "新设局", None, "economy", "示范整顿办", LONG_AGO)]
    content = write_sheets([Sheet(ORGANS, HEADINGS[ORGANS], rows)])
    answer = keeper.submit(IMPORT, {"file": file(content)})
    assert answer.status_code == 200
    assert "工作簿已导入" in text(answer)
    assert Organ.objects.get(name="新设局").superior == Organ.objects.get(name="示范整顿办")
    again = text(keeper.submit(IMPORT, {"file": file(workbook())}))
    assert "另有3行此前已在名录中" in again


def test_bad_rows_stand_on_the_page_with_row_and_reason(keeper: StrictClient) -> None:
    rows: list[tuple[Cell, ...]] = [
        (None, "139900", "新设局", None, None, "不存在的厅", LONG_AGO),
        (None, "13", "<b>局</b>", None, None, None, "昨天"),
    ]
    posts = [("新设局", None, "<script>", "老大", LONG_AGO)]
    content = write_sheets(
        [Sheet(ORGANS, HEADINGS[ORGANS], rows), Sheet(POSTS, HEADINGS[POSTS], posts)]
    )
    answer = keeper.submit(IMPORT, {"file": file(content)})
    page = text(answer)
    assert answer.status_code == 422
    for words in (
        "有3处不符合要求",
        "在工作簿和名录中均未找到",
        "不是六位数字代码",
        "应为下列之一",
    ):
        assert words in page
    assert not Organ.objects.filter(name="新设局").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(100), "该文件不是XLSX工作簿"),
        (b"name\n1", "该文件不是XLSX工作簿"),
        (write_sheets([Sheet("别的", ["x"], [])]), "工作簿中没有下列任何一个工作表"),
        (write_sheets([Sheet(PLACES, ["x"], [[1]] * 3)]), "缺少该列"),
    ],
    ids=["old", "csv", "sheets", "columns"],
)
def test_a_file_of_another_kind_gets_a_clear_answer(
    keeper: StrictClient, content: bytes, words: str
) -> None:
    answer = keeper.submit(IMPORT, {"file": file(content)})
    assert answer.status_code == 422
    assert words in text(answer)
    assert Jurisdiction.objects.count() == 1


def test_no_file_is_asked_for(keeper: StrictClient) -> None:
    assert keeper.send(IMPORT).status_code == 422
