"""Fields that clean what people write and attach, and say in their language what is refused."""

from typing import BinaryIO, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.refusals import FileTooLarge, TooManyFiles
from youwei.foundation.files.rules.working_copy import MEGABYTE, WorkingCopy
from youwei.foundation.rulebook.rules.intake import Attachments
from youwei.kernel.refusal import Refusal
from youwei.kernel.words import clean_label, clean_text
from youwei.ui.forms import CountedTextarea, FilesField, FilesInput

ACCEPT = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.txt"


def in_words(refusal: Refusal) -> str:
    """What happened and what one can do, in the page's language."""
    parts = (gettext(refusal.message), gettext(refusal.remedy))
    return " ".join(part % refusal.params if refusal.params else part for part in parts)


class WordsField(forms.CharField):
    """A text as it will be kept: nothing in it that does not show, and never cut off."""

    def __init__(
        self, *, limit: int, one_line: bool = False, rows: int = 6, **kwargs: object
    ) -> None:
        if not one_line:
            kwargs.setdefault("widget", CountedTextarea({"rows": rows, "maxlength": limit}))
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.limit = limit
        self.clean_words = clean_label if one_line else clean_text

    def to_python(self, value: object) -> str:
        try:
            return self.clean_words(str(value or ""), limit=self.limit, field=None)
        except Refusal as refusal:
            raise ValidationError(in_words(refusal)) from None


class CopiesField(FilesField):
    """Uploads as working copies without traces, made before anything is locked or stored."""

    def __init__(self, *, rule: Attachments, installation_bytes: int, **kwargs: object) -> None:
        self.most, self.bytes = rule.at_most, min(rule.bytes, installation_bytes)
        widget = FilesInput(most=self.most, megabytes=self.bytes // MEGABYTE or 1, accept=ACCEPT)
        super().__init__(widget=widget, allow_empty_file=True, required=False, **kwargs)  # type: ignore[arg-type]

    def clean(self, data: object, initial: object = None) -> list[WorkingCopy]:  # type: ignore[override]
        files = super().clean(data, initial)
        if len(files) > self.most:
            raise ValidationError(in_words(TooManyFiles(limit=self.most)))
        faults, copies = [], []
        for file in files:
            try:
                if (file.size or 0) > self.bytes:
                    raise FileTooLarge(limit=f"{self.bytes / MEGABYTE:.3g}")
                copies.append(prepared(name=file.name or "", content=cast("BinaryIO", file.file)))
            except Refusal as refusal:
                faults.append(f"{file.name}: {in_words(refusal)}")
        if faults:
            raise ValidationError(faults)
        return copies
