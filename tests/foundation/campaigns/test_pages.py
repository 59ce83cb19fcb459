"""Campaigns on the desk: who reads, who moves them, how a rulebook is checked and read."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.foundation.organs.made import LONG_AGO, organ, place
from tests.harness.clients import StrictClient
from youwei.foundation.campaigns import operations as do
from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.web.rule_codes import CODE_WORDS
from youwei.foundation.campaigns.web.rule_lines import HEAD, sections
from youwei.foundation.campaigns.web.rule_words import SECTION_WORDS, field_word
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.rulebook.rules.book import About, Document, Rulebook
from youwei.foundation.rulebook.rules.loading import load
from youwei.foundation.rulebook.rules.words import Part, Words
from youwei.kernel.actor import SYSTEM, Role

pytestmark = pytest.mark.django_db
LIST = "/desk/campaigns/"
HEBEI: Path = settings.YOUWEI_RULEBOOKS / "hebei-2016"
MOVERS = {Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN}
Desk = Callable[[Account], StrictClient]
FRAME = {"name": "第二年整顿", "number_prefix": "SF2017"}


def account(at: Organ, *roles: Role) -> Account:
    made = Account.objects.create(username=f"wang{at.pk}", name="示范人员", organ=at)
    for role in roles:
        RoleGrant.objects.create(account=made, role=role, organ=at, starts=LONG_AGO)
    return made


@pytest.fixture
def bureau() -> Organ:
    return organ(place(), "示范整顿办")


@pytest.fixture
def draft(bureau: Organ) -> Campaign:
    return prepared(bureau, "SF2016")


@pytest.fixture
def running(draft: Campaign) -> Campaign:
    do.adopt_rulebook(actor=SYSTEM, campaign=draft, path=HEBEI)
    return do.start_campaign(actor=SYSTEM, campaign=draft)


@pytest.fixture
def office(bureau: Organ, desk: Desk) -> StrictClient:
    return desk(account(bureau, Role.OFFICE))


@pytest.fixture
def shelf(tmp_path: Path, settings: object) -> Path:
    """A shelf with a sound rulebook, a broken one, and a folder that is none."""
    for name in ("hebei-2016", "broken"):
        shutil.copytree(HEBEI, tmp_path / name)
    first = tmp_path / "broken" / "rulebook.yaml"
    first.write_text(first.read_text().replace("id: hebei-2016", "id: broken") + "surprise: 1\n")
    (tmp_path / "schema").mkdir()
    settings.YOUWEI_RULEBOOKS = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def prepared(office: Organ, prefix: str) -> Campaign:
    return do.open_campaign(
        actor=SYSTEM,
        jurisdiction=office.jurisdiction,
        name="示范省作风整顿",
        number_prefix=prefix,
        starts=date(2016, 3, 1),
        ends=date(2016, 12, 31),
        office_organ=office,
        leading_organ=office,
    )


def url(of: Campaign, more: str = "") -> str:
    return f"{LIST}{of.pk}/{more}/" if more else f"{LIST}{of.pk}/"


def text(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode()


def told(of: Campaign) -> list[str]:
    return [event.kind.removeprefix("campaigns.") for event in JournalEvent.objects.of(of.subject)]


def state(of: Campaign) -> str:
    return Campaign.objects.get(pk=of.pk).state


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_and_who_moves(
    running: Campaign, bureau: Organ, desk: Desk, role: Role | None
) -> None:
    browser = desk(account(bureau, *([role] if role else [])))
    for page in (LIST, url(running), url(running, "rulebook")):
        assert browser.get(page).status_code == 200, page
    page = text(browser.get(url(running)))
    decides = role in {Role.OFFICE, Role.LEADING_GROUP}
    prepares = role in {Role.OFFICE, Role.SYSTEM_ADMIN}
    for move, may in (("close", decides), ("adopt", decides), ("next-year", prepares)):
        assert (f'{move}/"' in page) is may, move
    assert browser.get(url(running, "rulebook/adopt")).status_code == (200 if decides else 403)
    assert browser.get(url(running, "next-year")).status_code == (200 if prepares else 403)
    assert browser.get(f"{LIST}new/").status_code == (200 if prepares else 403)
    assert ("您可以在此查阅" in page) is (role not in MOVERS)
    answer = browser.send(url(running, "close"))
    assert answer.status_code == (302 if decides else 403)
    assert state(running) == ("closed" if decides else "open")


@pytest.mark.parametrize("more", ["", "rulebook", "rulebook/adopt", "start"])
def test_the_public_reads_none_of_it(client: StrictClient, draft: Campaign, more: str) -> None:
    answer = client.get(url(draft, more))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_an_office_moves_no_campaign_of_another_place(
    running: Campaign, bureau: Organ, desk: Desk
) -> None:
    citys = organ(place("139901", parent=bureau.jurisdiction))
    browser = desk(account(citys, Role.OFFICE))
    assert browser.send(url(running, "close")).status_code == 403
    assert browser.get(url(running, "rulebook/adopt")).status_code == 403
    assert browser.get(url(running, "next-year")).status_code == 403
    assert state(running) == "open"
    assert "您可以在此查阅" in text(browser.get(url(running)))


@pytest.mark.parametrize("more", ["", "one"])
def test_pages_ask_as_often_for_three_as_for_one(
    office: StrictClient, running: Campaign, same_queries: Callable[..., int], more: str
) -> None:
    numbers = iter(range(9))

    def rows(count: int) -> None:
        for _ in range(count):
            there = place(f"13991{next(numbers)}", parent=running.jurisdiction)
            prepared(organ(there), f"SF9{next(numbers)}")
            do.adopt_rulebook(actor=SYSTEM, campaign=running, path=HEBEI)

    assert same_queries(rows, url(running) if more else LIST, office) <= 19


def test_a_campaign_runs_its_course(office: StrictClient, bureau: Organ, shelf: Path) -> None:
    given = {
        **FRAME,
        "jurisdiction": bureau.jurisdiction_id,
        "office_organ": bureau.pk,
        "leading_organ": bureau.pk,
        "starts": "2017-01-01",
        "ends": "2017-12-31",
    }
    answer = office.submit(f"{LIST}new/", given, form="prepare")
    made = Campaign.objects.get(number_prefix="SF2017")
    assert answer["Location"] == url(made)
    page = text(office.get(url(made)))
    assert "尚未选定规则手册" in page
    assert 'id="start"' not in page
    assert office.send(url(made, "start")).status_code == 409
    adopt = url(made, "rulebook/adopt")
    checked = office.get(adopt, {"rulebook": "hebei-2016"})
    assert "检查通过" in text(checked)
    assert load(HEBEI).digest in text(checked)
    assert office.submit(f"{adopt}?rulebook=hebei-2016", form="adopt")["Location"] == url(made)
    office.submit(url(made), form="start")
    page = text(office.get(url(made)))
    assert load(HEBEI).digest in page
    assert "进行中" in page
    assert "整顿工作启动" in page
    office.submit(url(made), form="close")
    assert told(made) == [
        "campaign_prepared", "rulebook_adopted", "campaign_started", "campaign_closed",
    ]  # fmt: skip
    page = text(office.get(url(made)))
    assert "rulebook/adopt" not in page
    late = office.send(url(made, "start"))
    assert late.status_code == 409
    assert "当前状态" in text(late)


def test_two_campaigns_of_a_place_are_not_open_at_once(
    office: StrictClient, running: Campaign, bureau: Organ
) -> None:
    second = prepared(bureau, "SF2")
    do.adopt_rulebook(actor=SYSTEM, campaign=second, path=HEBEI)
    answer = office.submit(url(second), form="start")
    assert answer.status_code == 409
    assert "另有一次整顿工作正在进行" in text(answer)
    assert state(second) == "draft"


def test_a_rulebook_with_faults_is_shown_and_not_adopted(
    office: StrictClient, draft: Campaign, shelf: Path
) -> None:
    adopt = url(draft, "rulebook/adopt")
    page = text(office.get(adopt))
    assert "schema" not in page
    assert 'value="broken"' in page
    page = text(office.get(adopt, {"rulebook": "broken"}))
    assert "surprise" in page
    assert "is not known here" in page
    assert 'id="adopt"' not in page
    answer = office.send(adopt, {"rulebook": "broken"})
    assert answer.status_code == 422
    assert told(draft) == ["campaign_prepared"]


@pytest.mark.parametrize("name", ["../broken", "schema", "/etc", "", "none"])
def test_only_what_stands_on_the_shelf_is_read(
    office: StrictClient, draft: Campaign, shelf: Path, name: str
) -> None:
    adopt = url(draft, "rulebook/adopt")
    assert "没有该规则手册" in text(office.get(adopt, {"rulebook": name})) or not name
    assert office.send(adopt, {"rulebook": name}).status_code == 422
    assert told(draft) == ["campaign_prepared"]


def test_a_changed_text_needs_a_version_of_its_own(
    office: StrictClient, running: Campaign, shelf: Path
) -> None:
    adopt = url(running, "rulebook/adopt")
    assert "现行的正是" in text(office.get(adopt, {"rulebook": "hebei-2016"}))
    closing = shelf / "hebei-2016" / "closing.yaml"
    closing.write_text(closing.read_text().replace("share: 10", "share: 11"))
    answer = office.submit(f"{adopt}?rulebook=hebei-2016", form="adopt")
    assert answer.status_code == 422
    assert "此前已按另一文本选定" in text(answer)


def test_next_year_is_prepared_and_what_was_typed_stays(
    office: StrictClient, running: Campaign
) -> None:
    page = url(running, "next-year")
    proposed = text(office.get(page))
    assert 'value="2017-01-01"' in proposed
    refused = office.submit(page, {**FRAME, "number_prefix": "SF2016"}, form="prepare")
    assert refused.status_code == 422
    assert "已有其他整顿工作使用此编号前缀" in text(refused)
    assert 'value="第二年整顿"' in text(refused)
    office.submit(page, FRAME, form="prepare")
    made = Campaign.objects.get(number_prefix="SF2017")
    assert told(made) == ["campaign_repeated"]
    assert made.rulebook_version_id == Campaign.objects.get(pk=running.pk).rulebook_version_id


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends": "2016-01-01"}, "截止日期须晚于起始日期"),
        ({"number_prefix": "sf 1"}, "大写字母和数字"),
        ({"name": " "}, "SF2017"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused_at_its_field(
    office: StrictClient, running: Campaign, given: dict[str, str], words: str
) -> None:
    answer = office.submit(url(running, "next-year"), {**FRAME, **given}, form="prepare")
    assert answer.status_code == 422
    assert words in text(answer)
    assert "field--wrong" in text(answer)
    assert Campaign.objects.count() == 1


def test_organs_of_another_place_are_refused_at_their_field(
    running: Campaign, bureau: Organ, desk: Desk
) -> None:
    city = place("139901", parent=bureau.jurisdiction)
    both = account(bureau, Role.OFFICE)
    RoleGrant.objects.create(
        account=both, role=Role.OFFICE, organ=organ(city, "示范市局"), starts=LONG_AGO
    )
    given = {
        **FRAME,
        "jurisdiction": bureau.jurisdiction_id,
        "office_organ": Organ.objects.get(name="示范市局").pk,
        "leading_organ": bureau.pk,
        "starts": "2017-01-01",
        "ends": "2017-12-31",
    }
    answer = desk(both).submit(f"{LIST}new/", given, form="prepare")
    assert answer.status_code == 422
    assert 'href="#id_office_organ"' in text(answer)


def test_the_rulebook_is_read_rule_by_rule(office: StrictClient, running: Campaign) -> None:
    page = text(office.get(url(running, "rulebook")))
    book = load(HEBEI)
    rules = (*book.themes, *book.channels, *book.kinds, *book.refusals, *book.retention)
    for name in [rule.name for rule in rules]:  # type: ignore[attr-defined]
        assert name.zh in page
        assert name.en.replace("'", "&#x27;") in page
    for words in ("条款：三(二)", "配置", "15个工作日", "60日", book.digest):
        assert words in page, words
    office.cookies["language"] = "en"
    english = text(office.get(url(running, "rulebook")))
    assert "Clause 三(二)" in english
    assert "15 working days" in english


def test_a_draft_without_rulebook_has_nothing_to_read(
    office: StrictClient, draft: Campaign
) -> None:
    assert office.get(url(draft, "rulebook")).status_code == 409


def test_what_is_configuration_is_marked() -> None:
    book = load(HEBEI)
    lines = {section.code: section.lines for section in sections(book)}
    groups = lines["organ_groups"]
    assert groups
    assert all(line.configured for line in groups)
    assert not any(line.basis.startswith(("配置", "Configuration")) for line in groups)
    channel = next(line for line in lines["channels"] if line.title == book.channel("web").name.zh)
    assert (channel.clause, channel.configured) == ("三(二)", False)
    assert ("途径", "网站") in channel.facts
    terms = [line for line in lines["kinds"] if line.above == book.kind("conduct").name.zh]
    assert [line.title for line in terms][:2] == ["确认收到", "受理告知"]
    loose = next(r for r in lines["retention"] if r.title == book.kept("loose-upload").name.zh)
    assert ("保存期限", "1日 · 期满日遇休息日不顺延") in loose.facts


def test_no_rule_of_any_rulebook_lacks_its_words() -> None:
    kinds, seen = [Part], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind not in {Rulebook, About, Document, Words}:
            seen |= {(kind, name) for name in kind.model_fields.keys() - HEAD - {"terms", "door"}}
    assert [field_word(kind, name) for kind, name in seen]
    assert all(set(words) == set(kind) for kind, words in CODE_WORDS.items())
    about = {"about", "lineage"}
    assert set(SECTION_WORDS) == set(Rulebook.model_fields) - about
