"""What is rendered once says nothing of the request that rendered it first."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

ENGINE = Engine(
    libraries={
        "i18n": "django.templatetags.i18n",
        "unvarying": "youwei.ui.templatetags.unvarying",
    }
)
LOAD = "{% load i18n unvarying %}{% unvarying %}"


def test_it_is_rendered_once_in_each_language() -> None:
    page = ENGINE.from_string(LOAD + '{% translate "Dark" %}{% endunvarying %}')
    for _ in range(2):
        for language, word in (("en", "Dark"), ("zh-hans", "深色")):
            with translation.override(language):
                assert page.render(Context()) == word


def test_a_condition_inside_sees_no_variable_of_the_page() -> None:
    page = ENGINE.from_string(LOAD + "{% if secret %}told{% endif %}{% endunvarying %}")
    assert page.render(Context({"secret": True})) == ""


@pytest.mark.parametrize("inside", ["{{ number }}", "{% block main %}{% endblock %}"])
def test_what_varies_is_refused_when_the_template_is_read(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        ENGINE.from_string(f"{LOAD}{inside}{{% endunvarying %}}")
