"""Who the reporter is: one asks with a reason, another releases, the first opens (C-06)."""

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.age import NotForThisKey, seal, unseal
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.disclosures.access import check_asks, check_releases
from youwei.listening.disclosures.models import Disclosure, Identity, Opening
from youwei.listening.disclosures.queries.receiving import disclosing
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.contents import Reporter, to_reporter
from youwei.listening.disclosures.rules.refusals import NoIdentity, NotReleased
from youwei.listening.disclosures.rules.states import Reason
from youwei.listening.disclosures.writing import check_untied, locked, track


@operation
def ask(*, actor: Actor, disclosure: Disclosure, secret: str, reason: Reason) -> Opening:
    """By a holder of the first half. An anonymous reporter has no identity here, and nothing in the
    product looks for one.
    """
    key = check_asks(actor, disclosure)
    disclosure = locked(disclosure)
    check_untied(actor, disclosure, secret)
    _identity(disclosure)
    opening = Opening.objects.create(
        disclosure=disclosure,
        reason=reason,
        asked_by=key.account,
        asked_key=key,
        asked_on=clock.today(),
    )
    track(actor, disclosure, events.IdentityAsked(opening=opening.pk, reason=reason))
    return opening


@operation
def release(*, actor: Actor, opening: Opening, secret: str) -> Opening:
    """By a holder of the second half, with their own `secret`: peels off the outer seal, and seals
    the rest, which stays closed to them, to the key of the one who asked.
    """
    key = check_releases(actor, opening)
    disclosure, opening = locked(opening.disclosure), _waiting(opening)
    check_untied(actor, disclosure, secret)
    try:
        inner = unseal(_identity(disclosure).sealed, secret)
    except NotForThisKey:  # the half that it was sealed to was another's
        raise NoIdentity from None
    until = due(clock.today(), disclosing(disclosure.campaign).handing_over.term, calendar())
    opening.decided_by, opening.decided_on = key.account, clock.today()
    opening.handed, opening.until = seal(inner, to=[opening.asked_key.public]), until.on
    opening.save(update_fields=["decided_by", "decided_on", "handed", "until"])
    track(actor, disclosure, events.IdentityReleased(opening=opening.pk))
    return opening


@operation
def refuse(*, actor: Actor, opening: Opening, secret: str) -> Opening:
    key = check_releases(actor, opening)
    disclosure, opening = locked(opening.disclosure), _waiting(opening)
    check_untied(actor, disclosure, secret)
    opening.decided_by, opening.decided_on, opening.refused = key.account, clock.today(), True
    opening.save(update_fields=["decided_by", "decided_on", "refused"])
    track(actor, disclosure, events.IdentityRefused(opening=opening.pk))
    return opening


@operation
def reveal(*, actor: Actor, opening: Opening, secret: str) -> Reporter:
    """By the one who asked, once, in the days after the release. Shown and not kept."""
    check_asks(actor, opening.disclosure)
    disclosure = locked(opening.disclosure)
    check_untied(actor, disclosure, secret)
    opening = Opening.objects.select_related("asked_key").get(pk=opening.pk)
    if opening.asked_by_id != actor.account_id or opening.handed is None:
        raise NotReleased
    if opening.until is None or clock.today() > opening.until:
        raise NotReleased
    try:
        reporter = to_reporter(unseal(unseal(opening.handed, secret), secret))
    except NotForThisKey:
        raise NoIdentity from None
    opening.handed, opening.opened_on = None, clock.today()
    opening.save(update_fields=["handed", "opened_on"])
    reason = Reason(opening.reason)
    track(actor, disclosure, events.IdentityOpened(opening=opening.pk, reason=reason))
    return reporter


@operation
def take_back(*, actor: Actor, opening: Opening) -> Opening:
    """By the system, when its days have passed and nobody opened it: one key would open what was
    handed over, in any copy of the database.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    disclosure = locked(opening.disclosure)
    opening = Opening.objects.get(pk=opening.pk)
    if opening.handed is None or opening.until is None or clock.today() <= opening.until:
        raise WrongState
    opening.handed = None
    opening.save(update_fields=["handed"])
    track(actor, disclosure, events.IdentityTakenBack(opening=opening.pk))
    return opening


def _waiting(opening: Opening) -> Opening:
    found = Opening.objects.select_related("asked_key").get(pk=opening.pk)
    if found.decided_by_id is not None:
        raise NotReleased
    return found


def _identity(disclosure: Disclosure) -> Identity:
    found = Identity.objects.filter(disclosure=disclosure).first()
    if found is None:
        raise NoIdentity
    return found
