"""The one line by which a case is known in lists."""

from typing import Final

from youwei.kernel.words import clean_label

SUMMARY_LENGTH: Final = 120  # characters


def summarised(summary: str, text: str) -> str:
    """The writer's own heading, or the beginning of the text, in one line."""
    words = summary.strip() or text
    line = clean_label(words, limit=len(words) + 1, field="summary")
    return line if len(line) <= SUMMARY_LENGTH else line[: SUMMARY_LENGTH - 1] + "…"
