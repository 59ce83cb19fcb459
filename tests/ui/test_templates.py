"""Whole pages name their language; frames that everything extends have their landmarks."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

SOURCE = Path(__file__).parents[2] / "src/youwei"
PAGES = sorted(SOURCE.rglob("templates/**/*.html"))
FAULTS = ("400", "403", "404", "413", "429", "500")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SOURCE)))
def test_a_page_of_its_own_names_its_language(page: Path) -> None:
    text = page.read_text("utf-8")
    if "<html" in text:
        assert re.search(r'<html lang="\{\{ LANGUAGE_CODE \}\}"', text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SOURCE)))
def test_every_template_can_be_read(page: Path) -> None:
    name = str(page).split("/templates/")[-1]
    get_template(name)


@pytest.mark.parametrize("status", FAULTS)
def test_a_fault_page_needs_neither_request_nor_database(status: str) -> None:
    text = get_template(f"{status}.html").render()
    assert text.count("<h1>") == 1
    assert 'href="/"' in text
    assert '<main class="public__main" id="main"' in text
