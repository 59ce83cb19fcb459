"""Components say in words what they show in colour, and escape what people wrote."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tests.harness.clients import StrictClient
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline, Term
from youwei.kernel.refusal import NotFound
from youwei.ui import figures
from youwei.ui.charts import Bar, bar, columns
from youwei.ui.lights import LOOKS
from youwei.ui.refusals import in_words
from youwei.ui.templatetags import ui

ZH, EN = "zh-hans", "en"
HOSTILE = '<img src=x onerror="alert(1)">'


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui i18n %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("normal", "正常"),
        ("near", "临期"),
        ("behind", "滞后"),
        ("overdue", "逾期"),
        ("done", "销号"),
        ("done_late", "逾期销号"),
        ("recalled", "撤回"),
    ],
)
def test_a_light_has_shape_and_word(state: str, word: str) -> None:
    with translation.override(ZH):
        light = ui.light(state)
    assert word in light
    assert f'd="{LOOKS[state].shape}"' in light


def test_no_two_lights_share_a_shape_or_a_word() -> None:
    with translation.override(ZH):
        assert len({str(look.word) for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)


def test_a_light_is_a_whole_word_for_a_reader_of_the_page() -> None:
    assert 'aria-hidden="true"' in ui.light("near")  # the shape; the word is read
    assert HOSTILE not in ui.light("near", HOSTILE)


def test_no_blank_stands_between_chinese_sentences() -> None:
    with translation.override(ZH):
        assert re.search(r"。\S.*。$", in_words(NotFound()))
    with translation.override(EN):
        assert ". Check" in in_words(NotFound())


def test_an_hour_that_nobody_knows_is_not_shown() -> None:
    with translation.override(ZH):
        midnight = ui.moment(datetime(2019, 4, 25, tzinfo=clock.ZONE))
        assert "2019年4月25日" in midnight
        assert "00:00" not in midnight
        assert "00:01" in ui.moment(datetime(2019, 4, 25, 0, 1, tzinfo=clock.ZONE))


def test_a_date_on_an_unannounced_calendar_says_so() -> None:
    sure = Deadline(on=date(2026, 12, 4), provisional=False, basis="1")
    unsure = Deadline(on=date(2027, 2, 18), provisional=True, basis="1")
    with translation.override(ZH):
        assert "2026年12月4日" in ui.due_date(sure)
        assert "暂定" not in ui.due_date(sure)
        assert "（暂定）" in ui.due_date(unsure)
        assert "暂定" not in ui.due_date(date(2026, 1, 2))
    assert ui.due_date(None) == "—"


def test_a_moment_is_told_in_beijing_time() -> None:
    assert "07:30" in ui.moment(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert 'datetime="2026-11-23T07:30+08:00"' in ui.moment(
        datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        ("15wd", "15个工作日", "15 working days"),
        ("1wd", "1个工作日", "1 working day"),
        ("60d", "60日", "60 days"),
        ("3m", "3个月", "3 months"),
    ],
)
def test_a_term_is_said_in_words(length: str, chinese: str, english: str) -> None:
    term = Term.parse(length)
    with translation.override(ZH):
        assert ui.term(term) == chinese
    with translation.override(EN):
        assert ui.term(term) == english


@pytest.mark.parametrize(
    ("part", "n", "shown"),
    [(30, 40, "75.0%"), (4, 12, "33.3%"), (2, 16, "12.5%"), (1, 2000, "0.1%"), (0, 10, "0.0%")],
)
def test_a_share_stands_beside_its_n(part: int, n: int, shown: str) -> None:
    text = figures.share(part, n)
    assert shown in text
    assert f"{part:,} / {n:,}" in text


@pytest.mark.parametrize(("part", "n"), [(1, 1), (0, 7), (9, 9)])
def test_a_share_of_few_is_said_in_counts_alone(part: int, n: int) -> None:
    for text in (figures.share(part, n), figures.in_brief(part, n)):
        assert f"{part} / {n}" in text
        assert "%" not in text


def test_there_is_no_share_of_nothing() -> None:
    with translation.override(ZH):
        assert "无数据" in figures.share(0, 0)
    assert "%" not in figures.share(0, 0)


def test_an_estimate_shows_its_interval_and_n() -> None:
    assert re.search(r"82\.4.*80\.1–84\.7.*n = 1,204", figures.estimate(82.4, 80.1, 84.7, 1204))


def test_a_bar_shows_its_whisker_where_it_is_an_estimate() -> None:
    assert "bars__whisker" in bar(Bar("a", 50, 9, 40, 60), top=100)
    assert "bars__whisker" not in bar(Bar("a", 50, 9), top=100)
    assert 'width="25.0"' in bar(Bar("a", 50, 9), top=200)


def test_bars_are_a_table_with_the_same_figures() -> None:
    table = drawn("{% bars rows 'Title' %}", rows=[Bar(HOSTILE, 86.4, 1204, 84.1, 88.7)])
    assert "<caption>Title</caption>" in table
    assert "84.1–88.7, n = 1204" in table
    assert HOSTILE not in table


@pytest.mark.parametrize("values", [(), (3,), (0, 0), (2, 2, 2), (1, 0, 3)])
def test_columns_draw_any_series(values: tuple[int, ...]) -> None:
    drawn = columns(values, HOSTILE)
    assert bool(values) == ("<svg" in drawn)
    assert drawn.count("<rect") == sum(value > 0 for value in values)
    assert HOSTILE not in drawn


def test_what_people_wrote_is_escaped_inside_blocks() -> None:
    for tag in (
        "{% panel 'error' words %}{{ words }}{% endpanel %}",
        "{% empty_state words words %}{{ words }}{% endempty_state %}",
        "{% confirm words words %}{{ words }}{% endconfirm %}",
        "{% page_head words words words %}{{ words }}{% endpage_head %}",
        "{% status_tag words 'good' %}",
    ):
        text = drawn(tag, words=HOSTILE)
        assert "&lt;img" in text
        assert "<img" not in text


def test_what_a_page_puts_into_a_block_stays_markup() -> None:
    text = drawn('{% empty_state "a" %}<a href="/">b</a>{% endempty_state %}')
    assert '<a href="/">b</a>' in text
    assert "actions" not in drawn('{% empty_state "a" %} {% endempty_state %}')


def test_an_error_panel_says_that_it_is_one() -> None:
    with translation.override(ZH):
        assert "错误" in drawn("{% panel 'error' 'Words' %}{% endpanel %}")


def test_a_confirmation_needs_no_script() -> None:
    text = drawn("{% confirm 'Withdraw' 'Sure?' %}<form></form>{% endconfirm %}")
    assert text.lstrip().startswith("<details")
    assert "<summary" in text


def test_pages_keep_the_filter() -> None:
    from django.core.paginator import Paginator

    request = RequestFactory().get("/", {"q": "窗口", "page": "3"})
    page = Paginator(range(200), 20).page(3)
    text = drawn("{% pagination page %}", request=request, page=page)
    assert text.count("q=%E7%AA%97%E5%8F%A3") >= 4
    assert 'aria-current="page">3<' in text


def test_a_list_of_one_page_has_no_links() -> None:
    from django.core.paginator import Paginator

    request = RequestFactory().get("/")
    page = Paginator(range(3), 20).page(1)
    assert "pages__link" not in drawn("{% pagination page %}", request=request, page=page)


def test_the_proof_of_work_measures_nobody() -> None:
    from django.contrib.staticfiles import finders

    script = finders.find("ui/js/pow.js")
    assert isinstance(script, str)
    with open(script, encoding="utf-8") as file:
        assert "humanInteractionSignature: false" in file.read()


@dataclass
class Tab:
    label: str
    url: str = "#"
    current: bool = False
    count: int | None = None


def test_a_tab_with_nothing_in_it_still_counts() -> None:
    source = '{% include "ui/parts/tabs.html" with tabs=tabs label="a" %}'
    text = drawn(source, tabs=[Tab("One", count=0, current=True), Tab("Two")])
    assert '<span class="count">0</span>' in text
    assert text.count("count") == 1
    assert text.count('aria-current="page"') == 1


@pytest.mark.parametrize("language", [ZH, "zh-hant", EN])
def test_the_page_of_components_stands_in_every_language(
    client: StrictClient, language: str
) -> None:
    response = client.get("/ui/", headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_the_page_of_components_is_not_shown_in_production(
    client: StrictClient, settings: pytest.FixtureRequest
) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    for page in ("/ui/", "/ui/document/", "/ui/refusal/"):
        assert client.get(page).status_code == 404
