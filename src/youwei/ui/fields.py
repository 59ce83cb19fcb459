"""Fields that clean what people write, and say in their language what is refused."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from youwei.kernel.refusal import Refusal
from youwei.kernel.words import clean_label, clean_text
from youwei.ui.forms import CountedTextarea
from youwei.ui.refusals import in_words


class WordsField(forms.CharField):
    """A text as it will be kept: nothing in it that does not show, and never cut off."""

    def __init__(
        self,
        *,
        limit: int,
        one_line: bool = False,
        rows: int = 6,
        needed_for: str | Promise = "",
        **kwargs: object,
    ) -> None:
        """`needed_for` says beside the label, in place of “optional”, what it is needed for."""
        if not one_line:
            kwargs.setdefault("widget", CountedTextarea({"rows": rows, "maxlength": limit}))
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.limit, self.needed_for = limit, needed_for
        self.clean_words = clean_label if one_line else clean_text

    def to_python(self, value: object) -> str:
        try:
            return self.clean_words(str(value or ""), limit=self.limit, field=None)
        except Refusal as refusal:
            raise ValidationError(in_words(refusal)) from None
