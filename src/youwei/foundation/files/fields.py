"""A field for uploads, for the forms of every app that keeps evidence."""

from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.refusals import FileTooLarge, TooManyFiles
from youwei.foundation.files.rules.working_copy import MEGABYTE, WorkingCopy
from youwei.foundation.rulebook.rules.intake import Attachments
from youwei.kernel.refusal import Refusal
from youwei.ui.forms import FilesField, FilesInput
from youwei.ui.refusals import in_words

ACCEPT = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.txt"


class CopiesField(FilesField):
    """Uploads as working copies without traces, made before anything is locked or stored."""

    def __init__(
        self,
        *,
        rule: Attachments,
        installation_bytes: int,
        keeps_originals: bool = False,
        **kwargs: object,
    ) -> None:
        self.keeps_originals = keeps_originals
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
                copies.append(self._prepared(file))
            except Refusal as refusal:
                faults.append(f"{file.name}: {in_words(refusal)}")
        if faults:
            raise ValidationError(faults)
        return copies

    def _prepared(self, file: "UploadedFile[Any]") -> WorkingCopy:
        return prepared(
            name=file.name or "",
            content=cast("BinaryIO", file.file),
            keeps_original=self.keeps_originals,
        )
