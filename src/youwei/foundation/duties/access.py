"""Who is what to a duty, and who may see it."""

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from youwei.foundation.campaigns.queries import led_by
from youwei.foundation.duties.models import Duty, Shield
from youwei.foundation.duties.rules.states import DUTY, Party, State
from youwei.foundation.rulebook.rules.duties import Recipient
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal, gettext_noop

_WORKING = (Role.HANDLER, Role.LEAD)
_CHECKING = (Role.HANDLER, Role.LEAD, Role.OFFICE, Role.LEADING_GROUP)


class Conflicted(NotAllowed):
    code = "conflicted"
    message = gettext_noop("You serve the organ that this is about, or declared an interest in it.")
    remedy = gettext_noop("Leave it to a colleague; the system offers it to those who may act.")


class LeadDecides(NotAllowed):
    code = "lead_decides"
    message = gettext_noop("Only the lead of the organ that owes names who handles it.")
    remedy = gettext_noop("Ask the lead of your organ.")


def visible_to(actor: Actor) -> QuerySet[Duty]:
    """Duties of one's organs, duties one checks, and for the body that assigns all of the campaign;
    never one that is about an organ with which the actor is bound up (C-08), nor one of an organ in
    which the actor declared an interest (C-10).
    """
    if actor.kind is ActorKind.SYSTEM:
        return Duty.objects.all()
    owner, offered, verifier = _ties(actor)
    return not_kept_from(actor).filter(
        owner | offered | verifier | Q(campaign__in=assigned_in(actor))
    )


def visible_list(actor: Actor) -> QuerySet[Duty]:
    """The same, to be walked in order: of alternatives SQLite makes a walk through all that was
    ever ended, where the duties of some organs are few. Rows that are asked by key or number come
    sooner from `visible_to`; this one gathers all that the actor sees first.
    """
    whole = actor.kind is ActorKind.SYSTEM or sees_campaigns(actor)
    if whole or connection.vendor != "sqlite":
        return visible_to(actor)
    first, *others = (Duty.objects.filter(tie).order_by().values("pk") for tie in _ties(actor))
    return not_kept_from(actor).filter(pk__in=first.union(*others))


def others_owing(actor: Actor) -> set[int]:
    """Organs that owe what is offered to the actor's organs or checked by them."""
    _, *ties = _ties(actor)
    # Said so that SQLite does not walk all duties in the order of their owners.
    owner = Coalesce("owner", "owner")
    seen = (not_kept_from(actor).filter(tie).order_by() for tie in ties)
    return {organ for duties in seen for (organ,) in duties.values_list(owner).distinct()}


def not_kept_from(actor: Actor) -> QuerySet[Duty]:
    """Every duty that is not, and was not once, about an organ with which the actor is bound up,
    nor owed by one in which the actor declared an interest: `visible_to` for a list that asks
    itself for one of the ties that open a duty to the actor.
    """
    shields = Shield.objects.filter(organ__in=actor.conflicts)
    found = Duty.objects.exclude(shielded_from__in=actor.conflicts).exclude(
        pk__in=shields.order_by().values("duty")
    )
    apart = _apart_from(actor)
    return found.exclude(owner__in=apart) if apart else found


def _apart_from(actor: Actor) -> frozenset[int]:
    """Organs in which the actor declared an interest; in one's own the ordinary work goes on."""
    return actor.recused_from - actor.organ_ids


def _ties(actor: Actor) -> tuple[Q, ...]:
    """What opens a duty to somebody who does not see its whole campaign."""
    working, checking = actor.organs_as(*_WORKING), actor.organs_as(*_CHECKING)
    return Q(owner__in=working), Q(offered_to__in=working), Q(verifier__in=checking)


def sees_campaigns(actor: Actor) -> bool:
    """Whether the actor may see whole campaigns, and not only the duties of some organs."""
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP)


def assigned_in(actor: Actor) -> list[int]:
    """Campaigns by their keys, asked first: with a join neither engine walks an index of duties in
    the order of a list.
    """
    return led_by(actor) if sees_campaigns(actor) else []


