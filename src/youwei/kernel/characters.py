"""Cells of a table freed from characters that nobody sees. What a person types into a form goes
through `youwei.kernel.words` instead, which refuses where it would have to hide too much.
"""

import re
import unicodedata

# Unicode's control and format characters but tab and line ends, letters that show nothing, halves
# of surrogate pairs, and the two code points at the end of each plane.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    "\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\ud800-\udfff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without unseen characters, blanks folded and trimmed, in Unicode's NFC.

    `lines` keeps line ends (at most one empty line in a row); without it they become blanks.
    Cleaning twice changes nothing.
    """
    seen = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    seen = unicodedata.normalize("NFC", seen)
    if not lines:
        return " ".join(seen.split())
    kept = "\n".join(_BLANKS.sub(" ", line).strip() for line in seen.split("\n"))
    return _MANY_LINES.sub("\n\n", kept).strip()


def has_unseen(text: str) -> bool:
    return bool(_UNSEEN.search(text))
