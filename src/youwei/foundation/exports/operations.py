"""An export from its reason to its file; nothing leaves the desk on another way."""

import hashlib

from django.http import QueryDict

from youwei.foundation.exports import access
from youwei.foundation.exports.models import QUERY_LENGTH, REASON_LENGTH, Decider, Export
from youwei.foundation.exports.offers import File, Source, covered_by, mark_of, source_of
from youwei.foundation.exports.queries import candidates, limits
from youwei.foundation.exports.rules import events, refusals
from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, NotFound
from youwei.kernel.words import clean_label

REASON_AT_LEAST = 6  # characters


@operation
def request_export(*, actor: Actor, source: str, query: str, form: str, reason: str) -> Export:
    """`query` is the filter as the list's address has it. Approved at once by rule where few rows
    of the actor's own organ are asked for; otherwise somebody who may read every row decides.
    """
    access.check_asks(actor)
    known = source_of(source)
    if known is None or form not in known.forms or len(query) > QUERY_LENGTH:
        raise NotFound
    reason = clean_label(reason, limit=REASON_LENGTH, field="reason")
    if len(reason) < REASON_AT_LEAST:
        raise refusals.ReasonNeeded(field="reason")
    bounds, given = limits(), QueryDict(query)
    keys = list(known.rows(actor, given, bounds.most))
    if not keys:
        raise refusals.NothingToExport
    if len(keys) > bounds.most:
        raise refusals.TooManyRows(limit=bounds.most)
    export = Export.objects.create(
        source=source,
        form=form,
        query=query,
        keys=keys,
        rows=len(keys),
        reason=reason,
        requested_by_id=actor.account_id or 0,
        expires_at=bounds.decide,
    )
    event = events.ExportRequested(source=source, rows=len(keys))
    record(actor=actor, event=event, subject=export.subject)
    if len(keys) <= bounds.by_rule and known.own(actor, keys):
        return approve_export(actor=SYSTEM, export=export)
    able = [
        Decider(export=export, account=account)
        for account, other in candidates(actor)
        if known.covers(actor, other, given, keys)
    ]
    if not able:
        raise refusals.NobodyToApprove
    Decider.objects.bulk_create(able)
    return export


@operation
def approve_export(*, actor: Actor, export: Export) -> Export:
    """By the second person, or by rule."""
    export = _locked(export)
    export.state = access.check_move(actor, export, "approve")
    _check_open(export)
    _check_covers(actor, export)
    export.by_rule = actor.kind is ActorKind.SYSTEM
    export.decided_by_id, export.decided_at = actor.account_id, clock.now()
    export.expires_at = limits().open
    export.save(update_fields=["state", "by_rule", "decided_by", "decided_at", "expires_at"])
    event = events.ExportApproved(by_rule=export.by_rule, until=export.expires_at)
    record(actor=actor, event=event, subject=export.subject)
    return export


@operation
def refuse_export(*, actor: Actor, export: Export) -> Export:
    export = _locked(export)
    export.state = access.check_move(actor, export, "refuse")
    _check_open(export)
    export.decided_by_id, export.decided_at = actor.account_id, clock.now()
    export.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, event=events.ExportRefused(), subject=export.subject)
    return export


@operation
def withdraw_export(*, actor: Actor, export: Export) -> Export:
    export = _locked(export)
    export.state = access.check_move(actor, export, "withdraw")
    export.save(update_fields=["state"])
    record(actor=actor, event=events.ExportWithdrawn(), subject=export.subject)
    return export


@operation
def expire_export(*, actor: Actor, export: Export) -> Export:
    export = _locked(export)
    export.state = access.check_move(actor, export, "expire")
    export.save(update_fields=["state"])
    record(actor=actor, event=events.ExportExpired(), subject=export.subject)
    return export


@operation
def fetch_export(*, actor: Actor, export: Export) -> File:
    """The file, made now, with its mark: what was asked for, as far as the actor may read it yet.
    Each download is an event.
    """
    export = _locked(export)
    access.check_move(actor, export, "fetch")
    _check_open(export)
    made = _source(export).made(
        actor, QueryDict(export.query), export.keys, export.form, mark_of(export, clock.now())
    )
    export.fetched += 1
    export.save(update_fields=["fetched"])
    digest = hashlib.sha256(made.content).hexdigest()
    event = events.ExportFetched(rows=made.rows, sha256=digest)
    record(actor=actor, event=event, subject=export.subject)
    return made


@operation
def empty_export(*, actor: Actor, export: Export) -> Export:
    """Filter, reason and keys are gone; that there was an export stays."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    export = _locked(export)
    export.query, export.reason, export.keys, export.emptied_at = "", "", [], clock.now()
    export.save(update_fields=["query", "reason", "keys", "emptied_at"])
    record(actor=actor, event=events.ExportEmptied(), subject=export.subject)
    return export


def _locked(export: Export) -> Export:
    rows = Export.objects.select_for_update(of=("self",))
    return rows.select_related("requested_by__organ").get(pk=export.pk)


def _check_open(export: Export) -> None:
    if export.expires_at <= clock.now():
        raise refusals.ExportOver


def _check_covers(actor: Actor, export: Export) -> None:
    """Asked again: what may be read changes."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if not covered_by(actor, export):
        raise NotAllowed


def _source(export: Export) -> Source:
    source = source_of(export.source)
    if source is None:
        raise NotFound
    return source
