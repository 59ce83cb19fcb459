from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class FileTooLarge(Invalid):
    """`limit` in megabytes."""

    code = "file_too_large"
    status = 413
    message = _("The file is larger than %(limit)s MB.")
    remedy = _("Split it, or reduce the size of its pictures, and attach it again.")


class FileEmpty(Invalid):
    code = "file_empty"
    message = _("The file is empty.")
    remedy = _("Choose the file again; if it lies in a cloud folder, download it first.")


class FileTypeNotTaken(Invalid):
    code = "file_type_not_taken"
    status = 415
    message = _("This type of file is not taken.")
    remedy = _(
        "JPEG and PNG pictures, PDF, DOCX, XLSX and TXT are taken. Save older Word, Excel or WPS"
        " files as DOCX, XLSX or PDF; attach the files of an archive one by one."
    )


class NameAndContentDiffer(Invalid):
    """`named` is the ending, `found` the format by content."""

    code = "name_and_content_differ"
    status = 415
    message = _("The name ends in “%(named)s”, but the content is %(found)s.")
    remedy = _("Open the file, save it under a name with the right ending and attach that.")


class FileBroken(Invalid):
    code = "file_broken"
    message = _("The file is damaged or incomplete.")
    remedy = _("Open it, save it anew or print it to PDF, and attach that.")


class FileLocked(Invalid):
    code = "file_locked"
    message = _("The file is protected by a password.")
    remedy = _("Save it without a password and attach that.")


class ImageTooLarge(Invalid):
    """`limit` in millions of pixels."""

    code = "image_too_large"
    message = _("A picture has more than %(limit)d million pixels.")
    remedy = _("Reduce its size, or take a screenshot of it, and attach that.")


class PackageTooLarge(Invalid):
    code = "package_too_large"
    message = _("The file unpacks to more than can be checked.")
    remedy = _("Split it, or print the part that matters to PDF, and attach that.")


class FileHidesSomething(Invalid):
    """Base of what a reader would not see on opening the file."""

    code = "file_hides_something"
    message = _("The file holds something that cannot be seen when it is read.")
    remedy = _("Print it to PDF and attach that; attach other files one by one.")


class HoldsMacros(FileHidesSomething):
    code = "holds_macros"
    message = _("The file holds a program (macro).")
    remedy = _("Save it without macros as DOCX or XLSX, or print it to PDF, and attach that.")


class HoldsFiles(FileHidesSomething):
    code = "holds_files"
    message = _("The file holds other files inside, such as an embedded workbook.")


class LoadsFromElsewhere(FileHidesSomething):
    code = "loads_from_elsewhere"
    message = _("The file loads pictures, tables or data from another file or address.")
    remedy = _("Break the links in the program that made it, or print it to PDF, and attach that.")


class HoldsUnknownParts(FileHidesSomething):
    code = "holds_unknown_parts"
    message = _("The file holds parts or pictures that cannot be freed of personal traces.")
    remedy = _("Print it to PDF and attach that.")


class TooManyFiles(WrongState):
    code = "too_many_files"
    message = _("At most %(limit)d files can be attached here.")
    remedy = _("Put several pages into one PDF, or withdraw a file that is not needed.")


class FileWithdrawn(NotFound):
    code = "file_withdrawn"
    message = _("This file has been withdrawn.")
    remedy = _("Its digest stays in the record; the content no longer exists.")


class FileMissing(NotFound):
    """A row whose content is not in the store: a fault of the installation."""

    code = "file_missing"
    message = _("The content of this file cannot be found at the moment.")
    remedy = _("Tell the system administrator; the record of the file is kept.")


class FileSetAside(NotAllowed):
    code = "file_set_aside"
    message = _("This file was set aside because it may hold secrets; nobody can open it.")
    remedy = _("A person in charge decides whether it is released or purged.")


class SetAsideAlready(WrongState):
    code = "set_aside_already"
    message = _("This file is set aside already.")
    remedy = _("A person in charge decides whether it is released or purged.")


class DecidedAlready(WrongState):
    code = "decided_already"
    message = _("Somebody has decided about this file in the meantime.")
    remedy = _("Reload the page: it shows what was decided, by whom and why.")


class AnotherPerson(NotAllowed):
    code = "another_person"
    message = _("Whoever set a file aside does not decide about it.")
    remedy = _("Another person of the office or of the leading group decides.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _("Say why.")
    remedy = _("The reason stays in the record. Repeat nothing in it that the file says.")
