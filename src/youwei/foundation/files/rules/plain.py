"""A text file is kept as clean UTF-8."""

from youwei.kernel.words import clean_text, decode

CHARACTERS = 500_000


def clean(content: bytes) -> bytes:
    """Raises NotReadable, TextHidden, TextTooLong."""
    return clean_text(decode(content), limit=CHARACTERS, field=None).encode()
