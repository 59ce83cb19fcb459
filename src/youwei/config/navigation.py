"""The desk's rail: which places an actor can go to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from youwei.kernel.actor import Actor, Role
from youwei.listening.channels.access import can_see_channels, can_supervise, can_take_down


@dataclass(frozen=True, slots=True)
class Item:
    url: str
    label: object
    current: bool
    count: int | None = None


def _always(actor: Actor) -> bool:
    return True


def _triages(actor: Actor) -> bool:
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP)


def _only_boxes(actor: Actor) -> bool:
    """Whoever takes down finds the boxes beside the other ways in."""
    return actor.holds(Role.HANDLER, Role.LEAD) and not can_take_down(actor)


def _reads_feedback(actor: Actor) -> bool:
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP, Role.HANDLER, Role.LEAD)


def _sees_models(actor: Actor) -> bool:
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN)


def _grants(actor: Actor) -> bool:
    return actor.holds(Role.SECURITY_ADMIN)


_PLACES: tuple[tuple[str, str, Callable[[Actor], bool]], ...] = (
    ("duties:inbox", gettext_noop("My duties"), _always),
    ("cases:triage", gettext_noop("Complaints"), _triages),
    ("feedback:overview", gettext_noop("Central feedback"), _reads_feedback),
    ("channels:register", gettext_noop("Taking down"), can_take_down),
    ("channels:boxes", gettext_noop("Report boxes"), _only_boxes),
    ("channels:supervisor", gettext_noop("Handing in"), can_supervise),
    ("matters:list", gettext_noop("Matters"), _triages),
    ("duties:ledger", gettext_noop("Ledger"), _always),
    ("figures_desk:figures", gettext_noop("Figures"), _always),
    ("organs:directory", gettext_noop("Organs"), _always),
    ("sorting:models", gettext_noop("Suggestions"), _sees_models),
    ("campaigns:list", gettext_noop("Campaigns"), _always),
    ("channels:list", gettext_noop("Channels"), can_see_channels),
    ("people:accounts", gettext_noop("Accounts"), _grants),
)


def _stands_at(path: str, url: str) -> bool:
    """The desk's own root is current only on itself, a place also on the pages below it."""
    return path == url or (url != reverse("duties:inbox") and path.startswith(url))


def desk_navigation(request: HttpRequest, actor: Actor) -> tuple[Item, ...]:
    items = []
    for name, label, may in _PLACES:
        if not may(actor):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:  # the face that serves this page has no such place
            continue
        items.append(Item(url=url, label=_(label), current=_stands_at(request.path, url)))
    return tuple(items)
