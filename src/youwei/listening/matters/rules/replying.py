"""What one reply to many writers could tell one of them about another."""

from typing import Final

from youwei.text.identifying import Kind, find

# Places and days are those of the matter; these are somebody's.
_SOMEBODYS: Final = frozenset(
    {
        *(Kind.NAME, Kind.PHONE, Kind.IDENTITY, Kind.CARD, Kind.PLATE),
        *(Kind.CASE, Kind.ACCOUNT, Kind.MAIL, Kind.NUMBER),
    }
)


def somebodys(text: str) -> tuple[str, ...]:
    """Names and numbers in the text, each once."""
    return tuple(dict.fromkeys(one.text for one in find(text) if one.kind in _SOMEBODYS))
