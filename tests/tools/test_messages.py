"""The translation tool, on a small package of its own."""

from pathlib import Path

import pytest
from messages import PLACE, ROOT, TwoForms, Unreadable, faults, form_faults, found_in, main, update

VIEW = """
from django.utils.translation import gettext as _, ngettext, pgettext
title = _("Send it "
          "now")
count = ngettext("%(n)d case", "%(n)d cases", 3)
may = pgettext("month", "May")
computed = _(title)
"""
PAGE = """<div>
    <p>{% translate "Back" %}</p>
  {% blocktranslate trimmed with name=organ.name %}
    Sent to
    {{ name }}
  {% endblocktranslate %}
      {% blocktranslate count n=cases %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
{# nothing #}<a title="{% translate "Close" context "a door" %}">{{ _("Again")|upper }}</a>
"""
CHINESE = {
    "Send it now": "立即提交",
    "May": "五月",
    "Back": "返回",
    "Sent to %(name)s": "已发送至%(name)s",
    "Close": "关闭",
    "Again": "再次",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """youwei with one app that has a view and a page, and a stray module."""
    root = tmp_path / "youwei"
    app = root / "listening" / "cases"
    (app / "templates" / "cases").mkdir(parents=True)
    (app / "apps.py").touch()
    (app / "web.py").write_text(VIEW)
    (app / "templates" / "cases" / "page.html").write_text(PAGE)
    (root / "kernel.py").write_text('message = gettext_noop("You may not do this.")\n')
    return root


@pytest.fixture
def catalogue(package: Path) -> Path:
    return package / "listening" / "cases" / PLACE


def translate(path: Path, source: str, chinese: str) -> None:
    text = path.read_text()
    old = f'msgid "{source}"\nmsgstr ""'
    assert old in text, text
    path.write_text(text.replace(old, f'msgid "{source}"\nmsgstr "{chinese}"'))


def complete(package: Path, catalogue: Path) -> None:
    update(package)
    for source, chinese in CHINESE.items():
        translate(catalogue, source, chinese)
    text = catalogue.read_text()
    text = text.replace('"%(n)d cases"\nmsgstr[0] ""', '"%(n)d cases"\nmsgstr[0] "%(n)d件"')
    text = text.replace('"%(n)s days"\nmsgstr[0] ""', '"%(n)s days"\nmsgstr[0] "%(n)s天"')
    catalogue.write_text(text)
    translate(package / PLACE, "You may not do this.", "您无权进行此操作。")


def test_python_is_read() -> None:
    assert list(found_in(VIEW, template=False)) == [
        ("Send it now", ""),
        (("%(n)d case", "%(n)d cases"), ""),
        ("May", "month"),
    ]


def test_templates_are_read() -> None:
    assert list(found_in(PAGE, template=True)) == [
        ("Back", ""),
        ("Sent to %(name)s", ""),
        (("%(n)s day", "%(n)s days"), ""),
        ("Close", "a door"),
        ("Again", ""),
    ]


def test_each_app_has_its_catalogue(package: Path, catalogue: Path) -> None:
    assert sorted(update(package)) == sorted([catalogue, package / PLACE])
    assert '"You may not do this."' in (package / PLACE).read_text()
    text = catalogue.read_text()
    assert '"You may not do this."' not in text
    assert "#: youwei/listening/cases/templates/cases/page.html\n" in text


def test_nothing_changes_without_cause(package: Path, catalogue: Path) -> None:
    complete(package, catalogue)
    assert faults(package) == []
    before = catalogue.read_text()
    assert update(package) == []
    view = catalogue.parents[3] / "web.py"
    view.write_text("\n\n\n" + view.read_text())  # lines move, words do not
    assert update(package) == []
    assert catalogue.read_text() == before


def test_translations_are_kept_and_dead_strings_go(package: Path, catalogue: Path) -> None:
    complete(package, catalogue)
    view = catalogue.parents[3] / "web.py"
    view.write_text('_("Send it now")\n_("A new string")\n')
    assert [fault.split(": ", 1)[1] for fault in faults(package)] == [
        "is not up to date, run `make messages`",
        "'A new string': has no translation",
    ]
    update(package)
    text = catalogue.read_text()
    assert "立即提交" in text
    assert "五月" not in text
    assert "#~" not in text


def test_a_string_takes_its_translation_along(package: Path, catalogue: Path) -> None:
    complete(package, catalogue)
    (package / "kernel.py").write_text('gettext_noop("Send it now")\n')
    update(package)
    assert "立即提交" in (package / PLACE).read_text()


def test_an_app_without_strings_keeps_no_catalogue(package: Path, catalogue: Path) -> None:
    update(package)
    (package / "kernel.py").write_text("")
    update(package)
    assert not (package / PLACE).exists()
    assert catalogue.exists()


def test_only_the_named_folder_is_written(package: Path, catalogue: Path) -> None:
    assert update(package, [package / "listening"]) == [catalogue]
    assert not (package / PLACE).exists()


def test_one_string_has_one_translation(package: Path, catalogue: Path) -> None:
    complete(package, catalogue)
    (package / "kernel.py").write_text('gettext_noop("Back")\n')
    update(package)
    translated = (package / PLACE).read_text().replace("返回", "退回")
    (package / PLACE).write_text(translated)
    assert any("'返回' here, '退回' in" in one or "'退回' here" in one for one in faults(package))


def test_fuzzy_is_not_good_enough(package: Path, catalogue: Path) -> None:
    complete(package, catalogue)
    text = catalogue.read_text().replace('msgid "Back"', '#, fuzzy\nmsgid "Back"')
    catalogue.write_text(text)
    assert any(fault.endswith("'Back': is marked fuzzy") for fault in faults(package))


def test_blanks_at_the_edge_are_found(package: Path) -> None:
    (package / "kernel.py").write_text('gettext_noop(" Send ")\n')
    assert any("begins or ends with blanks" in fault for fault in faults(package))


def test_two_plurals_of_one_string_are_refused(package: Path) -> None:
    (package / "kernel.py").write_text('ngettext("a", "b", 1)\nngettext("a", "c", 1)\n')
    with pytest.raises(TwoForms):
        faults(package)


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("Sent to %(name)s", "已发送"),
        ("Sent to {name}", "已发送至{organ}"),
        ("%s of %s", "共%d项"),
        ("Wait, please", "请稍候,谢谢"),
        ("Wait.", "请稍候."),
        ("Wait...", "请稍候..."),
        ("Wait…", "请稍候…"),
        ("An organ (closed)", "机关(已撤销)"),
        ('The "organ"', '"机关"'),
        ("The organ", "机 关"),
        ("20 days", "２０天"),
        ("Done", "已办结。。"),
        ("Not translated", "Not translated"),
    ],
)
def test_bad_chinese_is_found(source: str, chinese: str) -> None:
    assert list(form_faults(source, chinese))


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("Sent to %(name)s (%(n)d)", "已发送至%(name)s（%(n)d）"),
        ("Wait, please…", "请稍候……"),
        ("OIDC", "OIDC"),
        ("XLSX file, 20 MB", "XLSX 文件，20 MB"),
        ('The "organ"', "“机关”"),
        ("100%% done", "已完成 100%%"),
        ("At 10:30", "10:30 开始"),
    ],
)
def test_good_chinese_is_left_alone(source: str, chinese: str) -> None:
    assert list(form_faults(source, chinese)) == []


def test_the_command_wants_a_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "update" in capsys.readouterr().out


def test_a_broken_catalogue_is_named(package: Path, catalogue: Path) -> None:
    update(package)
    catalogue.write_text('msgid "Back"\nmsgid_plural "Backs"\nmsgstr[0] "返回"\nmsgstr[1] "返回"\n')
    with pytest.raises(Unreadable, match=r"django\.po, line \d+"):
        faults(package)


def test_approving_has_one_word_in_chinese() -> None:
    """批准, never 核准: docs/glossary.md."""
    places = (ROOT / "src").rglob("*.po")
    rules = (ROOT / "rulebooks").rglob("*.yaml")
    assert not [str(file) for file in (*places, *rules) if "核准" in file.read_text()]
