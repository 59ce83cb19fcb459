"""Roles and posts: given with dates, ended at once."""

from datetime import date

from django.db.models import F

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ, Post
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, PostHolding, RoleGrant
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.accounts import is_empty, overlap
from youwei.foundation.people.rules.roles import stands_alone
from youwei.foundation.people.writing import locked
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Actor, Role


@operation
def grant_role(
    *,
    actor: Actor,
    account: Account,
    role: Role,
    organ: Organ,
    starts: date | None = None,
    ends: date | None = None,
) -> RoleGrant:
    """From `starts` (today if not given) until the day before `ends`."""
    access.check_not_oneself(actor, account)
    access.check_governs_organ(actor, organ)
    access.check_governs_account(actor, account)
    account, starts = locked(account), starts or clock.today()
    if not account.is_active:
        raise refusals.AccountClosed
    if is_empty(starts, ends):
        raise refusals.DatesReversed(field="ends")
    if role in ADMINISTRATORS and ends is not None:
        raise refusals.AdministratorWithoutEnd(field="ends")
    _check_others(account, role, organ, starts, ends)
    grant = RoleGrant.objects.create(
        account=account,
        role=role,
        organ=organ,
        starts=starts,
        ends=ends,
        granted_by_id=actor.account_id,
    )
    event = events.RoleGranted(role=role, organ=str(organ), starts=starts, ends=ends)
    record(actor=actor, event=event, subject=account.subject)
    return grant


def _check_others(
    account: Account, role: Role, organ: Organ, starts: date, ends: date | None
) -> None:
    others = [
        other
        for other in RoleGrant.objects.filter(account=account).exclude(ends=F("starts"))
        if overlap(starts, ends, other.starts, other.ends)
    ]
    if any(other.role == role and other.organ_id == organ.pk for other in others):
        raise refusals.AlreadyGranted(field="role")
    # One place only: an administrator role in two organs would also be two open grants.
    if role in ADMINISTRATORS and others:
        raise refusals.AdministratorStandsAlone(field="role")
    if not stands_alone(role, (Role(other.role) for other in others)):
        raise refusals.AdministratorStandsAlone(field="role")


@operation
def end_grant(*, actor: Actor, grant: RoleGrant) -> RoleGrant:
    """Ends it today; one that was to begin later never begins."""
    access.check_not_oneself(actor, grant.account)
    access.check_governs_organ(actor, grant.organ)
    locked(grant.account)
    grant = RoleGrant.objects.select_related("organ", "account").get(pk=grant.pk)
    today = clock.today()
    if grant.ends is not None and grant.ends <= today:
        raise refusals.AlreadyEnded
    grant.ends, grant.ended_on = max(today, grant.starts), today
    grant.save(update_fields=["ends", "ended_on"])
    event = events.GrantEnded(role=Role(grant.role), organ=str(grant.organ), ends=grant.ends)
    record(actor=actor, event=event, subject=grant.account.subject)
    return grant


@operation
def hold_post(
    *, actor: Actor, account: Account, post: Post, starts: date | None = None
) -> PostHolding:
    """From `starts`, today if not given, until it is left."""
    access.check_not_oneself(actor, account)
    access.check_governs_organ(actor, post.organ)
    access.check_governs_account(actor, account)
    account, starts = locked(account), starts or clock.today()
    if not account.is_active:
        raise refusals.AccountClosed
    if PostHolding.objects.unended(starts).filter(account=account, post=post).exists():
        raise refusals.AlreadyHeld(field="post")
    holding = PostHolding.objects.create(account=account, post=post, starts=starts)
    event = events.PostTaken(post=post.title, organ=str(post.organ), starts=starts)
    record(actor=actor, event=event, subject=account.subject)
    return holding


@operation
def leave_post(*, actor: Actor, holding: PostHolding) -> PostHolding:
    access.check_not_oneself(actor, holding.account)
    access.check_governs_organ(actor, holding.post.organ)
    locked(holding.account)
    holding = PostHolding.objects.select_related("account", "post__organ").get(pk=holding.pk)
    today = clock.today()
    if holding.ends is not None and holding.ends <= today:
        raise refusals.AlreadyEnded
    holding.ends = max(today, holding.starts)
    holding.save(update_fields=["ends"])
    event = events.PostLeft(
        post=holding.post.title, organ=str(holding.post.organ), ends=holding.ends
    )
    record(actor=actor, event=event, subject=holding.account.subject)
    return holding
