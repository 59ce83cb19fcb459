"""An organ that does not answer: warned, heard, published by two, taken down when it answers."""

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.deadlines import due
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed
from youwei.listening.followup.access.listings import check_move
from youwei.listening.followup.models import Listing
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules import events
from youwei.listening.followup.rules.lateness import Late
from youwei.listening.followup.rules.refusals import ObjectionOver, StillWarned
from youwei.listening.followup.writing import held_listing, needed


@operation
def warn(*, actor: Actor, campaign: Campaign, organ: Organ, late: Late) -> Listing:
    """By the job. The organ's leads read the day until which they can answer or object."""
    _only_calendar(actor)
    until = due(clock.today(), rules_of(campaign).publication.warning.term, calendar())
    listing = Listing.objects.create(
        campaign=campaign,
        organ=organ,
        overdue=late.overdue,
        total=late.total,
        oldest_on=late.oldest,
        as_of=clock.today(),
        object_until=until.on,
        object_provisional=until.provisional,
    )
    _track(
        actor,
        listing,
        events.OrganWarned(
            organ=organ.name, overdue=late.overdue, total=late.total, until=until.on
        ),
    )
    return listing


@operation
def object_to(*, actor: Actor, listing: Listing, text: str) -> Listing:
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "object")
    if clock.today() > listing.object_until:
        raise ObjectionOver(until=listing.object_until)
    listing.objection = needed(text)
    return _moved(actor, listing, "object")


@operation
def uphold(*, actor: Actor, listing: Listing, text: str) -> Listing:
    """The objection does not hold, with reasons that the organ reads."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "uphold")
    listing.decision = needed(text)
    return _moved(actor, listing, "uphold")


@operation
def drop(*, actor: Actor, listing: Listing, text: str) -> Listing:
    """Not published, with reasons."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "drop")
    listing.decision, listing.ended_at = needed(text), clock.now()
    return _moved(actor, listing, "drop")


@operation
def propose(*, actor: Actor, listing: Listing) -> Listing:
    """After the organ's days are over."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "propose")
    if clock.today() <= listing.object_until:
        raise StillWarned(until=listing.object_until)
    if actor.account_id is None:
        raise NotAllowed
    listing.proposed_by = Account.objects.get(pk=actor.account_id)
    return _moved(actor, listing, "propose")


@operation
def return_proposal(*, actor: Actor, listing: Listing, text: str) -> Listing:
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "return")
    listing.decision, listing.proposed_by = needed(text), None
    return _moved(actor, listing, "return")


@operation
def approve(*, actor: Actor, listing: Listing) -> Listing:
    """Public from now on, until it is settled, corrected, or the time of the rulebook is over."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "approve")
    listing.listed_at = clock.now()
    term = rules_of(listing.campaign).publication.named_example.term
    listing.expires_on = due(clock.today(), term, calendar()).on
    listing.save()
    _track(
        actor,
        listing,
        events.ListingPublished(
            organ=listing.organ.name,
            overdue=listing.overdue,
            total=listing.total,
            oldest=listing.oldest_on,
            expires_on=listing.expires_on,
        ),
    )
    return listing


@operation
def settle(*, actor: Actor, listing: Listing) -> Listing:
    """By the job: the organ has answered, or the time of publication is over."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "settle")
    listing.ended_at = clock.now()
    return _moved(actor, listing, "settle")


@operation
def recount(*, actor: Actor, listing: Listing, late: Late) -> Listing:
    """By the job, where the numbers changed."""
    _only_calendar(actor)
    listing = held_listing(listing)
    listing.overdue, listing.total, listing.oldest_on = late.overdue, late.total, late.oldest
    listing.as_of = clock.today()
    listing.save()
    event = events.ListingCounted(organ=listing.organ.name, overdue=late.overdue, total=late.total)
    _track(actor, listing, event)
    return listing


@operation
def correct(*, actor: Actor, listing: Listing, text: str) -> Listing:
    """It was wrong: taken down at once, and put right in the same place (C-24)."""
    listing = held_listing(listing)
    listing.state = check_move(actor, listing, "correct")
    listing.correction, listing.ended_at = needed(text), clock.now()
    term = following(listing.campaign).unanswered.correction
    listing.correction_until = due(clock.today(), term, calendar()).on
    return _moved(actor, listing, "correct")


def _moved(actor: Actor, listing: Listing, move: str) -> Listing:
    listing.save()
    event = events.ListingMoved(organ=listing.organ.name, move=move, state=listing.state)
    _track(actor, listing, event)
    return listing


def _only_calendar(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed


def _track(actor: Actor, listing: Listing, event: Event) -> None:
    record(actor=actor, event=event, subject=listing.subject, campaign_id=listing.campaign_id)
