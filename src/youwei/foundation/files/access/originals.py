"""Who may open originals: an app above that keeps recipients' keys says so once."""

from collections.abc import Callable

from youwei.foundation.campaigns.models import Campaign

Holders = Callable[[Campaign, int | None], tuple[str, ...]]

_holders: list[Holders] = []


def opened_by(holders: Holders) -> None:
    """`holders` gives the public keys for a campaign and the organ that a file's matter is about,
    without those who are tied to it.
    """
    _holders[:] = [holders]


def public_keys(campaign: Campaign, about: int | None = None) -> tuple[str, ...]:
    """Empty where nobody may: then originals are dropped."""
    return tuple(key for holders in _holders for key in holders(campaign, about))
