"""Words for roles and interests, and the demo's logins, for templates."""

from datetime import date, timedelta

from django import template
from django.utils.translation import gettext

from youwei.foundation.people import queries
from youwei.foundation.people.rules.demo import DEMO_PASSWORD
from youwei.foundation.people.rules.roles import INTEREST_LABELS, ROLE_LABELS, Interest
from youwei.kernel.actor import Role

register = template.Library()


@register.filter
def role_label(role: str) -> str:
    return gettext(ROLE_LABELS[Role(role)])


@register.filter
def interest_label(code: str) -> str:
    return gettext(INTEREST_LABELS[Interest(code)])


@register.filter
def in_words(source: str) -> str:
    """A source string of ours in the reader's language."""
    return gettext(source)


@register.filter
def last_day(ends: date) -> date:
    """What a reader calls the end: the last day on which it holds."""
    return ends - timedelta(days=1)


@register.simple_tag
def demo_logins() -> tuple[queries.DemoLogin, ...]:
    return queries.demo_logins()


@register.simple_tag
def demo_password() -> str:
    return DEMO_PASSWORD
