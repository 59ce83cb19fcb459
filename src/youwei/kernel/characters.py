"""Characters that a person cannot see but that change what others read."""

import re
import unicodedata

# Controls (C0 but tab and line ends, C1), zero-width and joining signs, bidi marks, embeddings,
# overrides and isolates, the byte-order mark, tags, unassigned ends of planes, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ufffe\uffff\ud800-\udfff]"
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
