"""Accounts from the first day to the last."""

import secrets

from allauth.mfa.models import Authenticator

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ, Unit
from youwei.foundation.people import access, handover, queries
from youwei.foundation.people.models import Account, ApiToken, PostHolding, Proposal, RoleGrant
from youwei.foundation.people.operations.grants import end_grant, leave_post
from youwei.foundation.people.operations.sessions import end_sessions
from youwei.foundation.people.operations.tokens import revoke_token
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.accounts import NAME_LENGTH, is_username, username_of
from youwei.foundation.people.rules.proposals import Action
from youwei.foundation.people.writing import locked
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.characters import clean

_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105  # nothing to misread on paper
_PASSWORD_LENGTH = 16  # 16 of 31 letters are 79 bits, for one sign-in


@operation
def add_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    organ: Organ,
    unit: Unit | None = None,
    email: str = "",
    password_hash: str = "",
) -> Account:
    """Without `password_hash` the account opens only after `issue_password`, or by OIDC."""
    access.check_governs_organ(actor, organ)
    username = username_of(username)
    if not is_username(username):
        raise refusals.UsernameMalformed(field="username")
    if Account.objects.filter(username=username).exists():
        raise refusals.UsernameTaken(field="username")
    if unit is not None and unit.organ_id != organ.pk:
        raise refusals.UnitOfAnotherOrgan(field="unit")
    account = Account(
        username=username, name=_name(name), organ=organ, unit=unit, email=email.strip()
    )
    if password_hash:
        account.password = password_hash
    else:
        account.set_unusable_password()
    account.save()
    event = events.AccountAdded(username=username, name=account.name, organ=str(organ))
    record(actor=actor, event=event, subject=account.subject)
    return account


@operation
def change_name(*, actor: Actor, account: Account, name: str) -> Account:
    access.check_governs_account(actor, account)
    account = locked(account)
    before, account.name = account.name, _name(name)
    account.save(update_fields=["name"])
    event = events.NameChanged(before=before, after=account.name)
    record(actor=actor, event=event, subject=account.subject)
    return account


@operation
def issue_password(*, actor: Actor, account: Account) -> str:
    """A password to be shown once; it opens nothing but its own change. Sign-ins and tokens end."""
    access.check_not_oneself(actor, account)
    access.check_governs_account(actor, account)
    account = _open(account)
    password = "".join(secrets.choice(_PASSWORD_LETTERS) for _ in range(_PASSWORD_LENGTH))
    account.set_password(password)
    account.password_due = True
    account.save(update_fields=["password", "password_due"])
    _end_ways_in(actor, account)
    record(actor=actor, event=events.PasswordIssued(), subject=account.subject)
    return password


@operation
def note_sign_in_change(*, actor: Actor, account: Account, what: str) -> None:
    """Passwords and second factors are changed by allauth; the journal learns that they were."""
    access.check_own(actor, account)
    record(actor=actor, event=events.SignInChanged(what=what), subject=account.subject)


@operation
def reset_factor(*, actor: Actor, account: Account, proposal: Proposal | None = None) -> Account:
    """Needs the `proposal` of another person that the actor just confirmed. The password goes as
    well: whoever found it must not be the first who sets up a factor. A new one is handed over.
    Sign-ins and tokens end: whoever took the factor may have made some.
    """
    access.check_not_oneself(actor, account)
    access.check_governs_account(actor, account)
    access.check_second(actor, Action.RESET_FACTOR, account, proposal)
    account = _open(account)
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    _end_ways_in(actor, account)
    record(actor=actor, event=events.FactorReset(), subject=account.subject)
    return account


@operation
def leave(
    *,
    actor: Actor,
    account: Account,
    successor: Account | None = None,
    proposal: Proposal | None = None,
) -> Account:
    """Closes the account today. What the person owes goes to the successor, who serves one of the
    same organs; without one, nobody leaves who owes something. Where a weighty role ends with it,
    it needs the `proposal` of another person that the actor just confirmed.
    """
    access.check_not_oneself(actor, account)
    access.check_governs_account(actor, account)
    account, today = _open(account), clock.today()
    if access.holds_weighty(account):
        access.check_second(actor, Action.CLOSE, account, proposal)
    owed = handover.owed_by(account)
    if owed and successor is None:
        raise refusals.SuccessorNeeded(field="successor", owed=owed)
    if successor is not None:
        successor = locked(successor)
        _check_colleague(account, successor)
        handover.hand_over(actor, account, successor)
    for grant in RoleGrant.objects.unended(today).filter(account=account):
        end_grant(actor=actor, grant=grant, proposal=proposal)
    for holding in PostHolding.objects.unended(today).filter(account=account):
        leave_post(actor=actor, holding=holding)
    _end_ways_in(actor, account)
    account.is_active, account.left_on, account.email = False, today, ""
    account.set_unusable_password()
    account.save()
    event = events.AccountLeft(
        handed_over=owed, successor=None if successor is None else successor.name
    )
    record(actor=actor, event=event, subject=account.subject)
    return account


def _end_ways_in(actor: Actor, account: Account) -> None:
    for token in ApiToken.objects.filter(account=account, revoked_at=None):
        revoke_token(actor=actor, token=token)
    end_sessions(actor=actor, account=account)


def _check_colleague(account: Account, successor: Account) -> None:
    today = clock.today()
    served = queries.actor_for(account, today).organ_ids
    if successor.pk == account.pk or not served & queries.actor_for(successor, today).organ_ids:
        raise refusals.NotAColleague(field="successor")


def _open(account: Account) -> Account:
    account = locked(account)
    if not account.is_active:
        raise refusals.AccountClosed
    return account


def _name(text: str) -> str:
    name = clean(text)
    if not name or len(name) > NAME_LENGTH:
        raise refusals.NameMissing(field="name")
    return name
