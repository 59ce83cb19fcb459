"""The home page: six doors, none of them dead; the terms that hold; nothing kept of the reader."""

import re

import pytest
from django.test import override_settings

from tests.harness.clients import StrictClient
from tests.harness.province import Province
from youwei.telling.portal.web import DOORS

TITLES = ("反映问题", "密封举报", "评价窗口", "查询进度", "评议结果", "权责清单")


def home(client: StrictClient, language: str = "zh-hans") -> str:
    response = client.get("/", headers={"accept-language": language})
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_six_doors_in_their_order(client: StrictClient) -> None:
    found = re.findall(r'<h2 class="door__title">(.*?)</h2>', home(client), re.S)
    assert len(found) == 6
    assert all(title in door for title, door in zip(TITLES, found, strict=True))


def test_an_open_door_leads_somewhere(client: StrictClient, province: Province) -> None:
    links = re.findall(r'<h2 class="door__title"><a href="([^"]+)"', home(client))
    assert links == [door.url for door in DOORS if door.url]
    assert links
    for link in links:
        assert client.get(link).status_code == 200


def test_a_closed_door_says_that_it_opens_later_and_is_no_link(client: StrictClient) -> None:
    for section in re.findall(r"<section class=\"door.*?</section>", home(client), re.S):
        closed = "door--closed" in section
        assert closed != ("<a " in section)
        assert closed == ("door__later" in section)
        if closed:
            assert "开放" in section


@override_settings(ROOT_URLCONF="tests.telling.portal.bare_urls")
def test_the_page_stands_where_no_door_is_built_yet(client: StrictClient) -> None:
    text = home(client)
    assert text.count("door--closed") == 6
    assert "12388" in text


def test_the_reader_is_told_who_does_what_by_when(client: StrictClient) -> None:
    text = home(client)
    assert text.count('class="way__step"') == 4
    assert text.count("由谁办") == text.count("何时办") == 4


def test_the_terms_are_those_of_the_rulebook(client: StrictClient, province: Province) -> None:
    text = home(client)
    assert "15个工作日" in text
    assert "作风投诉" in text


def test_without_a_campaign_no_term_is_promised(client: StrictClient) -> None:
    assert "way__terms" not in home(client)


def test_whoever_trusts_nobody_finds_the_public_record(client: StrictClient) -> None:
    link = re.search(r'<a href="([^"]+)">公开存证</a>', home(client))
    assert link is not None
    assert client.get(link[1]).status_code == 200


def test_reading_sets_no_cookie(client: StrictClient) -> None:
    response = client.get("/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_language_is_chosen_without_a_session(client: StrictClient, language: str) -> None:
    response = client.post("/language/", {"language": language, "next": "/"})
    assert response.status_code == 302
    assert set(response.cookies) == {"language"}
    assert f'<html lang="{language}">' in client.get("/").content.decode()


def test_english_is_complete(client: StrictClient) -> None:
    main = home(client, "en").split("<main")[1].split("</main>")[0]
    assert not re.search(r"[\u4e00-\u9fff]", main)


def test_the_site_takes_no_secrets_and_says_so(client: StrictClient) -> None:
    assert "国家秘密" in home(client)
