"""Rules in force, what is due by them, and what is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import open_on, rules_of
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.retention.access import visible_to
from youwei.foundation.retention.models import Disposal, Hold
from youwei.foundation.retention.rules.events import TracesRemoved
from youwei.foundation.retention.rules.terms import due_until
from youwei.foundation.rulebook.queries import calendar
from youwei.foundation.rulebook.rules.publishing import Afterwards, Retention
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import type_names

_UNDER_WAY = timedelta(minutes=10)  # an erasure that was recorded may be stored only now


@dataclass(frozen=True, slots=True)
class InForce:
    """A class of records under the rulebook that keeps it; `campaign` is None for the whole
    installation.
    """

    kept: Retention
    campaign: Campaign | None
    rulebook: str

    @property
    def rule(self) -> str:
        term = self.kept.keep.code if self.kept.keep else ""
        return f"{self.rulebook} · {self.kept.code} · {term} {self.kept.since}"

    def due_until(self, today: date) -> date | None:
        """The last day whose records are due; None where nothing is ever erased."""
        if self.kept.keep is None or self.kept.afterwards is not Afterwards.ERASE:
            return None
        return due_until(today, self.kept.keep, calendar())


def in_force(code: str, campaign: Campaign | None) -> InForce | None:
    """None where the rulebook does not know the class. The whole installation follows the campaign
    that runs and keeps it for the shortest time.
    """
    if campaign is not None:
        return _of(code, campaign, campaign) if campaign.rulebook_version_id else None
    running = open_on(clock.today()).filter(rulebook_version__isnull=False).order_by("pk")
    found = [one for each in running if (one := _of(code, each, None)) is not None]
    today = clock.today()
    return max(found, key=lambda one: one.due_until(today) or date.min) if found else None


def _of(code: str, source: Campaign, campaign: Campaign | None) -> InForce | None:
    book = rules_of(source)
    try:
        return InForce(book.kept(code), campaign, f"{book.id} {book.version}")
    except KeyError:
        return None


def held(subjects: Iterable[str]) -> frozenset[str]:
    """Those of the subjects that are under a hold."""
    wanted = list(subjects)
    open_holds = Hold.objects.filter(lifted_at=None, held__in=wanted)
    return frozenset(open_holds.values_list("held", flat=True))


def listed(actor: Actor) -> QuerySet[Disposal]:
    return visible_to(actor).select_related("campaign", "prepared_by", "confirmed_by").defer("keys")


def to_confirm(actor: Actor) -> QuerySet[Disposal]:
    waiting = listed(actor).filter(pk__in=Disposal.objects.waiting().order_by().values("pk"))
    return waiting.exclude(campaign=None)


def waiting_for(actor: Actor) -> int:
    return to_confirm(actor).exclude(prepared_by=actor.account_id).count()


def traces_may_stand() -> bool:
    """Whether something was erased since traces were removed last."""
    erasing = [kind for kind, event in type_names.items() if event.erases]
    erased = JournalEvent.objects.filter(kind__in=erasing)
    last = JournalEvent.objects.filter(kind=TracesRemoved.kind).order_by("-id").first()
    if last is not None:
        begun = datetime.fromisoformat(last.data["begun"])
        erased = erased.filter(at__gte=begun - _UNDER_WAY)
    return erased.exists()
