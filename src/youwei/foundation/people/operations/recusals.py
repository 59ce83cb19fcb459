"""Interests that a person declares, and that keep an organ's matters from them (C-10)."""

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, Recusal
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.roles import Interest
from youwei.foundation.people.writing import locked
from youwei.kernel import clock
from youwei.kernel.actor import Actor


@operation
def declare_recusal(
    *, actor: Actor, account: Account, organ: Organ, reason_code: Interest
) -> Recusal:
    """In force at once. Nobody needs to agree: staying out is never refused."""
    access.check_own(actor, account)
    account, today = locked(account), clock.today()
    if Recusal.objects.unended(today).filter(account=account, organ=organ).exists():
        raise refusals.AlreadyDeclared(field="organ")
    recusal = Recusal.objects.create(
        account=account, organ=organ, reason_code=reason_code, starts=today
    )
    event = events.RecusalDeclared(organ=str(organ), reason=reason_code)
    record(actor=actor, event=event, subject=account.subject)
    return recusal


@operation
def end_recusal(*, actor: Actor, recusal: Recusal) -> Recusal:
    """Ended by the one who grants roles there, not by the person alone: the interest was theirs."""
    access.check_not_oneself(actor, recusal.account)
    access.check_governs_account(actor, recusal.account)
    locked(recusal.account)
    recusal = Recusal.objects.select_related("account", "organ").get(pk=recusal.pk)
    if recusal.ends is not None:
        raise refusals.AlreadyEnded
    recusal.ends = clock.today()
    recusal.save(update_fields=["ends"])
    event = events.RecusalEnded(organ=str(recusal.organ))
    record(actor=actor, event=event, subject=recusal.account.subject)
    return recusal
