"""Saved searches: a person's own, and what the daily look found for them."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict

from youwei.foundation.duties.models import SavedSearch
from youwei.foundation.duties.offers import place_of
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.refusals import (
    SearchNameTaken,
    SearchUnnamed,
    TooManySearches,
)
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, NotFound
from youwei.kernel.words import clean_label

NAME_LIMIT = 40  # characters
QUERY_LIMIT = 600
KEPT = 20  # searches of one person


@operation
def save_search(*, actor: Actor, place: str, name: str, query: str) -> SavedSearch:
    """`query` is the filter as the list's address has it."""
    known = place_of(place)
    if known is None or len(query) > QUERY_LIMIT:
        raise NotFound
    if actor.account_id is None or not known.may(actor):
        raise NotAllowed
    named = clean_label(name, limit=NAME_LIMIT, field="name")
    if not named:
        raise SearchUnnamed(field="name")
    own = SavedSearch.objects.filter(account=actor.account_id)
    if own.filter(name=named).exists():
        raise SearchNameTaken(field="name")
    if own.count() >= KEPT:
        raise TooManySearches(limit=KEPT)
    search = SavedSearch.objects.create(
        account_id=actor.account_id, place=place, name=named, query=_filter(query)
    )
    record(actor=actor, event=events.SearchSaved(place=place), subject=search.subject)
    return search


@operation
def drop_search(*, actor: Actor, search: SavedSearch) -> None:
    if search.account_id != actor.account_id:
        raise NotFound
    record(actor=actor, event=events.SearchDropped(place=search.place), subject=search.subject)
    search.delete()


@operation
def keep_news(
    *, actor: Actor, search: SavedSearch, news: Sequence[int], until: datetime
) -> SavedSearch:
    """In the place of what the look before found."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    search.news, search.looked_from, search.looked_at = list(news), search.looked_at, until
    search.save(update_fields=["news", "looked_from", "looked_at"])
    record(actor=actor, event=events.NewsGathered(found=len(news)), subject=search.subject)
    return search


def _filter(query: str) -> str:
    """Without the page, and what was left empty but the state: there, empty means all."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in sorted(set(given) - {"page"}):
        for value in given.getlist(name):
            if value or name == "state":
                kept.appendlist(name, value)
    return kept.urlencode()
