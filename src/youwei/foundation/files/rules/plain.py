"""A text file is kept as clean UTF-8, a table as the UTF-8 that it is: its reader cleans it."""

from youwei.kernel.words import clean_text, decode

CHARACTERS = 500_000


def table(content: bytes) -> bytes:
    """Raises NotReadable."""
    return decode(content).encode()


def clean(content: bytes) -> bytes:
    """Raises NotReadable, TextHidden, TextTooLong."""
    return clean_text(decode(content), limit=CHARACTERS, field=None).encode()
