"""The name that is shown: no path, nothing invisible, one line, Chinese kept."""

import re

from youwei.kernel.refusal import Invalid
from youwei.kernel.words import clean_label

NAME_LIMIT = 100  # characters, with the ending
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# Refused in file names by Windows, or read as something else by a shell.
_AWKWARD = re.compile(r'[<>:"|?*]')
_NAMELESS = "file"


def suffix_of(name: str) -> str:
    """The ending in lower case with its dot, or ''."""
    found = _SUFFIX.search(shown(name))
    return found.group().lower() if found else ""


def shown(name: str) -> str:
    """A name that can be shown and saved; 'file' where nothing of it remains. Never raises."""
    last = re.split(r"[/\\]", name[-4 * NAME_LIMIT :])[-1]
    last = last.encode("utf-8", "ignore").decode()  # half a surrogate pair
    try:
        label = clean_label(last, limit=len(last), field=None)
    except Invalid:  # a name made of invisible characters
        return _NAMELESS
    label = _AWKWARD.sub("_", label).rstrip(" .")
    found = _SUFFIX.search(label)
    suffix = found.group() if found else ""
    stem = label[: len(label) - len(suffix)][: NAME_LIMIT - len(suffix)].strip(" .")
    return (stem or _NAMELESS) + suffix
