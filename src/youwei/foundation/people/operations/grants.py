"""Roles and posts: given with dates, ended at once."""

from datetime import date

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ, Post
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, PostHolding, Proposal, RoleGrant
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.proposals import WEIGHTY, Action
from youwei.foundation.people.writing import check_grantable, locked
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role


@operation
def grant_role(
    *,
    actor: Actor,
    account: Account,
    role: Role,
    organ: Organ,
    starts: date | None = None,
    ends: date | None = None,
    proposal: Proposal | None = None,
) -> RoleGrant:
    """From `starts` (today if not given) until the day before `ends`. A weighty role needs the
    `proposal` of another person that the actor just confirmed.
    """
    access.check_not_oneself(actor, account)
    access.check_governs_organ(actor, organ)
    access.check_governs_account(actor, account)
    account, starts = locked(account), starts or clock.today()
    check_grantable(account, role, organ, starts, ends)
    if role in WEIGHTY:
        access.check_second(actor, Action.GRANT, account, proposal)
        if proposal is not None and (proposal.role, proposal.organ_id) != (role, organ.pk):
            raise refusals.SecondPersonNeeded
    grant = RoleGrant.objects.create(
        account=account,
        role=role,
        organ=organ,
        starts=starts,
        ends=ends,
        granted_by_id=actor.account_id,
        proposal=proposal,
    )
    event = events.RoleGranted(role=role, organ=str(organ), starts=starts, ends=ends)
    record(actor=actor, event=event, subject=account.subject)
    return grant


@operation
def end_grant(*, actor: Actor, grant: RoleGrant, proposal: Proposal | None = None) -> RoleGrant:
    """Ends it today; one that was to begin later never begins. A weighty one needs the `proposal`
    of another person that the actor just confirmed: to end it, or to close the account.
    """
    access.check_not_oneself(actor, grant.account)
    access.check_governs_organ(actor, grant.organ)
    locked(grant.account)
    grant = RoleGrant.objects.select_related("organ", "account").get(pk=grant.pk)
    today = clock.today()
    if grant.ends is not None and grant.ends <= today:
        raise refusals.AlreadyEnded
    if Role(grant.role) in WEIGHTY:
        closing = proposal is not None and proposal.action == Action.CLOSE
        action = Action.CLOSE if closing else Action.END_GRANT
        access.check_second(actor, action, grant.account, proposal)
        if proposal is not None and not closing and proposal.grant_id != grant.pk:
            raise refusals.SecondPersonNeeded
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
