"""Four eyes: one security administrator proposes, another confirms, and then it is done at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, Proposal, RoleGrant
from youwei.foundation.people.models.proposals import REASON_LENGTH
from youwei.foundation.people.operations.accounts import leave, reset_factor
from youwei.foundation.people.operations.grants import end_grant, grant_role
from youwei.foundation.people.operations.tokens import IssuedToken, issue_token
from youwei.foundation.people.queries import has_factor
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.proposals import OPEN_FOR, WEIGHTY, Action
from youwei.foundation.people.writing import (
    check_grantable,
    check_token,
    locked,
    locked_proposal,
)
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotAllowed
from youwei.kernel.words import clean_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is proposed; each action fills its own fields, as `models.Proposal` has them."""

    action: Action
    account: Account
    role: Role | None = None
    organ: Organ | None = None
    starts: date | None = None
    ends: date | None = None
    grant: RoleGrant | None = None
    successor: Account | None = None
    name: str = ""
    last_day: date | None = None
    reason: str = ""


@operation
def propose(*, actor: Actor, wanted: Wanted) -> Proposal:
    """Waits seven days for a second person. What could not be done anyway is refused now."""
    account = locked(wanted.account)
    _check_proposes(actor, account, wanted)
    if not account.is_active:
        raise refusals.AccountClosed
    _CHECKS[wanted.action](account, wanted)
    grant = wanted.grant
    role = wanted.role or (Role(grant.role) if grant else None)
    organ = wanted.organ or (grant.organ if grant else None)
    if (
        Proposal.objects.waiting()
        .filter(account=account, action=wanted.action, role=role or "", organ=organ)
        .exists()
    ):
        raise refusals.ProposedAlready
    proposal = Proposal.objects.create(
        action=wanted.action,
        account=account,
        role=role or "",
        organ=organ,
        starts=wanted.starts,
        ends=wanted.ends,
        grant=grant,
        successor=wanted.successor,
        name=wanted.name,
        last_day=wanted.last_day,
        reason=clean_label(wanted.reason, limit=REASON_LENGTH, field="reason"),
        proposed_by_id=actor.account_id or 0,
        expires_at=clock.now() + OPEN_FOR,
    )
    event = events.Proposed(action=wanted.action, role=role or "", organ=str(organ or ""))
    record(actor=actor, event=event, subject=proposal.subject, trail=account.subject)
    return proposal


