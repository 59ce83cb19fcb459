"""What the desk shows without a key: numbers, days, kinds and states."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.disclosures.access import audited_by, own_keys, visible_to
from youwei.listening.disclosures.models import Disclosure, Entry, Opening, RecipientKey
from youwei.listening.disclosures.rules.clocks import Day, light, running
from youwei.listening.disclosures.rules.states import BY_REPORTER, OPEN, Said, State


@dataclass(frozen=True, slots=True)
class Row:
    disclosure: Disclosure
    state: State
    due: Day | None
    light: str
    unread: bool
    retaliation: Day | None
    retaliation_light: str


def disclosures(actor: Actor, *, ended: bool = False) -> QuerySet[Disclosure]:
    """Those wrapped for the actor's key: open ones with retaliation first, or ended ones."""
    waiting = Q(entries__said=Said.RETALIATION, entries__taken_up_on=None)
    found = visible_to(actor).select_related("body__organ", "campaign")
    states = [state.value for state in State if (state in OPEN) != ended]
    return (
        found.filter(Q(state__in=states))
        .annotate(urgent=Count("entries", filter=waiting, distinct=True))
        .order_by("-urgent", "received_on", "pk")
    )


def rows(found: Sequence[Disclosure]) -> tuple[Row, ...]:
    """One more query, however many."""
    entries: dict[int, list[Entry]] = {}
    for entry in Entry.objects.filter(disclosure__in=[one.pk for one in found]).defer("sealed"):
        entries.setdefault(entry.disclosure_id, []).append(entry)
    return tuple(_row(one, entries.get(one.pk, [])) for one in found)


def row(disclosure: Disclosure) -> Row:
    return rows([disclosure])[0]


def _row(disclosure: Disclosure, entries: Sequence[Entry]) -> Row:
    state, today = State(disclosure.state), clock.today()
    day = running(
        state,
        named=disclosure.named,
        accept_due=Day(disclosure.accept_due_on, disclosure.accept_due_provisional),
        result_due=Day(disclosure.result_due_on, disclosure.result_due_provisional)
        if disclosure.result_due_on
        else None,
    )
    suffered = [
        Day(one.due_on, one.due_provisional)
        for one in entries
        if one.due_on is not None and one.taken_up_on is None
    ]
    retaliation = min(suffered, key=lambda one: one.on, default=None)
    return Row(
        disclosure=disclosure,
        state=state,
        due=day,
        light=light(day, today),
        unread=bool(entries) and entries[-1].said in BY_REPORTER,
        retaliation=retaliation,
        retaliation_light=light(retaliation, today),
    )


def one(actor: Actor, pk: int) -> Disclosure:
    """Raises NotFound."""
    found = visible_to(actor).select_related("body__organ", "campaign").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def waiting(actor: Actor) -> int:
    """How many wait for an answer of acceptance or of result, or tell of retaliation."""
    states = (State.RECEIVED, State.CONCLUDED)
    suffering = Q(entries__said=Said.RETALIATION, entries__taken_up_on=None)
    found = visible_to(actor).filter(Q(state__in=states) | suffering)
    return found.order_by().values("pk").distinct().count()


def entry_of(disclosure: Disclosure, pk: int) -> Entry:
    """Raises NotFound."""
    found = disclosure.entries.select_related("disclosure").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def opening_of(disclosure: Disclosure, pk: int) -> Opening:
    """Raises NotFound."""
    found = disclosure.openings.select_related("disclosure", "asked_key").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def openings(disclosure: Disclosure) -> QuerySet[Opening]:
    return disclosure.openings.select_related("asked_by", "decided_by").defer("handed")


def openings_for_audit(actor: Actor) -> QuerySet[Opening]:
    return (
        audited_by(actor)
        .select_related("asked_by", "decided_by", "disclosure")
        .defer("handed")
        .order_by("-pk")
    )


def key_of(actor: Actor) -> RecipientKey | None:
    """The actor's key, admitted or not."""
    return own_keys(actor).select_related("organ", "account").first()


def keys_of(organ_id: int) -> QuerySet[RecipientKey]:
    """All keys of the organ that were not removed."""
    found = RecipientKey.objects.filter(organ=organ_id, removed_on=None)
    return found.select_related("account", "admitted_by").order_by("pk")


def key_in(organ_id: int, pk: int) -> RecipientKey:
    """Raises NotFound."""
    found = keys_of(organ_id).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def has_identity(disclosure: Disclosure) -> bool:
    return hasattr(disclosure, "identity")
