"""起草: a person writes anew what several people said."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.access import visible_to as cases_visible_to
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.refusals import UnknownTheme
from youwei.listening.feedback.access import check_drafts, check_prepares
from youwei.listening.feedback.models import Batch, Item, ItemSource, ItemTheme
from youwei.listening.feedback.queries.sources import candidates, feedback_rules
from youwei.listening.feedback.rules import events
from youwei.listening.feedback.rules.periods import Period
from youwei.listening.feedback.rules.refusals import NoReason, NotASource
from youwei.listening.feedback.rules.states import WRITABLE
from youwei.listening.feedback.writing import lend_hand, locked, track, words

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Wording:
    """Typed by a person; nothing of a source is ever copied into it."""

    text: str
    demand: str
    themes: Sequence[str]
    sources: Sequence[Case]
    generalised: bool = False
    generalised_reason: str = ""


@operation
def draft(*, actor: Actor, campaign: Campaign, organ: Organ, period: Period) -> Batch:
    check_drafts(actor, campaign, organ)
    feedback_rules(campaign)
    letters = "".join(secrets.choice(_LETTERS) for _ in range(7))
    concerned = organ.pk in circle([campaign.office_organ_id])
    batch = Batch.objects.create(
        campaign=campaign,
        number=f"{campaign.number_prefix}-F{letters}",
        organ=organ,
        starts=period.starts,
        ends=period.ends,
        verifier=campaign.leading_organ if concerned else campaign.office_organ,
    )
    track(actor, batch, events.BatchDrafted(number=batch.number, organ=organ.name))
    return batch


@operation
def write_item(*, actor: Actor, batch: Batch, wording: Wording, item: Item | None = None) -> Item:
    """What still keeps it from being released is shown, not refused: a draft may be unfinished."""
    batch = _writable(actor, batch)
    _check_themes(batch, wording.themes)
    kept = _checked_sources(actor, batch, item, wording.sources)
    reason = words(wording.generalised_reason, field="generalised_reason")
    if wording.generalised and not reason:
        raise NoReason(field="generalised_reason")
    item = _present(batch, item) if item else Item(batch=batch)
    item.text, item.demand = (
        words(wording.text, field="text"),
        words(wording.demand, field="demand"),
    )
    item.generalised = wording.generalised
    item.generalised_reason = reason if wording.generalised else ""
    item.written_by_id = _account(actor)
    item.approved_by = None
    item.save()
    item.themes.all().delete()
    item.sources.all().delete()
    ItemTheme.objects.bulk_create(ItemTheme(item=item, code=code) for code in wording.themes)
    ItemSource.objects.bulk_create(ItemSource(item=item, case_id=pk) for pk in sorted(kept))
    lend_hand(actor, batch)
    track(actor, batch, events.ItemWritten(sources=len(kept), generalised=item.generalised))
    return item


@operation
def remove_item(*, actor: Actor, batch: Batch, item: Item) -> None:
    batch = _writable(actor, batch)
    _present(batch, item).delete()
    track(actor, batch, events.ItemRemoved())


def _writable(actor: Actor, batch: Batch) -> Batch:
    batch = locked(batch)
    check_prepares(actor, batch)
    if batch.state not in WRITABLE:
        raise WrongState
    return batch


def _present(batch: Batch, item: Item) -> Item:
    """Somebody else may have removed it since the page was shown: saved again it would be back."""
    found = batch.items.filter(pk=item.pk).first()
    if found is None:
        raise WrongState
    return found


def _check_themes(batch: Batch, themes: Sequence[str]) -> None:
    known = {theme.code for theme in rules_of(batch.campaign).themes}
    if not set(themes) <= known:
        raise UnknownTheme(field="themes")


def _checked_sources(
    actor: Actor, batch: Batch, item: Item | None, sources: Sequence[Case]
) -> set[int]:
    """What the actor may read and use; sources that only a colleague may read stay behind it."""
    wanted = {case.pk for case in sources}
    if candidates(actor, batch).filter(pk__in=wanted).count() < len(wanted):
        raise NotASource(field="sources")
    before = set(item.sources.values_list("case_id", flat=True)) if item is not None else set()
    mine = cases_visible_to(actor, pk__in=before).values_list("pk", flat=True)
    return wanted | (before - set(mine))


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise ValueError("feedback is written by a person")
    return actor.account_id
