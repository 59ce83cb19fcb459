"""`{{ kind.name|said }}`: words of a rulebook in the reader's language."""

from django import template

from youwei.ui import bilingual

register = template.Library()
register.filter("said", bilingual.said)