@operation
def confirm_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Does at once what was proposed; a token waits until its owner collects it."""
    proposal = _decided(actor, proposal, "confirm")
    event = events.ProposalConfirmed(
        action=Action(proposal.action), proposed_by=proposal.proposed_by.name
    )
    record(actor=actor, event=event, subject=proposal.subject, trail=proposal.account.subject)
    _carry_out(actor, proposal)
    return proposal


@operation
def reject_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    proposal = _decided(actor, proposal, "reject")
    event = events.ProposalRejected(
        action=Action(proposal.action), proposed_by=proposal.proposed_by.name
    )
    record(actor=actor, event=event, subject=proposal.subject, trail=proposal.account.subject)
    return proposal


@operation
def withdraw_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    proposal = locked_proposal(proposal)
    proposal.state = access.check_proposal_move(actor, proposal, "withdraw")
    proposal.save(update_fields=["state"])
    event = events.ProposalWithdrawn(action=Action(proposal.action))
    record(actor=actor, event=event, subject=proposal.subject, trail=proposal.account.subject)
    return proposal


@operation
def expire_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    proposal = locked_proposal(proposal)
    proposal.state = access.check_proposal_move(actor, proposal, "expire")
    proposal.save(update_fields=["state"])
    event = events.ProposalExpired(action=Action(proposal.action))
    record(actor=actor, event=event, subject=proposal.subject, trail=proposal.account.subject)
    return proposal


@operation
def collect_token(*, actor: Actor, proposal: Proposal) -> IssuedToken:
    """The token that a second person confirmed, shown to its owner once."""
    proposal = locked_proposal(proposal)
    state = access.check_proposal_move(actor, proposal, "collect")
    assert proposal.last_day is not None, "a token was proposed with its last day"
    issued = issue_token(
        actor=actor,
        account=proposal.account,
        name=proposal.name,
        expires_on=proposal.last_day,
        proposal=proposal,
    )
    proposal.state = state
    proposal.save(update_fields=["state"])
    event = events.TokenCollected(token=issued.token.pk)
    record(actor=actor, event=event, subject=proposal.subject, trail=proposal.account.subject)
    return issued


def _check_proposes(actor: Actor, account: Account, wanted: Wanted) -> None:
    if actor.account_id is None:
        raise NotAllowed  # the installation needs no second person
    if wanted.action is Action.ISSUE_TOKEN:
        access.check_own(actor, account)
        return
    access.check_not_oneself(actor, account)
    access.check_governs_account(actor, account)
    organ = wanted.organ or (wanted.grant.organ if wanted.grant else None)
    if organ is not None:
        access.check_governs_organ(actor, organ)


def _check_grant(account: Account, wanted: Wanted) -> None:
    assert wanted.role is not None
    assert wanted.organ is not None
    if wanted.role not in WEIGHTY:
        raise refusals.OneIsEnough
    starts = wanted.starts or clock.today()
    check_grantable(account, wanted.role, wanted.organ, starts, wanted.ends)


def _check_end(account: Account, wanted: Wanted) -> None:
    assert wanted.grant is not None
    if Role(wanted.grant.role) not in WEIGHTY:
        raise refusals.OneIsEnough
    if wanted.grant.ends is not None and wanted.grant.ends <= clock.today():
        raise refusals.AlreadyEnded


def _check_closing(account: Account, wanted: Wanted) -> None:
    if not access.holds_weighty(account):
        raise refusals.OneIsEnough


def _check_reset(account: Account, wanted: Wanted) -> None:
    if not has_factor(account):
        raise refusals.NoSecondFactor


def _check_token(account: Account, wanted: Wanted) -> None:
    assert wanted.last_day is not None
    check_token(wanted.name, wanted.last_day)
    if not access.holds_weighty(account):
        raise refusals.OneIsEnough


_CHECKS: dict[Action, Callable[[Account, Wanted], None]] = {
    Action.GRANT: _check_grant,
    Action.END_GRANT: _check_end,
    Action.CLOSE: _check_closing,
    Action.RESET_FACTOR: _check_reset,
    Action.ISSUE_TOKEN: _check_token,
}


def _decided(actor: Actor, proposal: Proposal, move: str) -> Proposal:
    proposal = locked_proposal(proposal)
    state = access.check_proposal_move(actor, proposal, move)
    if proposal.expires_at <= clock.now():
        raise refusals.ProposalOver
    proposal.state = state
    proposal.decided_by_id, proposal.decided_at = actor.account_id, clock.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return proposal


def _carry_out(actor: Actor, proposal: Proposal) -> None:
    account = proposal.account
    match Action(proposal.action):
        case Action.GRANT:
            assert proposal.organ is not None
            grant_role(
                actor=actor,
                account=account,
                role=Role(proposal.role),
                organ=proposal.organ,
                starts=max(proposal.starts or clock.today(), clock.today()),
                ends=proposal.ends,
                proposal=proposal,
            )
        case Action.END_GRANT:
            assert proposal.grant is not None
            end_grant(actor=actor, grant=proposal.grant, proposal=proposal)
        case Action.CLOSE:
            leave(actor=actor, account=account, successor=proposal.successor, proposal=proposal)
        case Action.RESET_FACTOR:
            reset_factor(actor=actor, account=account, proposal=proposal)
        case Action.ISSUE_TOKEN:
            pass  # its owner collects it: nobody else may see it
