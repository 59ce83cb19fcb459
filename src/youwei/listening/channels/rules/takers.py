"""Who writes down what comes in by which channel (谁受理、谁负责)."""

from collections.abc import Mapping
from typing import Final

from youwei.foundation.rulebook.rules.channels import Channel, Entry, Medium
from youwei.kernel.actor import Role

CALLS: Final = (Medium.PHONE, Medium.LETTER, Medium.VISIT)  # somebody turns to a clerk
REPORTS: Final = (Medium.TELEVISION, Medium.MEDIA)  # the office reads or sees it

_TAKERS: Final[Mapping[Medium, frozenset[Role]]] = {
    **dict.fromkeys(CALLS, frozenset({Role.CLERK, Role.OFFICE})),
    **dict.fromkeys(REPORTS, frozenset({Role.OFFICE})),
    Medium.BOX: frozenset({Role.CLERK}),
    Medium.PERSON: frozenset({Role.SUPERVISOR}),
}


def takers(channel: Channel) -> frozenset[Role]:
    """Nobody where the person writes on a form, a program hands in, or a file comes."""
    written_down = channel.entry is Entry.CLERK or channel.medium is Medium.PERSON
    if not written_down or channel.form_only:
        return frozenset()
    return _TAKERS.get(channel.medium, frozenset())


def embeds(channel: Channel) -> bool:
    """Whether the form can stand in a frame of a partner's page."""
    return channel.entry is Entry.PROGRAM and channel.medium is Medium.WEB and not channel.form_only
