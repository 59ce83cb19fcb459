"""Limits in force, who could approve, and what the pages show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from youwei.foundation.campaigns.queries import open_on, rules_of
from youwei.foundation.exports.access import DECIDING, visible_to
from youwei.foundation.exports.models import Decider, Export
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.people.queries import actor_for
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Term, due

CANDIDATES = 30  # persons asked whether they could approve


@dataclass(frozen=True, slots=True)
class Limits:
    """`decide` and `open` are the last moments of a request and of what is approved now."""

    most: int
    by_rule: int
    decide: datetime
    open: datetime


def limits() -> Limits:
    """The strictest of the campaigns that run; where none says anything, few rows and always a
    second person.
    """
    running = open_on(clock.today()).filter(rulebook_version__isnull=False)
    rules = [found for one in running if (found := rules_of(one).exports) is not None]
    if not rules:
        week, days = (_end_of(Term.parse(code)) for code in ("7d", "3d"))
        return Limits(most=1_000, by_rule=0, decide=week, open=days)
    return Limits(
        most=min(one.most.rows for one in rules),
        by_rule=min(one.by_rule.rows for one in rules),
        decide=min(_end_of(one.decide.term) for one in rules),
        open=min(_end_of(one.open.term) for one in rules),
    )


def _end_of(term: Term) -> datetime:
    return clock.after(due(clock.today(), term, calendar()).on)


def candidates(actor: Actor) -> Iterator[tuple[Account, Actor]]:
    """Leads of the organs that the actor serves, the offices and leading groups of these places."""
    today = clock.today()
    grants = RoleGrant.objects.in_force(today).filter(role__in=DECIDING, account__is_active=True)
    served = grants.filter(organ__in=actor.organ_ids).order_by().values("account")
    places = {grant.jurisdiction_id for grant in actor.grants}
    near = grants.exclude(role=DECIDING[0]).filter(organ__jurisdiction__in=places)
    found = Account.objects.filter(pk__in=served) | Account.objects.filter(
        pk__in=near.order_by().values("account")
    )
    for account in found.exclude(pk=actor.account_id or 0).order_by("pk")[:CANDIDATES]:
        yield account, actor_for(account, today)


def listed(actor: Actor) -> QuerySet[Export]:
    """Newest first, with names and who could decide: three queries however many."""
    deciders = Decider.objects.select_related("account").order_by("account__name")
    return (
        visible_to(actor)
        .select_related("requested_by__organ", "decided_by")
        .prefetch_related(Prefetch("deciders", queryset=deciders))
        .defer("keys")
    )


def to_decide(actor: Actor) -> QuerySet[Export]:
    waiting = listed(actor).filter(pk__in=Export.objects.waiting().order_by().values("pk"))
    return waiting.exclude(requested_by=actor.account_id)


def waiting_for(actor: Actor) -> int:
    return to_decide(actor).count() if actor.holds(*DECIDING) else 0
