"""Pages run under a strict policy, load nothing from elsewhere, and speak neutrally."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, files, modules, must_be_none

INLINE = (
    (re.compile(r"<style\b", re.I), "a style sheet in the page"),
    (re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I), "a style attribute"),
    (re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I), "a handler attribute"),
    (re.compile(r"=\s*[\"']?\s*javascript:", re.I), "a javascript: address"),
    (
        re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
        "a script in the page",
    ),
)
HOST = re.compile(r"(?:https?:)?//(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.I)
NAMESPACES = frozenset({"www.w3.org"})  # names of XML vocabularies; nothing is fetched
LOCAL = re.compile(r"127\.0\.0\.1|localhost")

# C-17: neutral words until a decision. C-57: no counting of zeal.
VOCABULARY = (
    (re.compile(r"违纪人员|违法人员|犯罪分子|被举报人员名单"), "judges before a decision"),
    (re.compile(r"打卡|签到|排行榜|英雄榜|积分|在线时长|点赞|投票数|得票"), "counts zeal"),
    (
        re.compile(
            r"\b(leader-?boards?|check-?in|clock-?in|points|online[ -]time|time online|likes"
            r"|thumbs[ -]up|vote counts?|votes received|offenders?|culprits?|wrongdoers?)\b",
            re.I,
        ),
        "counts zeal or judges before a decision",
    ),
)
COMMENT = re.compile(r"{#.*?#}|{% comment .*?{% endcomment %}|<!--.*?-->", re.S)
CODE_COMMENT = re.compile(r"/\*.*?\*/", re.S)


def inline_faults(text: str) -> list[str]:
    """`text` is a template's source."""
    visible = COMMENT.sub("", text)
    return [what for pattern, what in INLINE if pattern.search(visible)]


def host_faults(text: str) -> list[str]:
    """Addresses of other hosts in a template, a sheet or a script."""
    found = {match["host"].lower() for match in HOST.finditer(CODE_COMMENT.sub("", text))}
    return sorted(host for host in found - NAMESPACES if not LOCAL.fullmatch(host))


def word_faults(text: str) -> list[str]:
    return [
        f"{match.group()!r} {why}"
        for pattern, why in VOCABULARY
        for match in pattern.finditer(text)
    ]


def _named(path: Path, faults: list[str]) -> list[str]:
    return [f"{path.relative_to(PACKAGE)}: {fault}" for fault in faults]


def test_no_inline_script_or_style() -> None:
    must_be_none(f for p in files(".html") for f in _named(p, inline_faults(p.read_text())))


def test_nothing_comes_from_another_host() -> None:
    sources = files(".html", ".css", ".js", ".mjs", ".svg", ".webmanifest")
    must_be_none(f for p in sources for f in _named(p, host_faults(p.read_text())))


def test_pages_and_catalogues_speak_neutrally() -> None:
    sources = files(".html", ".po")
    must_be_none(f for p in sources for f in _named(p, word_faults(p.read_text())))


def test_no_module_is_named_for_counting_zeal() -> None:
    names = (module.name.replace("_", "-").replace(".", " ") for module in modules())
    must_be_none(fault for name in names for fault in word_faults(name))


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<STYLE>p {}</STYLE>",
        '<button type="button"\n  onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_inline_code_is_found(text: str) -> None:
    assert inline_faults(text)


def test_a_clean_template_is_left_alone() -> None:
    text = (
        '<script type="module" src="{% static "ui/a.js" %}"></script><p class="on style">'
        '<script type="application/json" id="a">{}</script>{# style="" #}<p>one = two'
    )
    assert inline_faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '<link href="https://cdn.example.org/a.css">',
        '<script src="//cdn.example.org/a.js">',
        "@import url(//fonts.example.org/a)",
        'fetch("https://api.example.org")',
    ],
)
def test_another_host_is_found(text: str) -> None:
    assert host_faults(text)


def test_names_of_vocabularies_are_no_hosts() -> None:
    assert host_faults('<svg xmlns="http://www.w3.org/2000/svg"> // a comment') == []


@pytest.mark.parametrize(
    "text", ["违纪人员名单", "本月积分", "Leaderboard", "12 likes", "Check-in"]
)
def test_a_forbidden_word_is_found(text: str) -> None:
    assert word_faults(text)


def test_ordinary_words_are_left_alone() -> None:
    assert word_faults("Would you like to check which organ this happened? 签收") == []
