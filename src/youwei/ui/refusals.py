"""Named refusals in the page's language, and at the field that they name."""

from collections.abc import Iterable

from django.forms import BaseForm
from django.utils.translation import gettext

from youwei.kernel.refusal import Refusal


def message_of(refusal: Refusal) -> str:
    return _filled(refusal.message, refusal)


def remedy_of(refusal: Refusal, staff: bool = True) -> str:
    return _filled(refusal.remedy if staff else refusal.outside or refusal.remedy, refusal)


def in_words(refusal: Refusal, staff: bool = True) -> str:
    """What happened and what one can do."""
    return joined((message_of(refusal), remedy_of(refusal, staff)))


def joined(sentences: Iterable[str]) -> str:
    """No blank stands behind a Chinese full stop."""
    return " ".join(sentences).replace("。 ", "。")


def add_refusal(form: BaseForm, refusal: Refusal, staff: bool = True) -> None:
    """At the field that the refusal names, else at the top."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, in_words(refusal, staff))


def _filled(text: str, refusal: Refusal) -> str:
    words = gettext(text)
    return words % refusal.params if refusal.params else words
