"""What operations on accounts share."""

from datetime import date

from django.db.models import F

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account, Proposal, RoleGrant
from youwei.foundation.people.rules import refusals
from youwei.foundation.people.rules.accounts import NAME_LENGTH, is_empty, latest_expiry, overlap
from youwei.foundation.people.rules.roles import stands_alone
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Role
from youwei.kernel.characters import clean


def locked(account: Account) -> Account:
    """The account as it is now, held until the operation ends."""
    return (
        Account.objects.select_for_update(of=("self",)).select_related("organ").get(pk=account.pk)
    )


def locked_proposal(proposal: Proposal) -> Proposal:
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("account__organ__jurisdiction", "organ__jurisdiction", "proposed_by")
        .get(pk=proposal.pk)
    )


def check_grantable(
    account: Account, role: Role, organ: Organ, starts: date, ends: date | None
) -> None:
    """Whether the role fits what the account holds; the account is locked."""
    if not account.is_active:
        raise refusals.AccountClosed
    if is_empty(starts, ends):
        raise refusals.DatesReversed(field="ends")
    if role in ADMINISTRATORS and ends is not None:
        raise refusals.AdministratorWithoutEnd(field="ends")
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


def check_token(name: str, last_day: date) -> str:
    """The name as it is kept."""
    name, today = clean(name), clock.today()
    if not name or len(name) > NAME_LENGTH:
        raise refusals.NameMissing(field="name")
    if not today <= last_day <= latest_expiry(today):
        raise refusals.TokenTooLong(field="expires_on")
    return name
