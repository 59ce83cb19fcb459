"""Who receives, and who sees what. Nobody sees a disclosure, nor that there is one, but those for
whom its key was wrapped: whoever is tied to the organ concerned was left out when it was sealed.
"""

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.disclosures.models import Disclosure, Opening, RecipientKey
from youwei.listening.disclosures.rules.refusals import Another, NoKey, RecipientsOnly
from youwei.listening.disclosures.rules.routing import Part
from youwei.listening.disclosures.rules.states import DISCLOSURE, Party, State


def check_receives(actor: Actor) -> None:
    if not actor.holds(Role.DISCIPLINE):
        raise RecipientsOnly


def can_receive(actor: Actor) -> bool:
    try:
        check_receives(actor)
    except Refusal:
        return False
    return True


def own_keys(actor: Actor) -> QuerySet[RecipientKey]:
    """The actor's key, admitted or not, as long as the role is held where it was made."""
    return RecipientKey.objects.filter(
        account=actor.account_id, removed_on=None, organ__in=actor.organs_as(Role.DISCIPLINE)
    )


def own_key(actor: Actor) -> RecipientKey:
    """The actor's key in use. Raises RecipientsOnly, NoKey."""
    check_receives(actor)
    key = own_keys(actor).select_related("account", "organ").exclude(admitted_on=None).first()
    if key is None:
        raise NoKey
    return key


def visible_to(actor: Actor) -> QuerySet[Disclosure]:
    """To a recipient what was wrapped for their key; to the reporter their own; to the system,
    which cannot open anything, all.
    """
    found = Disclosure.objects.all()
    if actor.kind is ActorKind.SYSTEM:
        return found
    if actor.kind is ActorKind.CITIZEN:
        return found.filter(number=actor.receipt) if actor.receipt else found.none()
    keys = own_keys(actor).exclude(admitted_on=None).order_by().values("pk")
    return found.filter(report_keys__recipient__in=keys)


def check_reads(actor: Actor, disclosure: Disclosure) -> None:
    check_receives(actor)
    if not visible_to(actor).filter(pk=disclosure.pk).exists():
        raise NotFound


def check_reporter(actor: Actor, disclosure: Disclosure) -> None:
    """Whoever showed the passphrase of this number."""
    if actor.kind is not ActorKind.CITIZEN or actor.receipt != disclosure.number:
        raise NotAllowed


def check_move(actor: Actor, disclosure: Disclosure, move: str) -> State:
    """The state that the move leads to."""
    check_reads(actor, disclosure)
    return DISCLOSURE.after(State(disclosure.state), move, Party.RECIPIENT)


def moves_for(actor: Actor, disclosure: Disclosure) -> tuple[str, ...]:
    try:
        check_reads(actor, disclosure)
    except Refusal:
        return ()
    moves = DISCLOSURE.moves_for(State(disclosure.state), Party.RECIPIENT)
    return tuple(dict.fromkeys(move.name for move in moves))


def check_asks(actor: Actor, disclosure: Disclosure) -> RecipientKey:
    """Who asks for an identity holds the first half of its key."""
    check_reads(actor, disclosure)
    key = own_key(actor)
    if key.part != Part.FIRST:
        raise Another
    return key


def check_releases(actor: Actor, opening: Opening) -> RecipientKey:
    """Another person, who holds the second half."""
    check_reads(actor, opening.disclosure)
    key = own_key(actor)
    if key.part != Part.SECOND or opening.asked_by_id == actor.account_id:
        raise Another
    return key


def check_audits(actor: Actor) -> None:
    if not actor.holds(Role.AUDIT_ADMIN):
        raise NotAllowed


def can_audit(actor: Actor) -> bool:
    try:
        check_audits(actor)
    except Refusal:
        return False
    return True


def audited_by(actor: Actor) -> QuerySet[Opening]:
    """Of the places whose journal the audit administrator reads."""
    check_audits(actor)
    places = actor.jurisdictions_as(Role.AUDIT_ADMIN)
    return Opening.objects.filter(disclosure__campaign__jurisdiction__in=places)


def check_counts(actor: Actor) -> None:
    """Office and leading group learn how many there were, above the threshold, and nothing else."""
    if not actor.holds(Role.OFFICE, Role.LEADING_GROUP):
        raise NotAllowed


def can_count(actor: Actor) -> bool:
    try:
        check_counts(actor)
    except Refusal:
        return False
    return True


def check_counts_of(actor: Actor, campaign: Campaign) -> None:
    check_counts(actor)
    if campaign.office_organ_id not in actor.organs_as(
        Role.OFFICE
    ) and campaign.leading_organ_id not in actor.organs_as(Role.LEADING_GROUP):
        raise NotFound
