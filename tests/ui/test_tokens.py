"""The colours of tokens.css: readable in both themes; the dark block is the same in both places."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src/youwei/ui/static/ui/css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
DECLARATION = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>[^;]+);")

GROUNDS = ("paper", "wash")
TEXTS = ("ink", "ink-2", "ink-3", "indigo", "indigo-strong", "seal", "error", "warning", "success")
LIGHTS = ("normal", "near", "behind", "overdue", "done")
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((f"light-{light}", ground) for light in LIGHTS for ground in GROUNDS),
    *((f"light-{light}", f"light-{light}-wash") for light in LIGHTS),
    *(("ink", f"light-{light}-wash") for light in LIGHTS),
    *((text, "sunk") for text in ("ink", "ink-2", "ink-3")),
    *((text, "indigo-wash") for text in ("ink", "ink-2", "ink-3", "indigo", "indigo-strong")),
    ("on-indigo", "indigo"),
    ("on-indigo", "indigo-strong"),
    ("on-indigo-field", "indigo-field"),
    ("on-indigo-field", "indigo-field-strong"),
    ("on-seal", "seal"),
    ("seal", "seal-wash"),
    ("paper", "error"),
)


def block(opening: str) -> dict[str, str]:
    """The custom properties of the first block after `opening`."""
    body = TOKENS.split(opening, 1)[1].split("{", 1)[1].split("}", 1)[0]
    return {match["name"]: match["value"].strip() for match in DECLARATION.finditer(body)}


LIGHT = block(":root ")
DARK = {**LIGHT, **block(':root[data-theme="dark"]')}


def luminance(theme: dict[str, str], name: str) -> float:
    value = theme[name]
    if reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return luminance(theme, reference[1])
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    light, dark = sorted((luminance(theme, one), luminance(theme, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["edge", "indigo", "focus"])
def test_edges_of_what_can_be_used_are_seen(theme: dict[str, str], line: str) -> None:
    for ground in GROUNDS:
        assert contrast(theme, line, ground) >= 3


def test_the_system_and_the_reader_get_the_same_dark() -> None:
    by_system = block(':root:not([data-theme="light"])')
    assert by_system == block(':root[data-theme="dark"]')


def test_dark_chooses_every_colour_anew() -> None:
    coloured = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert coloured - set(block(':root[data-theme="dark"]')) == set()


def test_sheets_name_no_colour_of_their_own() -> None:
    own = {
        sheet.name: found
        for sheet in CSS.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        and (found := set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,)\s])", sheet.read_text("utf-8"))))
        - {"#ffffff"}  # the ground of a QR code is white in every theme
    }
    assert own == {}


def test_sheets_use_only_tokens_that_exist() -> None:
    declared = {match["name"] for match in DECLARATION.finditer(TOKENS)}
    for sheet in CSS.glob("*.css"):
        text = sheet.read_text("utf-8")
        local = {match["name"] for match in DECLARATION.finditer(text)}
        used = set(re.findall(r"var\(--([\w-]+)", text))
        assert used - declared - local == set(), sheet.name


def test_paper_gets_the_colours_of_the_light_theme() -> None:
    text = (CSS / "print.css").read_text("utf-8")
    printed = {match["name"]: match["value"] for match in DECLARATION.finditer(text)}
    for name in ("seal", "on-seal", *(f"light-{light}" for light in LIGHTS)):
        assert printed[name] == LIGHT[name]
