import gettext
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youwei.config.cli import catalogues

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
CONVERT = catalogues.to_traditional()


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "app" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "django.po"


def compiled(po: Path, language: str) -> gettext.GNUTranslations:
    path = po.parents[2] / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_both_scripts_come_from_one_catalogue(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(HEADER + 'msgid "Work for the people"\nmsgstr "为群众办事"\n')
    done = catalogues.compile_all(tmp_path)
    assert (done.written, done.unchanged) == (1, 0)
    assert compiled(catalogue, "zh_Hans").gettext("Work for the people") == "为群众办事"
    assert compiled(catalogue, "zh_Hant").gettext("Work for the people") == "為群眾辦事"
    assert compiled(catalogue, "zh_Hant").info()["language"] == "zh_Hant"


def test_context_and_plural_are_derived_too(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(
        HEADER + 'msgctxt "light"\nmsgid "late"\nmsgstr "逾期办理"\n\n'
        'msgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "%(n)s 个办件"\n'
    )
    catalogues.compile_all(tmp_path)
    derived = compiled(catalogue, "zh_Hant")
    assert derived.pgettext("light", "late") == "逾期辦理"
    assert derived.ngettext("%(n)s case", "%(n)s cases", 2) == "%(n)s 個辦件"


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("%(里)s里面", "%(里)s裡面"),
        ("由 {organ_name} 签收", "由 {organ_name} 簽收"),
        ('<a href="%(url)s">台账</a>', '<a href="%(url)s">台賬</a>'),
        ("行政复议", "行政復議"),
        ("信息", "信息"),
        ("有为：整治为官不为", "有為：整治為官不為"),
    ],
)
def test_conversion(simplified: str, expected: str) -> None:
    assert CONVERT(simplified) == expected


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["%(count)s", "{发}", "%(里)d", "复查", "里", " <b>", "后"])))
def test_placeholders_survive_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    found = catalogues.PLACEHOLDER.findall(CONVERT(text))
    assert found == catalogues.PLACEHOLDER.findall(text)


def test_an_unchanged_catalogue_is_not_compiled_again(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(HEADER + 'msgid "a"\nmsgstr "甲"\n')
    catalogues.compile_all(tmp_path)
    assert catalogues.compile_all(tmp_path) == catalogues.Compiled(written=0, unchanged=1)
    target = catalogue.with_suffix(".mo").stat().st_mtime
    os.utime(catalogue, (target + 5, target + 5))
    assert catalogues.compile_all(tmp_path).written == 1


def test_a_broken_catalogue_is_named_with_its_line(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(HEADER + 'msgid "a"\nmsgtxt "甲"\n')
    with pytest.raises(catalogues.Unreadable, match=r"django\.po, line \d+"):
        catalogues.compile_all(tmp_path)
    assert not catalogue.with_suffix(".mo").exists()