def is_kept_from(actor: Actor, duty: Duty) -> bool:
    """The rule of `not_kept_from` for one duty."""
    if duty.shielded_from_id in actor.conflicts or duty.owner_id in _apart_from(actor):
        return True
    return duty.shields.filter(organ__in=actor.conflicts).exists()


def parties_of(actor: Actor, duty: Duty) -> frozenset[Party]:
    """Empty where the matter is about an organ with which the actor is bound up."""
    if is_kept_from(actor, duty):
        return frozenset()
    working = actor.organs_as(*_WORKING)
    parties = set()
    if duty.owner_id in working:
        parties.add(Party.OWNER)
    if duty.offered_to_id in working:
        parties.add(Party.OFFERED)
    if duty.owner_id not in actor.conflicts:
        parties |= _overseeing(actor, duty)
    return frozenset(parties)


def _overseeing(actor: Actor, duty: Duty) -> set[Party]:
    """Whoever serves the organ that owes neither checks it nor decides about it."""
    parties = set()
    if duty.verifier_id in actor.organs_as(*_CHECKING):
        parties.add(Party.VERIFIER)
    campaign = duty.campaign
    if campaign.office_organ_id in actor.organs_as(
        Role.OFFICE
    ) or campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP):
        parties.add(Party.OFFICE)
    return parties


def check_sees(actor: Actor, duty: Duty) -> None:
    if not visible_to(actor).filter(pk=duty.pk).exists():
        raise NotFound


def check_move(actor: Actor, duty: Duty, move: str) -> State:
    """The state that the move leads to. Raises a named refusal where it is not the actor's."""
    if actor.kind is ActorKind.SYSTEM:
        party = next(party for m in DUTY.moves if m.name == move for party in sorted(m.by))
        return DUTY.after(State(duty.state), move, party)
    if is_kept_from(actor, duty):
        raise Conflicted
    refusal: Refusal = NotAllowed()
    for party in sorted(parties_of(actor, duty)):
        try:
            return DUTY.after(State(duty.state), move, party)
        except Refusal as refused:
            refusal = refused
    raise refusal


def moves_for(actor: Actor, duty: Duty) -> frozenset[str]:
    """Names of the moves that this actor may make now."""
    state = State(duty.state)
    names = {
        move.name for party in parties_of(actor, duty) for move in DUTY.moves_for(state, party)
    }
    if duty.offered_to_id is not None:
        names.discard("offer")
    if duty.stays_with_owner:
        names -= {"offer", "reassign"}
    return frozenset(names)


def steps_for(actor: Actor, duty: Duty) -> frozenset[str]:
    """Everything that the actor may do with the duty now, moves of the table and others."""
    names = set(moves_for(actor, duty))
    if Party.OWNER in parties_of(actor, duty) and duty.state == State.HANDLING:
        names |= {"progress", "extend"}
    if duty.owner_id in actor.organs_as(Role.LEAD) and duty.state in {
        State.ASSIGNED,
        State.HANDLING,
    }:
        names.add("name_handler")
    return frozenset(names)


def check_names_handler(actor: Actor, duty: Duty) -> None:
    if duty.owner_id not in actor.organs_as(Role.LEAD):
        raise LeadDecides
    if is_kept_from(actor, duty):
        raise Conflicted


def check_owner(actor: Actor, duty: Duty) -> None:
    if Party.OWNER not in parties_of(actor, duty):
        raise NotAllowed


def check_office(actor: Actor, duty: Duty) -> None:
    if Party.OFFICE not in parties_of(actor, duty):
        raise NotAllowed


def check_decides_extension(actor: Actor, duty: Duty, decider: Recipient) -> None:
    """Never the organ that owes, whatever a rulebook says."""
    party = Party.VERIFIER if decider is Recipient.VERIFIER else Party.OFFICE
    if party not in parties_of(actor, duty):
        raise NotAllowed


def can_decide_extension(actor: Actor, duty: Duty, decider: Recipient) -> bool:
    try:
        check_decides_extension(actor, duty, decider)
    except Refusal:
        return False
    return True


def check_verifier(actor: Actor, duty: Duty) -> None:
    if Party.VERIFIER not in parties_of(actor, duty):
        raise NotAllowed
