"""What every entry of the directory must keep to, by hand or from a workbook."""

import re
from datetime import date

from youwei.foundation.organs.rules.refusals import DatesCrossed, NameMissing, WrongCode
from youwei.kernel.words import clean_label

NAME_LENGTH = 100  # characters; the longest official name that we met has 41
SHORT_NAME_LENGTH = 40
_CODE = re.compile(r"[0-9]{6}")


def name_of(text: str, *, field: str = "name", most: int = NAME_LENGTH) -> str:
    """The name as it is stored. Raises NameMissing, and what `clean_label` raises."""
    name = clean_label(text, limit=most, field=field)
    if not name:
        raise NameMissing(field=field)
    return name


def short_name_of(text: str) -> str:
    return clean_label(text, limit=SHORT_NAME_LENGTH, field="short_name")


def code_of(text: str) -> str:
    """A GB/T 2260 code. Raises WrongCode."""
    code = clean_label(text, field="code")
    if not _CODE.fullmatch(code):
        raise WrongCode(field="code")
    return code


def check_dates(valid_from: date, valid_to: date | None) -> None:
    """Raises DatesCrossed unless the end, if any, lies after the beginning."""
    if valid_to is not None and valid_to <= valid_from:
        raise DatesCrossed(field="valid_to")


def name_after_merger(name: str, origin: str) -> str:
    """A unit's name where the organ that takes it over has one of that name already."""
    return f"{name[: NAME_LENGTH - len(origin) - 3]}（原{origin}）"
