"""Words that data holds in Chinese and English, in the reader's language and script."""

from functools import lru_cache
from typing import Protocol, cast

from django.utils.translation import get_language

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class Bilingual(Protocol):
    def text(self, language: str) -> str: ...


def said(words: Bilingual) -> str:
    """Traditional Chinese is derived from Simplified, as the catalogues are."""
    language = (get_language() or "zh-hans").lower()
    text = words.text(language)
    return _traditional(text) if language.startswith(_TRADITIONAL) else text


@lru_cache(maxsize=4096)
def _traditional(text: str) -> str:
    return cast("str", _converter().convert(text))  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _converter() -> object:
    import opencc  # here: its dictionaries take a moment to load, and most readers need none

    return opencc.OpenCC("s2tw")
