"""The directory is kept on the desk: every change by whoever may, with its day, and in words."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.harness.clients import StrictClient
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs import operations as do
from youwei.foundation.organs.models import Mark, Organ, OrganSuccession, Post, Unit
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.rules.loading import load
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role

pytestmark = pytest.mark.django_db
DIRECTORY = "/desk/organs/"
HEBEI: Path = settings.YOUWEI_RULEBOOKS / "hebei-2016"
CHANGES = ("place", "rename", "merge", "split", "end", "units/new", "posts/new")
Desk = Callable[[Account], StrictClient]


def account(at: Organ, *roles: Role) -> Account:
    made = Account.objects.create(username=f"zhang{at.pk}", name="示范人员", organ=at)
    for role in roles:
        RoleGrant.objects.create(account=made, role=role, organ=at, starts=LONG_AGO)
    return made


@pytest.fixture
def bureau() -> Organ:
    return organ(place(), "示范商务厅", short_name="商务厅")


@pytest.fixture
def keeper(bureau: Organ, desk: Desk) -> StrictClient:
    RulebookVersion.from_book(load(HEBEI)).save()
    return desk(account(bureau, Role.OFFICE))


def url(of: Organ, change: str = "") -> str:
    return f"{DIRECTORY}{of.pk}/{change}/" if change else f"{DIRECTORY}{of.pk}/"


def text(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode()


def told(of: Organ) -> list[str]:
    return [event.kind for event in JournalEvent.objects.of(of.subject)]


@pytest.mark.parametrize("role", [None, *Role])
def test_who_keeps_the_directory(bureau: Organ, desk: Desk, role: Role | None) -> None:
    unit = do.add_unit(actor=SYSTEM, organ=bureau, name="办公室", valid_from=LONG_AGO)
    browser = desk(account(bureau, *([role] if role else [])))
    may = role in {Role.OFFICE, Role.SYSTEM_ADMIN}
    pages = [f"{DIRECTORY}new/", *(url(bureau, change) for change in CHANGES)]
    pages.append(url(bureau, f"units/{unit.pk}/end"))
    for page in pages:
        assert browser.get(page).status_code == (200 if may else 403), page
        assert browser.send(page, {"group": "?"}).status_code == (422 if may else 403), page
    shown = text(browser.get(url(bureau)))
    assert all((url(bureau, change) in shown) is may for change in CHANGES)
    assert ("登记记录" in shown) is may
    assert not JournalEvent.objects.exclude(kind="organs.unit_added").exists()


def test_an_office_keeps_no_other_place(keeper: StrictClient, bureau: Organ) -> None:
    elsewhere = organ(place("139901", parent=bureau.jurisdiction), "示范市局")
    answer = keeper.send(url(elsewhere, "end"), {"on": clock.today().isoformat()})
    assert answer.status_code == 403
    assert url(elsewhere, "end") not in text(keeper.get(url(elsewhere)))
    elsewhere.refresh_from_db()
    assert elsewhere.valid_to is None


def test_an_organ_is_added_in_its_group(keeper: StrictClient, bureau: Organ) -> None:
    answer = keeper.submit(
        f"{DIRECTORY}new/",
        {"name": "示范粮食局", "group": "government-economy", "superior": bureau.pk},
        form="change",
    )
    made = Organ.objects.get(name="示范粮食局")
    assert answer["Location"] == url(made)
    assert (made.group, made.superior, made.jurisdiction) == (
        "government-economy", bureau, bureau.jurisdiction,
    )  # fmt: skip
    assert made.valid_from == clock.today()
    page = text(keeper.get(url(made)))
    assert "新设机关" in page
    assert "政府经济管理部门" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "示范商务厅"}, "示范商务厅已在名录中"),
        ({"name": "示" * 101}, "示范粮局"),
        ({"group": "economy"}, "现行规则手册中没有该比较组"),
        ({"name": ""}, "示范粮局"),
        ({"valid_from": "昨天"}, "示范粮局"),
    ],
)
def test_a_refused_organ_keeps_what_was_typed(
    keeper: StrictClient, given: Mapping[str, str], words: str
) -> None:
    data = {"name": "示范粮食局", "short_name": "示范粮局", "group": "law"}
    answer = keeper.submit(f"{DIRECTORY}new/", {**data, **given}, form="change")
    page = text(answer)
    assert answer.status_code == 422
    assert words in page
    assert 'value="示范粮局"' in page
    assert "field--wrong" in page
    assert Organ.objects.count() == 1


def test_a_renamed_organ_goes_on(keeper: StrictClient, bureau: Organ) -> None:
    do.add_unit(actor=SYSTEM, organ=bureau, name="办公室", valid_from=LONG_AGO)
    answer = keeper.submit(
        url(bureau, "rename"), {"name": "示范贸易厅", "on": "2018-10-01"}, form="change"
    )
    renamed = Organ.objects.get(name="示范贸易厅")
    assert answer["Location"] == url(renamed)
    assert told(renamed) == ["organs.organ_renamed"]
    page = text(keeper.get(url(renamed)))
    assert "示范商务厅更名为示范贸易厅" in page
    assert "办公室" in page
    before = text(keeper.get(url(bureau)))
    assert "该机关已不再使用此名称" in before
    assert url(bureau, "rename") not in before
    assert keeper.get(url(bureau, "rename")).status_code == 409


@pytest.mark.parametrize(
    ("on", "words"), [("2999-01-01", "变动日期尚未到来"), ("2001-01-01", "在该日不存在")]
)
@pytest.mark.parametrize("change", ["rename", "merge", "split", "end"])
def test_a_day_that_does_not_fit_is_refused_at_the_field(
    keeper: StrictClient, bureau: Organ, change: str, on: str, words: str
) -> None:
    other = organ(bureau.jurisdiction, "示范贸易局", valid_from=date(2000, 1, 1))
    more: dict[str, dict[str, object]] = {
        "rename": {"name": "示范贸易厅"},
        "merge": {"into": other.pk},
        "split": {"part_1": other.pk},
        "end": {},
    }
    answer = keeper.submit(url(bureau, change), {**more[change], "on": on}, form="change")
    page = text(answer)
    assert answer.status_code == 422
    assert words in page
    assert 'href="#id_on"' in page
    assert f'value="{on}"' in page
    assert not told(bureau)


def test_organs_merge_and_split(keeper: StrictClient, bureau: Organ) -> None:
    one, two = (organ(bureau.jurisdiction, name) for name in ("示范一局", "示范二局"))
    day = "2020-01-01"
    done = keeper.submit(url(one, "merge"), {"into": bureau.pk, "on": day}, form="change")
    assert done["Location"] == url(bureau)
    assert told(bureau) == ["organs.organs_merged"]
    three = organ(bureau.jurisdiction, "示范三局")
    parts = {"part_1": two.pk, "part_2": three.pk, "part_3": two.pk, "on": day}
    keeper.submit(url(bureau, "split"), parts, form="change")
    assert told(bureau)[1:] == ["organs.organ_split"]
    ways = OrganSuccession.objects.values_list("predecessor", "successor", "how")
    assert set(ways) == {
        (one.pk, bureau.pk, "merged"),
        (bureau.pk, two.pk, "split"),
        (bureau.pk, three.pk, "split"),
    }


def test_an_organ_is_placed_and_dissolved(keeper: StrictClient, bureau: Organ) -> None:
    below = organ(bureau.jurisdiction, "示范中心", superior=bureau, group="old")
    assert "“old”" in text(keeper.get(url(below, "place")))
    keeper.submit(url(below, "place"), {"group": "institutions"}, form="change")
    below.refresh_from_db()
    assert (below.group, below.superior) == ("institutions", bureau)
    loop = keeper.submit(url(bureau, "place"), {"superior": below.pk}, form="change")
    assert loop.status_code == 422
    assert "成为自己的上级" in text(loop)
    keeper.submit(url(below, "end"), {"on": "2020-01-01"}, form="change")
    below.refresh_from_db()
    assert below.valid_to == date(2020, 1, 1)
    assert told(below) == ["organs.organ_placed", "organs.organ_ended"]


def test_units_and_posts_come_and_go(keeper: StrictClient, bureau: Organ) -> None:
    day = "2016-01-01"
    keeper.submit(url(bureau, "units/new"), {"name": "办公室", "valid_from": day}, form="change")
    unit = Unit.objects.get()
    post = {"title": "主任", "mark": Mark.UNIT_HEAD, "unit": unit.pk, "valid_from": day}
    keeper.submit(url(bureau, "posts/new"), post, form="change")
    keeper.submit(url(bureau, "posts/new"), {**post, "title": "文员"}, form="change")
    page = text(keeper.get(url(bureau)))
    assert "内设机构负责人" in page
    head = Post.objects.get(title="主任")
    keeper.submit(url(bureau, f"posts/{head.pk}/end"), {"on": "2017-01-01"}, form="change")
    late = keeper.submit(url(bureau, f"posts/{head.pk}/end"), {"on": "2018-01-01"}, form="change")
    assert late.status_code == 422
    keeper.submit(url(bureau, f"units/{unit.pk}/end"), {"on": "2018-01-01"}, form="change")
    assert set(Post.objects.values_list("valid_to", flat=True)) == {
        date(2017, 1, 1), date(2018, 1, 1),
    }  # fmt: skip
    assert told(bureau) == [
        "organs.unit_added", "organs.post_added", "organs.post_added",
        "organs.post_ended", "organs.unit_ended",
    ]  # fmt: skip


def test_a_unit_or_post_of_another_organ_is_not_there(keeper: StrictClient, bureau: Organ) -> None:
    other = organ(bureau.jurisdiction, "示范一局")
    unit = do.add_unit(actor=SYSTEM, organ=other, name="办公室", valid_from=LONG_AGO)
    assert keeper.get(url(bureau, f"units/{unit.pk}/end")).status_code == 404
    answer = keeper.send(
        url(bureau, "units/new"), {"name": "二处", "parent": unit.pk, "valid_from": "2016-01-01"}
    )
    assert answer.status_code == 422
    assert "二处" in text(answer)
    again = keeper.submit(
        url(other, "units/new"), {"name": "办公室", "valid_from": "2016-01-01"}, form="change"
    )
    assert "办公室已在名录中" in text(again)


@pytest.mark.parametrize("change", ["", "merge", "split", "place", "posts/new"])
def test_the_pages_ask_as_often_for_three_organs_as_for_one(
    keeper: StrictClient, bureau: Organ, same_queries: Callable[..., int], change: str
) -> None:
    numbers = iter(range(1, 9))

    def more(count: int) -> None:
        for _ in range(count):
            number = next(numbers)
            organ(place(f"13990{number}", parent=bureau.jurisdiction))
            organ(bureau.jurisdiction, superior=bureau)
            unit = do.add_unit(actor=SYSTEM, organ=bureau, name=f"处{number}", valid_from=LONG_AGO)
            do.add_post(
                actor=SYSTEM, organ=bureau, unit=unit, title="长", mark=Mark.KEY,
                valid_from=LONG_AGO,
            )  # fmt: skip

    same_queries(more, url(bureau, change), keeper)
