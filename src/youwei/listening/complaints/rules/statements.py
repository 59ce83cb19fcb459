"""The exact statement that a writer consents to."""

import hashlib


def digest(text: str) -> str:
    """SHA-256, hex: the journal proves which words were consented to and passed on."""
    return hashlib.sha256(text.encode()).hexdigest()


def neutral_title(text: str) -> str:
    """The statement's own beginning; nothing of the case's title may travel with it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
