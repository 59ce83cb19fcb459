"""The eye that every page passes under."""

import pytest

from tests.harness.pages import faults, read

HEAD = '<!doctype html><html lang="zh-hans"><body>'


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<form method="post"></form>', "CSRF"),
        ('<form method="POST" action="/a/"><input name="a" aria-label="a"></form>', "CSRF"),
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<button type="button" onclick="go()">', "handler onclick"),
        ('<a href=" JavaScript:go()">', "javascript:"),
        ('<p id="a"><p id="a">', "'a' stands twice"),
        ('<label for="b">B</label>', "label for 'b'"),
        ("<label>B</label>", "label without a field"),
        ('<input name="c">', "field 'c' without a label"),
        ('<textarea name="c"></textarea>', "field 'c' without a label"),
        ('<img src="/a.png">', "without alt"),
        ('<script src="https://cdn.example.org/a.js"></script>', "another host"),
        ("<html>", "without lang"),
        ('<meta name="referrer" content="no-referrer">', "Origin: null"),
    ],
)
def test_a_fault_is_seen(html: str, fault: str) -> None:
    assert any(fault in one for one in faults(html)), faults(html)


@pytest.mark.parametrize(
    "html",
    [
        f'{HEAD}<label for="a">A</label><input id="a" name="a">',
        "<label>A <input name='a'></label>",
        "<input name='a' aria-label='A'>",
        "<input type='hidden' name='a'><input type='submit'>",
        "<form method='post'><input type='hidden' name='csrfmiddlewaretoken'></form>",
        "<form><input name='q' aria-label='Q'></form>",
        "<script type='application/json' id='a'>{}</script><script src='/static/a.js'></script>",
        "<a href='https://www.example.org/'>elsewhere, when it is pressed</a>",
    ],
)
def test_a_good_page_passes(html: str) -> None:
    assert faults(html) == []


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    html = """<form method="post"><input type="hidden" name="token" value="t">
        <input name="a" value="1"><input name="off" value="x" disabled>
        <input type="checkbox" name="b" value="2" checked><input type="checkbox" name="b" value="3">
        <input type="radio" name="c" value="4"><input type="file" name="f">
        <select name="d"><option value="5"><option value="6" selected></select>
        <select name="e"><option value="7"><option value="8"></select>
        <textarea name="g">words</textarea><button name="move" value="go"></button></form>"""
    (form,) = read(html).forms
    assert form.untouched() == {
        "token": ["t"],
        "a": ["1"],
        "b": ["2"],
        "d": ["6"],
        "e": ["7"],
        "g": ["words"],
    }
    assert {"c", "f", "move", "off"} <= form.names
