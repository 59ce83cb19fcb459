"""What text a person may hand in: readable, bounded, and nothing in it that does not show."""

import codecs
import re
import unicodedata

from youwei.kernel.refusal import Invalid, gettext_noop

LABEL_LIMIT = 120  # characters of a one-line name
# What a page copied from a web site or a chat carries without anybody's intent; more than that is
# text hidden from the reader.
HIDDEN_LIMIT = 100
CONTROLS_LIMIT = 8  # in an uploaded text; more says that it was read in the wrong encoding

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_TRAILING = re.compile(r"[^\S\n]+(?=\n)")
# Characters that are letters or marks by their category and show nothing all the same.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TextTooLong(Invalid):
    code = "text_too_long"
    message = gettext_noop("This text has %(length)d characters; %(limit)d are possible.")
    remedy = gettext_noop("Shorten it, or attach the long version as a file.")


class TextHidden(Invalid):
    code = "text_hidden"
    message = gettext_noop("This text holds %(hidden)d characters that cannot be seen.")
    remedy = gettext_noop("Type it anew, or copy it as plain text without formatting.")


class NotReadable(Invalid):
    code = "not_readable"
    message = gettext_noop("This text is damaged or in an encoding that is not known here.")
    remedy = gettext_noop("Save it as UTF-8 or GB 18030 and send it again, or type it anew.")


def clean_text(text: str, *, limit: int, field: str | None) -> str:
    """The text with "\\n" line ends, spaces for tabs, no empty edges and nothing invisible.

    Removed are control and format characters (zero-width, bidirectional, tags, soft hyphens) and
    blank letters; a joined emoji falls into its parts by that, no word of Chinese is touched.
    The caller shows the result before it is sent. Cleaning twice changes nothing more.
    Raises NotReadable (half a surrogate pair), TextHidden, TextTooLong (in characters).
    """
    lined = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    shown = lined if _plain(lined) else _shown(lined, field)
    hidden = len(lined) - len(shown)
    if hidden > HIDDEN_LIMIT:
        raise TextHidden(field=field, hidden=hidden)
    cleaned = _TRAILING.sub("", shown).strip()
    return _bounded(cleaned, limit, field)


def clean_label(text: str, *, limit: int = LABEL_LIMIT, field: str | None) -> str:
    """As `clean_text`, on one line: every run of white space becomes one space."""
    cleaned = clean_text(text, limit=max(limit, len(text)), field=field)
    return _bounded(_SPACES.sub(" ", cleaned.replace("\n", " ")), limit, field)


def is_label(text: str, *, limit: int = LABEL_LIMIT) -> bool:
    """Whether the text can stand as a one-line name as it is."""
    try:
        return bool(text) and clean_label(text, limit=limit, field=None) == text
    except Invalid:
        return False


def decode(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, UTF-16 with its mark, else GB 18030 (with GBK, GB 2312).

    Raises NotReadable. GB 18030 reads most bytes as something; control characters in the result
    give the wrong guess away. The result still has to be cleaned.
    """
    for encoding in ("utf-16",) if content.startswith(_BYTE_ORDER_MARKS) else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise NotReadable


def _plain(text: str) -> bool:
    """Whether all of it shows: what is printable is neither control, format nor unassigned."""
    return text.replace("\n", "").isprintable() and _BLANK_LETTERS.isdisjoint(text)


def _shown(text: str, field: str | None) -> str:
    return "".join(char for char in text if char == "\n" or not _invisible(char, field))


def _invisible(char: str, field: str | None) -> bool:
    if char < "\x7f":
        return char < " "
    category = unicodedata.category(char)
    if category == "Cs":
        raise NotReadable(field=field)
    return category in {"Cc", "Cf"} or char in _BLANK_LETTERS or ord(char) & 0xFFFE == 0xFFFE


def _is_text(text: str) -> bool:
    controls = sum(1 for char in text if unicodedata.category(char) == "Cc")
    usual = sum(text.count(char) for char in "\t\n\r\f\x1a")
    return "\0" not in text and controls - usual <= CONTROLS_LIMIT


def _bounded(text: str, limit: int, field: str | None) -> str:
    if len(text) > limit:
        raise TextTooLong(field=field, length=len(text), limit=limit)
    return text
