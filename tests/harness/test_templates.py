"""Unknown variables fail in our templates only."""

import pytest
from django.template import Context, Engine, Origin, Template

from tests.harness.templates import SOURCE, UNKNOWN, UnknownVariable


def render(text: str, origin: str, **values: object) -> str:
    engine = Engine(string_if_invalid=UNKNOWN)
    template = Template(text, origin=Origin(origin), name=origin, engine=engine)
    return template.render(Context(values))


OURS = str(SOURCE / "youwei" / "ui" / "templates" / "ui" / "page.html")


@pytest.mark.parametrize(
    "text",
    ["{{ nmae }}", "{{ name.x }}", "{{ nmae|upper }}", "{% if 1 %}{{ nmae }}{% endif %}"],
)
def test_an_unknown_variable_fails(text: str) -> None:
    with pytest.raises(UnknownVariable, match=r"page\.html line 1"):
        render(text, OURS, name="有为")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ name }}", "有为"),
        ("{{ none }}", "None"),
        ("{% if nmae %}yes{% else %}no{% endif %}", "no"),
        ("{% for a in nmae %}{% empty %}none{% endfor %}", "none"),
    ],
)
def test_known_and_asked_for_variables_pass(text: str, shown: str) -> None:
    assert render(text, OURS, name="有为", none=None) == shown


def test_templates_of_libraries_are_left_alone() -> None:
    assert render("a{{ nmae }}b", "/site-packages/allauth/page.html") == "ab"
