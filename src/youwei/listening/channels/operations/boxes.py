"""开箱: two people open a report box, count, and account for every item."""

from datetime import datetime

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.rulebook.rules.channels import Medium
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.words import clean_label
from youwei.listening.channels.access import (
    check_box_move,
    check_takes_in,
    colleagues_for_box,
)
from youwei.listening.channels.models import BoxItem, BoxOpening
from youwei.listening.channels.operations.registering import register
from youwei.listening.channels.rules import events
from youwei.listening.channels.rules.circumstances import Circumstances
from youwei.listening.channels.rules.refusals import (
    CountFull,
    CountOpen,
    CountTooSmall,
    ItemAccounted,
    NotSecond,
    NotYetHappened,
    NotYourChannel,
    SameTwice,
    SealedElsewhere,
)
from youwei.listening.channels.rules.states import Fate
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.rules.kinds import ALLEGATION

PLACE_LIMIT = 80


@operation
def open_box(
    *,
    actor: Actor,
    campaign: Campaign,
    organ: Organ,
    place: str,
    at: datetime,
    count: int,
    second: Account,
) -> BoxOpening:
    """`second` was present and confirms later. An empty box is recorded, too, with a count of 0."""
    channel = next((c for c in rules_of(campaign).channels if c.medium is Medium.BOX), None)
    if channel is None or actor.account_id is None:
        raise NotYourChannel
    check_takes_in(actor, campaign, channel, organ)
    if not colleagues_for_box(actor, organ).filter(pk=second.pk).exists():
        raise SameTwice(field="second")
    if at > clock.now():
        raise NotYetHappened(field="at")
    opening = BoxOpening.objects.create(
        campaign=campaign,
        channel=channel.code,
        organ=organ,
        place=clean_label(place, limit=PLACE_LIMIT, field="place"),
        at=at,
        count=count,
        opened_by_id=actor.account_id,
        second=second,
    )
    event = events.BoxOpened(organ=organ.name, at=at, count=count)
    record(actor=actor, event=event, subject=opening.subject, campaign_id=campaign.pk)
    return opening


@operation
def account_for(
    *,
    actor: Actor,
    opening: BoxOpening,
    fate: Fate,
    position: int,
    nonce: str = "",
    intake: Intake | None = None,
) -> BoxItem:
    """The next item; `position` is its number, so that nothing is accounted for twice by one press.
    One that is a case carries its `intake`; nobody gets its code, for nobody is
    there to take it. Of a sealed one nothing but its number and the day is written down.
    """
    opening = _locked(opening)
    check_box_move(actor, opening, "account")
    done = opening.items.count()
    if position != done + 1:
        raise ItemAccounted(position=position)
    if done >= opening.count:
        raise CountFull(count=opening.count)
    case = _case(actor, opening, intake, nonce) if fate is Fate.CASE else None
    item = BoxItem.objects.create(opening=opening, position=position, fate=fate, case=case)
    _record(actor, opening, events.BoxItemAccounted(item=item.position, fate=fate))
    return item


@operation
def recount(*, actor: Actor, opening: BoxOpening, count: int) -> BoxOpening:
    """The two counted again."""
    opening = _locked(opening)
    check_box_move(actor, opening, "recount")
    done = opening.items.count()
    if count < done:
        raise CountTooSmall(field="count", done=done)
    before, opening.count = opening.count, count
    opening.save(update_fields=["count"])
    _record(actor, opening, events.BoxRecounted(before=before, after=count))
    return opening


@operation
def confirm(*, actor: Actor, opening: BoxOpening) -> BoxOpening:
    """The second person, when the count equals the items accounted for."""
    opening = _locked(opening)
    if actor.account_id == opening.opened_by_id:
        raise NotSecond
    opening.state = check_box_move(actor, opening, "confirm")
    fates = list(opening.items.values_list("fate", flat=True))
    if len(fates) != opening.count:
        raise CountOpen(count=opening.count, done=len(fates))
    opening.confirmed_at = clock.now()
    opening.save(update_fields=["state", "confirmed_at"])
    event = events.BoxConfirmed(
        cases=fates.count(Fate.CASE), sealed=fates.count(Fate.SEALED), void=fates.count(Fate.VOID)
    )
    _record(actor, opening, event)
    return opening


def _case(actor: Actor, opening: BoxOpening, intake: Intake | None, nonce: str) -> Case:
    assert intake is not None, "an item that is a case has its words"
    if intake.kind == ALLEGATION:
        raise SealedElsewhere(field="kind")
    receipt = register(
        actor=actor,
        campaign=opening.campaign,
        organ=opening.organ,
        intake=intake,
        how=Circumstances(),
        nonce=nonce,
    )
    return Case.objects.get(number=receipt.number)


def _locked(opening: BoxOpening) -> BoxOpening:
    return (
        BoxOpening.objects.select_for_update(of=("self",))
        .select_related("campaign", "organ")
        .get(pk=opening.pk)
    )


def _record(actor: Actor, opening: BoxOpening, event: Event) -> None:
    record(actor=actor, event=event, subject=opening.subject, campaign_id=opening.campaign_id)
