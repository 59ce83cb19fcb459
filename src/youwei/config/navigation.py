"""The desk's rail: which places an actor can go to."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from youwei.foundation.exports.access import can_ask
from youwei.foundation.exports.queries import waiting_for as waiting_exports
from youwei.foundation.files.access.secrets import can_enter
from youwei.foundation.files.queries import secrets
from youwei.foundation.journal.access import can_audit as can_audit_journal
from youwei.foundation.retention.access import can_dispose
from youwei.foundation.retention.queries import waiting_for as waiting_disposals
from youwei.kernel.actor import Actor, Role
from youwei.listening.appraisal.access.rounds import can_see_rounds
from youwei.listening.appraisal.access.third_party import can_appraise
from youwei.listening.channels.access import can_see_channels, can_supervise, can_take_down
from youwei.listening.disclosures.access import can_audit, can_count, can_receive
from youwei.listening.disclosures.queries import desk as disclosures
from youwei.listening.feedback.queries.waiting import waiting as waiting_feedback
from youwei.listening.followup.access.call_backs import can_see_call_backs
from youwei.listening.followup.access.listings import can_see_listings
from youwei.listening.followup.access.retaliation import can_protect
from youwei.listening.followup.queries import call_backs, retaliation, silence, transfers
from youwei.listening.matters.queries.waiting import waiting as waiting_matters
from youwei.listening.results.access import can_see_results
from youwei.listening.results.queries import results

CASES = gettext_noop("Cases and what follows")
APPRAISAL = gettext_noop("Appraisal")
WAYS = gettext_noop("Ways in")
SETTINGS = gettext_noop("Foundations")


@dataclass(frozen=True, slots=True)
class Item:
    """`heading` stands above the first place of its group."""

    url: str
    label: object
    current: bool
    count: int | None = None
    heading: object = ""


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


_PLACES: tuple[tuple[str, str, str, Callable[[Actor], bool]], ...] = (
    ("", "duties:inbox", gettext_noop("My duties"), _always),
    ("", "duties:ledger", gettext_noop("Ledger"), _always),
    (CASES, "cases:triage", gettext_noop("Complaints"), _triages),
    (CASES, "matters:list", gettext_noop("Matters"), _triages),
    (CASES, "feedback:overview", gettext_noop("Central feedback"), _reads_feedback),
    (CASES, "followup:transfers", gettext_noop("Transfers"), can_protect),
    (CASES, "followup:retaliation", gettext_noop("Retaliation"), can_protect),
    (CASES, "files:overview", gettext_noop("Files set aside"), can_enter),
    (CASES, "followup:call_backs", gettext_noop("Call-backs"), can_see_call_backs),
    (CASES, "followup:unanswered", gettext_noop("Unanswered"), can_see_listings),
    (CASES, "figures_desk:figures", gettext_noop("Figures"), _always),
    (CASES, "disclosures:overview", gettext_noop("Sealed disclosures"), can_receive),
    (CASES, "disclosures:openings", gettext_noop("Openings of identities"), can_audit),
    (CASES, "disclosures:counts", gettext_noop("How many sealed disclosures"), can_count),
    (CASES, "exports:list", gettext_noop("My exports"), can_ask),
    (APPRAISAL, "appraisal:overview", gettext_noop("Public appraisal"), can_see_rounds),
    (
        APPRAISAL,
        "appraisal:commissions",
        gettext_noop("Third-party appraisal"),
        can_appraise,
    ),
    (APPRAISAL, "results:overview", gettext_noop("Appraisal results"), can_see_results),
    (WAYS, "channels:register", gettext_noop("Taking down"), can_take_down),
    (WAYS, "channels:boxes", gettext_noop("Report boxes"), _only_boxes),
    (WAYS, "channels:supervisor", gettext_noop("Handing in"), can_supervise),
    (WAYS, "channels:list", gettext_noop("Channels"), can_see_channels),
    (SETTINGS, "organs:directory", gettext_noop("Organs"), _always),
    (SETTINGS, "campaigns:list", gettext_noop("Campaigns"), _always),
    (SETTINGS, "retention:overview", gettext_noop("Keeping and erasing"), _always),
    (SETTINGS, "sorting:models", gettext_noop("Suggestions"), _sees_models),
    (SETTINGS, "people:accounts", gettext_noop("Accounts"), _grants),
    (SETTINGS, "audit:journal", gettext_noop("Journal"), can_audit_journal),
    (SETTINGS, "people:proposals", gettext_noop("Second person"), _grants),
)
MANY = 7  # places; fewer need no headings
# They refuse whoever is no office or leading group that a campaign names.
_OF_OWN_CAMPAIGN = frozenset({"disclosures:counts", "retention:overview"})


# What waits there for this actor; nothing is shown beside a place where nothing waits.
_WAITING: dict[str, Callable[[Actor], int]] = {
    "feedback:overview": waiting_feedback,
    "matters:list": waiting_matters,
    "files:overview": secrets.waiting,
    "followup:retaliation": retaliation.waiting,
    "followup:transfers": transfers.waiting,
    "followup:call_backs": call_backs.waiting,
    "followup:unanswered": silence.waiting,
    "results:overview": results.waiting,
    "disclosures:overview": disclosures.waiting,
    "exports:list": waiting_exports,
    "retention:overview": waiting_disposals,
}


def _closed(actor: Actor) -> frozenset[str]:
    """Places that the role alone would show and that would refuse; asked once for all of them."""
    if can_dispose(actor):
        return frozenset()
    takes_down = frozenset() if actor.holds(Role.CLERK) else frozenset({"channels:register"})
    return _OF_OWN_CAMPAIGN | takes_down


def _stands_at(path: str, url: str) -> bool:
    """The desk's own root is current only on itself, a place also on the pages below it."""
    return path == url or (url != reverse("duties:inbox") and path.startswith(url))


def desk_navigation(request: HttpRequest, actor: Actor) -> tuple[Item, ...]:
    items, groups = [], []
    closed = _closed(actor)
    for group, name, label, may in _PLACES:
        if name in closed or not may(actor):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:  # the face that serves this page has no such place
            continue
        count = _WAITING[name](actor) or None if name in _WAITING else None
        current = _stands_at(request.path, url)
        items.append(Item(url=url, label=_(label), current=current, count=count))
        groups.append(group)
    if len(items) <= MANY:
        return tuple(items)
    before = ["", *groups]
    return tuple(
        replace(item, heading=_(group) if group and group != former else "")
        for item, group, former in zip(items, groups, before, strict=False)
    )
